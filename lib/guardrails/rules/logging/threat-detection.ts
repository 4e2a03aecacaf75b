import { exampleStacks } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { watchExamples, watchedBy } from "./account-watch";

export const threatDetection = guardrail({
  id: "logging/threat-detection",
  title: "Every account that is audited has GuardDuty on",
  severity: "medium",
  why: "Stolen keys at work, mining and odd logins are seen by nobody else.",
  fix: "add an aws_guardduty_detector to the stack of the trail",
  controls: {
    soc2: ["CC6.8", "CC7.1", "CC7.2", "CC7.3", "CC7.4"],
    iso27001: ["A.5.25", "A.8.7"],
    pci: ["11.5.1"],
    nist: ["SI-4"],
  },
  aliases: ["CKV_AWS_238", "CKV2_AWS_3"],
  subject: "environment",
  check: (environment) =>
    judgements(
      ...watchedBy(environment, "aws_guardduty_detector", ({ config }) =>
        expectAt(config, "enable").toBe(true, "pass"),
      ),
    ),
  examples: () => {
    const { pass, fail, notApplicable } = watchExamples("aws_guardduty_detector");
    const stacks = (enable: unknown) => ({
      audit: { resource: { aws_cloudtrail: { it: {} }, aws_guardduty_detector: { it: { enable } } } },
    });
    return {
      pass: [...pass, exampleStacks("one that says it is on", stacks(true))],
      fail: [...fail, exampleStacks("one that is off", stacks(false))],
      unknown: [exampleStacks("one that is decided later", stacks("$" + "{var.on}"))],
      ...(notApplicable === undefined ? {} : { notApplicable }),
    };
  },
});
