import type { Rule } from "../../rule";
import { administratorPolicy } from "./administrator-policy";
import { anonymousSubject } from "./anonymous-subject";
import { assumeAnyRole } from "./assume-any-role";
import { awsAuthMap } from "./aws-auth-map";
import { clusterAdminBinding } from "./cluster-admin-binding";
import { clusterAdministrators } from "./cluster-administrators";
import { clusterCreator } from "./cluster-creator";
import { confusedDeputy } from "./confused-deputy";
import { crossAccountTrust } from "./cross-account-trust";
import { debugEnclave } from "./debug-enclave";
import { destroyEverything } from "./destroy-everything";
import { escalatingRole } from "./escalating-role";
import { functionPermission } from "./function-permission";
import { githubTrustOwner } from "./github-trust-owner";
import { githubTrustRepository } from "./github-trust-repository";
import { githubTrustScope } from "./github-trust-scope";
import { invertedStatement } from "./inverted-statement";
import { keyAdministrator } from "./key-administrator";
import { keyLockoutCheck } from "./key-lockout-check";
import { keyPolicy } from "./key-policy";
import { longLivedCredentials } from "./long-lived-credentials";
import { managedAdministrator } from "./managed-administrator";
import { oidcAudience } from "./oidc-audience";
import { oidcSubject } from "./oidc-subject";
import { passAnyRole } from "./pass-any-role";
import { privilegeEscalation } from "./privilege-escalation";
import { readEverything } from "./read-everything";
import { secretReadingRole } from "./secret-reading-role";
import { sessionDuration } from "./session-duration";
import { signingKeyDuties } from "./signing-key-duties";
import { userPermissions } from "./user-permissions";
import { vaultRoleSubjects } from "./vault-role-subjects";
import { vaultRootPolicy } from "./vault-root-policy";
import { vaultTokenClaims } from "./vault-token-claims";
import { vaultTokenLifetime } from "./vault-token-lifetime";
import { wildcardPrincipal } from "./wildcard-principal";
import { wildcardRole } from "./wildcard-role";
import { wildcardService } from "./wildcard-service";

/** Rules on identity and access management. */
export const IDENTITY_RULES: readonly Rule[] = [
  administratorPolicy,
  anonymousSubject,
  assumeAnyRole,
  awsAuthMap,
  clusterAdminBinding,
  clusterAdministrators,
  clusterCreator,
  confusedDeputy,
  crossAccountTrust,
  debugEnclave,
  destroyEverything,
  escalatingRole,
  functionPermission,
  githubTrustOwner,
  githubTrustRepository,
  githubTrustScope,
  invertedStatement,
  keyAdministrator,
  keyLockoutCheck,
  keyPolicy,
  longLivedCredentials,
  managedAdministrator,
  oidcAudience,
  oidcSubject,
  passAnyRole,
  privilegeEscalation,
  readEverything,
  secretReadingRole,
  sessionDuration,
  signingKeyDuties,
  userPermissions,
  vaultRoleSubjects,
  vaultRootPolicy,
  vaultTokenClaims,
  vaultTokenLifetime,
  wildcardPrincipal,
  wildcardRole,
  wildcardService,
];
