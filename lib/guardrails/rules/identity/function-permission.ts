import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, holds, unknown } from "../../verdict";

/** Arguments that say on whose behalf the function is called. */
const SOURCES = ["source_arn", "source_account", "principal_org_id"];

export const functionPermission = guardrail({
  id: "identity/function-permission",
  title: "A function is called by one's own sources only",
  severity: "high",
  why: "A service calls for all its customers, and * is everyone: strangers run the function with its role.",
  fix: "set source_arn, or source_account for a bucket; for other accounts of the organisation principal_org_id",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_301", "CKV_AWS_364", "AWS-0067"],
  subject: "resource",
  types: ["aws_lambda_permission"],
  check: ({ config }) => {
    const principal = read(config, ["principal"]);
    if (principal.state !== "known") return unknown(["principal"]);
    const name = String(principal.value);
    // Accounts and roles are named in full.
    if (name !== "*" && !name.endsWith(".amazonaws.com")) return undefined;
    const isBound = SOURCES.some((argument) => read(config, [argument]).state !== "absent");
    return holds(isBound, () => fail([], "source_arn, source_account or principal_org_id"));
  },
  examples: () => {
    const permission = (says: string, config: object) =>
      exampleOf(says, "aws_lambda_permission", {
        action: "lambda:InvokeFunction",
        function_name: "f",
        principal: "events.amazonaws.com",
        ...config,
      });
    return {
      pass: [
        permission("one rule", { source_arn: "$" + "{aws_cloudwatch_event_rule.it.arn}" }),
        permission("one account", { source_account: "111111111111" }),
        permission("everyone of an organisation", { principal: "*", principal_org_id: "o-1" }),
      ],
      fail: [permission("any rule", {}), permission("everyone", { principal: "*" })],
      unknown: [permission("a principal from elsewhere", { principal: "$" + "{var.p}" })],
      notApplicable: [permission("one account", { principal: "111111111111" })],
    };
  },
});
