import { judgements } from "../../made";
import { guardrail } from "../../rule";
import { PASS } from "../../verdict";
import { watchExamples, watchedBy } from "./account-watch";

export const securityFindings = guardrail({
  id: "logging/security-findings",
  title: "Every account that is audited gathers findings in Security Hub",
  severity: "low",
  why: "Findings that lie in five services are read in none.",
  fix: "add an aws_securityhub_account to the stack of the trail",
  controls: { soc2: ["CC7.1", "CC7.2"], iso27001: ["A.8.9"], pci: ["10.4.1"], nist: ["SI-4"], cisAws: ["5.16"] },
  source: "CIS AWS Foundations Benchmark 7.0, 5.16",
  subject: "environment",
  check: (environment) => judgements(...watchedBy(environment, "aws_securityhub_account", () => PASS)),
  examples: () => watchExamples("aws_securityhub_account"),
});
