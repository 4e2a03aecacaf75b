import type { Rule } from "../../rule";
import { administratorPolicy } from "./administrator-policy";
import { assumeAnyRole } from "./assume-any-role";
import { destroyEverything } from "./destroy-everything";
import { githubTrustOwner } from "./github-trust-owner";
import { githubTrustRepository } from "./github-trust-repository";
import { invertedStatement } from "./inverted-statement";
import { oidcAudience } from "./oidc-audience";
import { oidcSubject } from "./oidc-subject";
import { passAnyRole } from "./pass-any-role";
import { privilegeEscalation } from "./privilege-escalation";
import { readEverything } from "./read-everything";
import { wildcardPrincipal } from "./wildcard-principal";
import { wildcardService } from "./wildcard-service";

/** Rules on identity and access management. */
export const IDENTITY_RULES: readonly Rule[] = [
  administratorPolicy,
  assumeAnyRole,
  destroyEverything,
  githubTrustOwner,
  githubTrustRepository,
  invertedStatement,
  oidcAudience,
  oidcSubject,
  passAnyRole,
  privilegeEscalation,
  readEverything,
  wildcardPrincipal,
  wildcardService,
];
