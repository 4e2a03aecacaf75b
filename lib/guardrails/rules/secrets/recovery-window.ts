import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const recoveryWindow = guardrail({
  id: "secrets/recovery-window",
  title: "A secret that is deleted can be called back for a week",
  severity: "medium",
  why: "One wrong destroy, and what only this secret held is gone for ever.",
  fix: "leave recovery_window_in_days out, which is 30 days, or set 7 to 30",
  source: "AWS Secrets Manager documentation, Delete a secret: the recovery window is 7 to 30 days",
  subject: "resource",
  types: ["aws_secretsmanager_secret"],
  check: ofMade(({ config }) => expectAt(config, "recovery_window_in_days").toBeAtLeast(7, "days", "pass")),
  examples: () => ({
    pass: [
      exampleOf("one that says nothing", "aws_secretsmanager_secret", { name: "it" }),
      exampleOf("a week", "aws_secretsmanager_secret", { recovery_window_in_days: 7 }),
    ],
    fail: [
      exampleOf("no window", "aws_secretsmanager_secret", { recovery_window_in_days: 0 }),
      exampleOf("a day less", "aws_secretsmanager_secret", { recovery_window_in_days: 6 }),
    ],
    unknown: [
      exampleOf("days from elsewhere", "aws_secretsmanager_secret", { recovery_window_in_days: "$" + "{var.days}" }),
    ],
    notApplicable: [
      {
        says: "one that is read",
        stacks: { example: { data: { aws_secretsmanager_secret: { it: { name: "it" } } } } },
      },
    ],
  }),
});
