import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";
import { githubReach } from "./github-subject";
import { exampleTrust, GITHUB_CLAIM, GITHUB_PROVIDER } from "./trust-examples";
import { webIdentityTrust } from "./web-identity";

export const githubTrustRepository = guardrail({
  id: "identity/github-trust-repository",
  title: "A role of a pipeline is open to named repositories only",
  severity: "high",
  why: "Whoever may make a repository in the organisation, or takes over a name that became free, takes the role.",
  fix: "write the repository in full, repo:owner@id/repository@id:environment:name, or the form without numbers where GitHub issues that",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: 'aws-actions/configure-aws-credentials, README, "OIDC" and "Immutable subject claims"',
  subject: "statement",
  check: (statement) => {
    const trust = webIdentityTrust(statement);
    if (trust?.isGithub !== true) return undefined;
    const reach = githubReach(trust);
    if (reach === "repository") return PASS;
    return reach === "owner"
      ? fail(
          [],
          "each repository in full",
          trust.claims.flatMap(({ values }) => values),
        )
      : undefined;
  },
  examples: () => {
    const sub = (subject: string, operator = "StringLike") =>
      exampleTrust(`${operator} ${subject}`, GITHUB_PROVIDER, { [operator]: { [`${GITHUB_CLAIM}:sub`]: subject } });
    return {
      pass: [
        sub("repo:octo-org/octo-repo:environment:prod", "StringEquals"),
        sub("repo:octo-org@123456/octo-repo@789012:*"),
        sub("job_workflow_ref:octo-org/octo-repo/.github/workflows/apply.yml@refs/heads/main", "StringEquals"),
        sub("repository_id:789012:*"),
        exampleTrust("a repository beside the owner", GITHUB_PROVIDER, {
          StringLike: { [`${GITHUB_CLAIM}:sub`]: "repo:octo-org/*" },
          StringEquals: { [`${GITHUB_CLAIM}:repository`]: "octo-org/octo-repo" },
        }),
      ],
      fail: [
        sub("repo:octo-org/*"),
        sub("repo:octo-org/octo-*:*"),
        sub("repo:octo-org@123456/*"),
        sub("repo:octo-org@*/octo-repo@789012:*"),
        sub("repo:octo-org@123456/octo-repo@*:*"),
        sub("repo:octo-org/:*"),
        sub("repository_owner:octo-org", "StringEquals"),
      ],
      notApplicable: [
        sub("repo:*"),
        sub("$" + "{var.subject}"),
        exampleTrust("another provider", "arn:aws:iam::111111111111:oidc-provider/gitlab.com", {}),
      ],
    };
  },
});
