import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

const DAYS = 30;

export const keyDeletionWindow = guardrail({
  id: "encryption/key-deletion-window",
  title: "Every KMS key waits thirty days before it is gone",
  severity: "low",
  why: "What a deleted key encrypted is lost for ever, and the wait is the only time in which anybody can notice.",
  fix: "leave deletionWindowInDays out, or set it to 30",
  controls: { pci: ["3.6.1", "3.7.5"], nist: ["SC-12"], cisAws: ["5.7"] },
  source: "AWS KMS, Deleting keys: the waiting period is 7 to 30 days, and 30 by default",
  subject: "resource",
  types: ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"],
  check: ofMade(({ config }) => expectAt(config, "deletion_window_in_days").toBeAtLeast(DAYS, "days", "pass")),
  examples: () => {
    const key = (says: string, days: unknown, type = "aws_kms_key") =>
      exampleOf(says, type, { deletion_window_in_days: days });
    return {
      pass: [key("thirty days", 30), key("a key that says nothing, which is thirty days", null)],
      fail: [
        key("a week", 7),
        key("one day too few", 29, "aws_kms_external_key"),
        key("a week of a copy", "7", "aws_kms_replica_key"),
      ],
      unknown: [key("who decides later", "$" + "{var.days}")],
    };
  },
});
