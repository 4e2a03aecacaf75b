import { guardrail } from "../../rule";
import { noneOf, secretExamples } from "./secret-rule";

export const awsAccessKey = guardrail({
  id: "secrets/aws-access-key",
  title: "No access key of AWS stands in a stack",
  severity: "critical",
  why: "Keys found in files are used by strangers within minutes.",
  fix: "use the role of the pod, the machine or the pipeline",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "AWS's documentation of IAM identifiers (prefixes of unique ids); gitleaks' aws-access-token",
  subject: "stack",
  check: (stack) => noneOf(stack, "aws-access-key"),
  examples: () =>
    secretExamples("aws-access-key", {
      "AWS's own example": "AKIAIOSFODNN7EXAMPLE",
      "a placeholder": `AKIA${"X".repeat(16)}`,
      "a role": "AROAIOSFODNN7ABCDEFG",
      "a secret key's place": ["AWS_SECRET_ACCESS_KEY", "/run/secrets/aws/secret-access-key/value"],
      "40 letters of another thing": ["commit", "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"],
    }),
});
