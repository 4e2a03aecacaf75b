import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail, PASS } from "../../verdict";

/** Types that give something to a single user. */
const OF_USERS: readonly string[] = [
  ...["aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_user_policy_attachments_exclusive"],
  "aws_iam_user_policies_exclusive",
];

export const userPermissions = guardrail({
  id: "identity/user-permissions",
  title: "Permissions go to roles and groups, not to single users",
  severity: "low",
  why: "What single users hold is forgotten when they change their work, and nobody sees who may do what.",
  fix: "attach the policy to a role, or to a group",
  controls: { soc2: ["CC6.3"], iso27001: ["A.5.18"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_40", "AWS-0143"],
  subject: "resource",
  types: [
    ...OF_USERS,
    "aws_iam_policy_attachment",
    "aws_iam_role_policy_attachment",
    "aws_iam_group_policy_attachment",
  ],
  check: ({ type, config }) => {
    if (OF_USERS.includes(type)) return fail([], "a policy of a role or a group");
    const hasUsers = expectAt(config, "users").toStand("").verdict === "pass";
    return hasUsers ? fail(["users"], "roles and groups only", config["users"]) : PASS;
  },
  examples: () => ({
    pass: [
      exampleOf("a role", "aws_iam_role_policy_attachment", { role: "app" }),
      exampleOf("a group", "aws_iam_group_policy_attachment", { group: "people" }),
      exampleOf("a role in another way", "aws_iam_policy_attachment", { roles: ["app"], users: [] }),
    ],
    fail: [
      exampleOf("a policy", "aws_iam_user_policy", { user: "ci" }),
      exampleOf("a policy of elsewhere", "aws_iam_user_policy_attachment", { user: "ci" }),
      exampleOf("all policies of elsewhere", "aws_iam_user_policy_attachments_exclusive", { user_name: "ci" }),
      exampleOf("all policies", "aws_iam_user_policies_exclusive", { user_name: "ci" }),
      exampleOf("users among others", "aws_iam_policy_attachment", { roles: ["app"], users: ["ci"] }),
    ],
  }),
});
