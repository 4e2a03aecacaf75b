import { judgements } from "../../made";
import { guardrail } from "../../rule";
import { PASS } from "../../verdict";
import { watchExamples, watchedBy } from "./account-watch";

export const configurationHistory = guardrail({
  id: "logging/configuration-history",
  title: "Every account that is audited records how its resources change",
  severity: "medium",
  why: "A change by hand is not seen before the next plan, and who made the hole is not seen at all.",
  fix: "add an aws_config_configuration_recorder to the stack of the trail",
  controls: {
    soc2: ["CC2.1", "CC3.1", "CC3.4", "CC8.1"],
    iso27001: ["A.5.16", "A.5.22"],
    nist: ["CM-6"],
    cisAws: ["4.3"],
  },
  aliases: ["CKV_AWS_121", "CKV2_AWS_45", "CKV2_AWS_48"],
  subject: "environment",
  check: (environment) => judgements(...watchedBy(environment, "aws_config_configuration_recorder", () => PASS)),
  examples: () => watchExamples("aws_config_configuration_recorder"),
});
