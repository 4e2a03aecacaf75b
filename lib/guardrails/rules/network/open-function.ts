import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const openFunction = guardrail({
  id: "network/open-function",
  title: "No address of a function is open to everyone",
  severity: "high",
  why: "Whoever finds the address runs the code with the function's own role, as often as they like and on your bill.",
  fix: 'set authorizationType to "AWS_IAM"',
  controls: { soc2: ["CC6.6"], nist: ["AC-3"] },
  aliases: ["CKV_AWS_258"],
  subject: "resource",
  types: ["aws_lambda_function_url"],
  check: ofMade(({ config }) => expectAt(config, "authorization_type").toBe("AWS_IAM")),
  examples: () => {
    const address = (says: string, authorization_type: string) =>
      exampleOf(says, "aws_lambda_function_url", { authorization_type });
    return {
      pass: [address("an address that asks who is there", "AWS_IAM")],
      fail: [address("an open address", "NONE")],
      unknown: [address("who decides later", "$" + "{var.auth}")],
    };
  },
});
