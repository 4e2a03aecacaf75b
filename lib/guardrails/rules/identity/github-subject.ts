import { REFERENCE } from "../../../truth/terraform-text";
import type { TokenClaim, WebIdentityTrust } from "./web-identity";

/** How much of GitHub a trust lets in. */
export type GithubReach = "everyone" | "owner" | "repository" | "unknown";

/** Claims that name a repository or its owner, in a subject and beside it (source: GitHub documentation, OIDC claims). */
const CLAIMS: readonly string[] = [
  ...["repo", "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref"],
];

const FIRST_CLAIM = new RegExp(`(?:^|:)(${CLAIMS.join("|")}):([^:]*)`);

const WILDCARD = /[*?]/;

/**
 * How much of GitHub a trust lets in, as far as its claims tell. Both forms of the subject are read: names alone,
 * `repo:octo-org/octo-repo:…`, and the one with numbers that repositories made since 15 July 2026 have,
 * `repo:octo-org@123456/octo-repo@789012:…` (source: aws-actions/configure-aws-credentials, README, "Immutable subject
 * claims").
 */
export function githubReach({ claims }: WebIdentityTrust): GithubReach {
  const reaches = claims.flatMap((claim) => reachOfClaim(claim));
  return FROM_NARROW.find((reach) => reaches.includes(reach)) ?? "everyone";
}

/** All claims have to hold, so that the narrowest one says how much is let in. */
const FROM_NARROW: readonly GithubReach[] = ["repository", "unknown", "owner", "everyone"];

function reachOfClaim({ name, isPattern, values }: TokenClaim): readonly GithubReach[] {
  if (name !== "sub" && !CLAIMS.includes(name)) return [];
  const reaches = values.map((value) => {
    // Without a pattern a star stands for itself, and lets nobody in.
    if (!isPattern && WILDCARD.test(value)) return "repository";
    return reachOfText(name === "sub" ? value : `${name}:${value}`);
  });
  // One of the values is enough: the widest says how much is let in.
  return [[...FROM_NARROW].reverse().find((reach) => reaches.includes(reach)) ?? "everyone"];
}

function reachOfText(text: string): GithubReach {
  const found = FIRST_CLAIM.exec(text);
  if (found === null) return text.includes(REFERENCE) ? "unknown" : "everyone";
  const [whole, claim, named = ""] = found;
  const before = text.slice(0, found.index + whole.length - named.length);
  const [owner = "", repository] = named.split("/");
  const [ownerName = ""] = owner.split("@");
  const known = before + ownerName.split(REFERENCE, 1).join("");
  if (WILDCARD.test(known) || ownerName === "") return "everyone";
  if (WILDCARD.test(ownerName)) return "unknown";
  if (claim === "repository_id" || (repository === undefined && owner.includes(REFERENCE))) return "repository";
  // A star behind the @ gives up the number, which tells an owner or a repository from a later one of the same name.
  const isWhole = repository !== undefined && repository !== "" && !WILDCARD.test(owner + repository);
  return isWhole ? "repository" : "owner";
}
