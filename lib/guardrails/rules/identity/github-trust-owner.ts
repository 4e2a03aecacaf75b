import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { githubReach } from "./github-subject";
import { exampleTrust, GITHUB_CLAIM, GITHUB_PROVIDER, OWN_PROVIDER } from "./trust-examples";
import { webIdentityTrust } from "./web-identity";

export const githubTrustOwner = guardrail({
  id: "identity/github-trust-owner",
  title: "No role is open to the pipelines of all of GitHub",
  severity: "critical",
  why: "Without an owner in the subject, anyone with a GitHub account runs a pipeline and takes the role.",
  fix: "require token.actions.githubusercontent.com:sub, with owner and repository in full",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_358", "CKV_AWS_393"],
  subject: "statement",
  check: (statement) => {
    const trust = webIdentityTrust(statement);
    if (trust?.isGithub !== true) return undefined;
    const reach = githubReach(trust);
    if (reach === "unknown") return unknown([]);
    return reach === "everyone"
      ? fail(
          [],
          "a subject with owner and repository in full",
          trust.claims.flatMap(({ name, values }) => (name === "sub" ? values : [])),
        )
      : PASS;
  },
  examples: () => {
    const trust = (says: string, Condition: object) => exampleTrust(says, GITHUB_PROVIDER, Condition);
    const sub = (subject: string | readonly string[], operator = "StringLike") =>
      trust(`${operator} ${subject}`, { [operator]: { [`${GITHUB_CLAIM}:sub`]: subject } });
    return {
      pass: [
        sub("repo:octo-org/octo-repo:environment:prod", "StringEquals"),
        sub("repo:octo-org/octo-repo:*"),
        sub("repo:octo-org@123456/octo-repo@789012:environment:prod", "StringEquals"),
        sub("repo:octo-org@123456/octo-repo@789012:*"),
        sub("repo:octo-org/*"),
        sub(["repo:octo-org/octo-repo:*", "repo:octo-org@1/octo-repo@2:*"], "ForAnyValue:StringLike"),
        sub("*", "StringEquals"),
        sub("repository_owner_id:123456:ref:*"),
        sub("repo:$" + "{var.repository}:*"),
        trust("one owner beside any subject", {
          StringLike: { [`${GITHUB_CLAIM}:sub`]: "*" },
          StringEquals: { [`${GITHUB_CLAIM}:repository_owner_id`]: "123456" },
        }),
      ],
      fail: [
        trust("an audience only", { StringEquals: { [`${GITHUB_CLAIM}:aud`]: "sts.amazonaws.com" } }),
        trust("no condition", {}),
        sub("*"),
        sub("repo:*"),
        sub("repo:*/octo-repo:*"),
        sub("repo:octo-*"),
        sub("repo:octo-or?/octo-repo:*"),
        sub("repo:*@123456/octo-repo@789012:*"),
        sub("repo:/octo-repo:*"),
        sub("*:repo:octo-org/octo-repo:*"),
        sub("environment:prod", "StringEquals"),
        sub(["repo:octo-org/octo-repo:*", "repo:*"]),
        sub("repo:octo-org/octo-repo:*", "ForAllValues:StringLike"),
        sub("repo:octo-org/octo-repo:*", "StringLikeIfExists"),
        exampleTrust("a provider of the stack", OWN_PROVIDER, {}, `https://${GITHUB_CLAIM}`),
      ],
      unknown: [sub("$" + "{var.subject}"), sub("repo:$" + "{var.repository}*")],
      notApplicable: [
        exampleTrust("another provider", "arn:aws:iam::111111111111:oidc-provider/gitlab.com", {}),
        exampleTrust("another provider of the stack", OWN_PROVIDER, {}, "https://gitlab.com"),
      ],
    };
  },
});
