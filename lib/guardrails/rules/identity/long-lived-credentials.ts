import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, on, PASS } from "../../verdict";

/** Credentials that work until somebody ends them, and users, who are there to have them. */
const CREDENTIALS: readonly string[] = ["aws_iam_access_key", "aws_iam_user_login_profile", "aws_iam_user"];

export const longLivedCredentials = guardrail({
  id: "identity/long-lived-credentials",
  title: "Nobody and nothing has an access key or a password that does not end",
  severity: "high",
  why: "An access key works from anywhere until somebody deletes it, and its secret stands in the state in clear.",
  fix: "use a role: Pod Identity for pods, an instance profile for machines, OpenID Connect for pipelines, SSO for people",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.17", "A.8.5"], nist: ["AC-2(1)", "AC-3"] },
  aliases: ["CKV_AWS_273"],
  subject: "stack",
  check: (stack) => {
    const found = stack.ofType(...CREDENTIALS).filter(({ mode }) => mode === "resource");
    if (found.length > 0) return found.map((resource) => on(resource, fail([], "a role")));
    return stack.resources.some(({ type }) => type.startsWith("aws_iam_")) ? PASS : undefined;
  },
  examples: () => ({
    pass: [
      exampleOf("a role", "aws_iam_role", {}),
      example("a user of others", { aws_iam_role: { it: {} } }, { aws_iam_user: { it: { user_name: "ci" } } }),
    ],
    fail: [
      exampleOf("an access key", "aws_iam_access_key", { user: "ci" }),
      exampleOf("a password", "aws_iam_user_login_profile", { user: "ci" }),
      exampleOf("a user", "aws_iam_user", { name: "ci" }),
    ],
    notApplicable: [exampleOf("a bucket", "aws_s3_bucket", {})],
  }),
});
