import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

/** A name in DNS, without wildcards. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

const LONGEST_CERTIFICATE_DAYS = 90;
const LONGEST_INTERMEDIATE_DAYS = 1826;
/** A week: its key lies in a Secret, unlike those in Vault. */
const LONGEST_SIGNED_AUTHORITY_HOURS = 168;

/** Problem of the days an authority is good for; undefined when it is fine. */
export function authorityDaysProblem(got: number, most = LONGEST_INTERMEDIATE_DAYS): Problem | undefined {
  if (Number.isInteger(got) && got >= 30 && got <= most) return undefined;
  return {
    what: "the authority is good for too short or too long",
    got,
    allowed: `whole days, from 30 to ${most}`,
    doThis: "leave it as it is unless a policy of yours says otherwise",
  };
}

/** Problem of an authority's name; undefined when it is fine. */
export function commonNameProblem(got: string): Problem | undefined {
  if (got.trim() !== "" && got.length <= 64 && !holdsToken(got)) return undefined;
  return {
    what: "the authority has no name that a certificate can carry",
    got,
    allowed: "1 to 64 characters (RFC 5280, ub-common-name)",
    doThis: "name it for people who read certificates, such as Example Internal CA 1",
  };
}

/** Everything wrong with an authority that is signed again and again. */
export function signedAuthorityProblems(authority: {
  readonly commonName: string;
  readonly lifetimeHours: number;
}): readonly Problem[] {
  const { commonName, lifetimeHours } = authority;
  const problems: Problem[] = [];
  if (!DOMAIN.test(commonName) || commonName.length > 64) {
    problems.push({
      what: "the name of the authority is not written out",
      got: commonName,
      allowed: "a name in DNS in small letters, without wildcards, of at most 64 characters",
      doThis: "give the name that its certificate has to have: no other is signed",
    });
  }
  if (!(Number.isInteger(lifetimeHours) && lifetimeHours >= 1 && lifetimeHours <= LONGEST_SIGNED_AUTHORITY_HOURS)) {
    problems.push({
      what: "the authority is good for no time, or for too long",
      got: lifetimeHours,
      allowed: `whole hours, from 1 to ${LONGEST_SIGNED_AUTHORITY_HOURS}`,
      doThis: "leave it at two days: cert-manager has a new one signed in time",
    });
  }
  return problems;
}

/** Everything wrong with a role of the engine. */
export function pkiRoleProblems(role: {
  readonly allowedDomains: readonly string[];
  readonly ttlDays: number;
}): Problem[] {
  const { allowedDomains, ttlDays } = role;
  const problems: Problem[] = allowedDomains
    .filter((domain) => !DOMAIN.test(domain) && !(holdsToken(domain) && !domain.includes("*")))
    .map((got) => ({
      what: "a domain of the role is not written out",
      got,
      allowed: "a name in DNS in small letters, without wildcards",
      doThis: "name the domain, and set allowSubdomains for what is below it",
    }));
  if (allowedDomains.length === 0) {
    problems.push({
      what: "the role names no domain, so it could sign nothing",
      allowed: "one domain or more",
      doThis: "name the domains of its certificates",
    });
  }
  if (allowedDomains.some((domain) => DOMAIN.test(domain) && !domain.includes("."))) {
    problems.push({
      what: "a domain of the role is a whole top level",
      got: allowedDomains,
      allowed: "names with a dot, such as rpc.svc.cluster.local",
      doThis: "name the domain in full",
    });
  }
  if (!(Number.isInteger(ttlDays) && ttlDays >= 1 && ttlDays <= LONGEST_CERTIFICATE_DAYS)) {
    problems.push({
      what: "the certificates of the role are good for no time, or for too long",
      got: ttlDays,
      allowed: `whole days, from 1 to ${LONGEST_CERTIFICATE_DAYS}`,
      doThis: "leave it at a month: cert-manager makes new ones in time",
    });
  }
  return problems;
}
