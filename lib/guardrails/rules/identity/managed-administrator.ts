import { asList, type JsonRecord, textAt } from "../../../core/json";
import { exampleOf } from "../../example";
import { guardrail, type RuleExample } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, PASS } from "../../verdict";

/** Policies of AWS that are the account, or a step from it (source: AWS Managed Policy Reference). */
const STRONG: readonly string[] = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"];

/** Where each type names policies. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  aws_iam_role_policy_attachment: "policy_arn",
  aws_iam_user_policy_attachment: "policy_arn",
  aws_iam_group_policy_attachment: "policy_arn",
  aws_iam_policy_attachment: "policy_arn",
  aws_iam_role: "managed_policy_arns",
  aws_iam_role_policy_attachments_exclusive: "policy_arns",
  aws_ssoadmin_managed_policy_attachment: "managed_policy_arn",
};

export const managedAdministrator = guardrail({
  id: "identity/managed-administrator",
  title: "Nobody gets a policy of AWS that is the whole account",
  severity: "high",
  why: "Whoever gets hold of such a role owns the account, and with it every key and every log.",
  fix: "attach a policy that names what is used; for people, a permission set that ends by itself",
  controls: { soc2: ["CC6.3", "CC1.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_274", "CKV2_AWS_56"],
  subject: "resource",
  types: Object.keys(ARGUMENTS),
  check: ({ config, type, raw, stack }) => {
    const argument = String(ARGUMENTS[type]);
    const names = asList(config[argument]).map(String);
    if (names.length === 0) return undefined;
    const strong = names.filter((name) => STRONG.some((each) => name.endsWith(`:policy/${each}`)));
    const sets = stack.references.from(raw["permission_set_arn"]).filter(({ mode }) => mode === "resource");
    if (strong.length === 0 || (sets.length > 0 && sets.every(endsSoon))) return PASS;
    return fail([argument], "a policy that names what is used", strong);
  },
  examples: () => {
    const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
    return {
      pass: [
        exampleOf("a narrow one", "aws_iam_role_policy_attachment", { policy_arn: arn("AmazonEKSClusterPolicy") }),
        exampleOf("one of one's own", "aws_iam_role_policy_attachment", {
          policy_arn: "$" + "{aws_iam_policy.it.arn}",
        }),
        people("people for an hour", { session_duration: "PT1H" }),
        people("people for as long as AWS lets them", {}),
      ],
      fail: [
        ...STRONG.map((name) => exampleOf(name, "aws_iam_role_policy_attachment", { policy_arn: arn(name) })),
        exampleOf("a user", "aws_iam_user_policy_attachment", { policy_arn: arn("AdministratorAccess") }),
        exampleOf("a group", "aws_iam_group_policy_attachment", { policy_arn: arn("AdministratorAccess") }),
        exampleOf("several", "aws_iam_policy_attachment", { policy_arn: arn("AdministratorAccess") }),
        exampleOf("in the role", "aws_iam_role", {
          managed_policy_arns: [arn("ReadOnlyAccess"), arn("IAMFullAccess")],
        }),
        exampleOf("all of a role", "aws_iam_role_policy_attachments_exclusive", {
          policy_arns: ["arn:$" + "{data.aws_partition.it.partition}:iam::aws:policy/AdministratorAccess"],
        }),
        exampleOf("people", "aws_ssoadmin_managed_policy_attachment", { managed_policy_arn: arn("PowerUserAccess") }),
        people("people for a day", { session_duration: "PT12H" }),
      ],
      notApplicable: [exampleOf("a role", "aws_iam_role", {})],
    };
  },
});

/** Whether the sessions of a permission set end within the hour, which is also what AWS takes where nothing is said. */
function endsSoon({ config }: ResourceView): boolean {
  return ["PT1H", undefined].includes(textAt(config, "session_duration"));
}

/** People who are administrators by a permission set. */
function people(says: string, set: JsonRecord): RuleExample {
  return exampleOf(
    says,
    "aws_ssoadmin_managed_policy_attachment",
    {
      managed_policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      permission_set_arn: "$" + "{aws_ssoadmin_permission_set.set.arn}",
    },
    { aws_ssoadmin_permission_set: { set } },
  );
}
