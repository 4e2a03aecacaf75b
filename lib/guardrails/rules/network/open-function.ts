import type { JsonRecord } from "../../../core/json";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

const NARROWING = ["source_arn", "source_account", "principal_org_id"];

export const openFunction = guardrail({
  id: "network/open-function",
  title: "No function can be called by everyone",
  severity: "high",
  why: "Whoever finds the address runs the code with the function's own role, as often as they like and on your bill.",
  fix: 'set authorizationType to "AWS_IAM", and name in a permission who may call',
  controls: { soc2: ["CC6.6"], nist: ["AC-3"] },
  aliases: ["CKV_AWS_258", "CKV_AWS_301", "AWS-0067"],
  subject: "resource",
  types: ["aws_lambda_function_url", "aws_lambda_permission"],
  check: ofMade(({ type, config }) => {
    if (type === "aws_lambda_function_url") return expectAt(config, "authorization_type").toBe("AWS_IAM");
    const isNarrow = NARROWING.some((name) => name in config) || config["function_url_auth_type"] === "AWS_IAM";
    return expectAt(config, "principal").toSatisfy(
      (principal) => isNarrow || principal !== "*",
      "who may call, by name",
    );
  }),
  examples: () => {
    const permission = (says: string, more: JsonRecord) =>
      exampleOf(says, "aws_lambda_permission", { action: "lambda:InvokeFunction", principal: "*", ...more });
    return {
      pass: [
        exampleOf("an address that asks who is there", "aws_lambda_function_url", { authorization_type: "AWS_IAM" }),
        permission("a service", { principal: "events.amazonaws.com" }),
        permission("everyone of an organisation", { principal_org_id: "o-1" }),
        permission("one source", { source_arn: "$" + "{var.arn}" }),
        permission("one account", { source_account: "111111111111" }),
        permission("everyone who signs", { function_url_auth_type: "AWS_IAM" }),
      ],
      fail: [
        exampleOf("an open address", "aws_lambda_function_url", { authorization_type: "NONE" }),
        permission("everyone", {}),
        permission("everyone who does not sign", { function_url_auth_type: "NONE" }),
      ],
      unknown: [
        exampleOf("who decides later", "aws_lambda_function_url", { authorization_type: "$" + "{var.auth}" }),
        permission("a caller that is named later", { principal: "$" + "{var.principal}" }),
      ],
    };
  },
});
