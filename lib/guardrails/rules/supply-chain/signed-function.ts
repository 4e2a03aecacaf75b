import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";
import { unknown } from "../../verdict";

export const signedFunction = guardrail({
  id: "supply-chain/signed-function",
  title: "A function runs signed code only",
  severity: "low",
  why: "Who may update the function's code otherwise runs whatever he likes with its role.",
  fix: "set code_signing_config_arn, with a policy that enforces",
  controls: { soc2: ["CC6.8", "CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  aliases: ["CKV_AWS_272"],
  subject: "resource",
  types: ["aws_lambda_function"],
  check: ({ config, mode }) => {
    // Code signing is for archives; images are signed in their registry.
    const kind = read(config, ["package_type"]);
    if (mode === "data" || (kind.state === "known" && kind.value === "Image")) return undefined;
    if (kind.state === "unknown") return unknown(["package_type"]);
    return expectAt(config, "code_signing_config_arn").toStand("a configuration for code signing");
  },
  examples: () => ({
    pass: [
      exampleOf("signed code", "aws_lambda_function", {
        code_signing_config_arn: "$" + "{aws_lambda_code_signing_config.it.arn}",
      }),
    ],
    fail: [
      exampleOf("any code", "aws_lambda_function", { function_name: "f" }),
      exampleOf("any archive", "aws_lambda_function", { function_name: "f", package_type: "Zip" }),
    ],
    unknown: [exampleOf("a kind from elsewhere", "aws_lambda_function", { package_type: "$" + "{var.kind}" })],
    notApplicable: [
      example("a function of others", {}, { aws_lambda_function: { it: { function_name: "f" } } }),
      exampleOf("an image", "aws_lambda_function", { package_type: "Image" }),
    ],
  }),
});
