import { holdsReference } from "../../../truth/terraform-text";
import { guardrail } from "../../rule";
import { type Answer, allOf, anyOf } from "../../three-valued";
import { fail, holds, unknown } from "../../verdict";
import { githubReach } from "./github-subject";
import { exampleTrust, GITHUB_CLAIM, GITHUB_PROVIDER } from "./trust-examples";
import { type TokenClaim, webIdentityTrust } from "./web-identity";

export const githubTrustScope = guardrail({
  id: "identity/github-trust-scope",
  title: "A role of a pipeline is open to one environment, branch or workflow of its repository",
  severity: "medium",
  why: "Whoever may push any branch, or only open a pull request from one, changes the workflow and takes the role unreviewed.",
  fix: "end the subject in :environment:name, with reviewers of that environment, or in :ref:refs/heads/main, or require job_workflow_ref",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source:
    "GitHub documentation, OpenID Connect reference: example subject claims; environments and their protection rules",
  subject: "statement",
  check: (statement) => {
    const trust = webIdentityTrust(statement);
    if (trust?.isGithub !== true || githubReach(trust) !== "repository") return undefined;
    const isNarrow = anyOf(trust.claims.map(isNarrowClaim));
    if (isNarrow === undefined) return unknown([]);
    const values = trust.claims.flatMap((claim) => claim.values);
    return holds(isNarrow, () => fail([], "an environment, a branch or a workflow", values));
  },
  examples: () => {
    const sub = (subject: string | readonly string[], operator = "StringLike", more: object = {}) =>
      exampleTrust(`${operator} ${subject}`, GITHUB_PROVIDER, {
        [operator]: { [`${GITHUB_CLAIM}:sub`]: subject },
        ...more,
      });
    const workflow = "job_workflow_ref:octo-org/octo-repo/.github/workflows/apply.yml";
    const beside = (claim: string, value: string) =>
      sub("repo:octo-org/octo-repo:*", "StringLike", { StringEquals: { [`${GITHUB_CLAIM}:${claim}`]: value } });
    return {
      pass: [
        sub("repo:octo-org/octo-repo:environment:prod", "StringEquals"),
        sub("repo:octo-org@123456/octo-repo@789012:environment:prod"),
        sub("repo:octo-org/octo-repo:ref:refs/heads/main"),
        sub("repo:octo-org/octo-repo:ref:refs/tags/v*"),
        sub("repo:octo-org/octo-repo:environment:$" + "{var.environment}"),
        sub(`${workflow}@refs/heads/main`, "StringEquals"),
        sub("repo:octo-org/octo-repo:*", "StringEquals"),
        beside("environment", "prod"),
        beside("job_workflow_ref", "octo-org/octo-repo/.github/workflows/apply.yml@refs/heads/main"),
      ],
      fail: [
        sub("repo:octo-org/octo-repo:*"),
        sub("repo:octo-org/octo-repo:pull_request", "StringEquals"),
        sub("repo:octo-org/octo-repo:environment:*"),
        sub("repo:octo-org/octo-repo:ref:refs/heads/*"),
        sub("repo:octo-org/octo-repo:ref:*"),
        sub(["repo:octo-org/octo-repo:environment:prod", "repo:octo-org/octo-repo:*"]),
        sub(`${workflow}@*`),
        sub(`${workflow}*`),
        beside("actor", "octocat"),
      ],
      unknown: [sub("repo:octo-org/octo-repo:$" + "{var.scope}")],
      notApplicable: [
        sub("repo:octo-org/*"),
        sub("$" + "{var.subject}"),
        exampleTrust("another provider", "arn:aws:iam::111111111111:oidc-provider/gitlab.com", {
          StringLike: { "gitlab.com:sub": "repo:octo-org/octo-repo:*" },
        }),
      ],
    };
  },
});

/** Claims that say where in a repository a token comes from. */
const SCOPE = /(?:^|:)(environment|ref|(?:job_)?workflow_ref):(.*)$/;

/** Any environment, branch or tag. */
const ANY = /^(refs\/)?((heads|tags|pull)\/)?[*?]+$/;

/** One value is enough: the widest says how much is let in. */
function isNarrowClaim({ name, isPattern, values }: TokenClaim): Answer {
  return allOf(values.map((value) => isNarrowText(`${name}:${value}`, isPattern)));
}

function isNarrowText(text: string, isPattern: boolean): Answer {
  // Without a pattern a star stands for itself, and lets nobody in.
  if (!isPattern && text.includes("*")) return true;
  const found = SCOPE.exec(text);
  if (found === null) return holdsReference(text) ? undefined : false;
  const [, claim = "", value = ""] = found;
  // A workflow is as narrow as the branch that it is read from.
  return !ANY.test(claim.endsWith("workflow_ref") ? (value.split("@")[1] ?? "*") : value);
}
