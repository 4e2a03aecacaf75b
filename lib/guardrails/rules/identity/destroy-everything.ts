import { exampleStatements } from "../../example";
import { guardrail } from "../../rule";
import { DESTROYING_ACTIONS } from "./actions";
import { judgeActionsOnEverything } from "./grants";

export const destroyEverything = guardrail({
  id: "identity/destroy-everything",
  title: "No policy deletes every key, backup, database or log",
  severity: "medium",
  why: "One stolen session is then enough to lose keys and data, and the backups and the traces with them.",
  fix: "name what may be deleted, and leave keys, backups and trails out",
  controls: { soc2: ["CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_111", "CKV_AWS_290"],
  subject: "statement",
  check: (statement) =>
    judgeActionsOnEverything(statement, DESTROYING_ACTIONS, "what may be deleted by name, or a condition"),
  examples: () => ({
    pass: [
      exampleStatements("one table", {
        Effect: "Allow",
        Action: "dynamodb:DeleteTable",
        Resource: "arn:aws:dynamodb:eu-central-1:111111111111:table/cache",
      }),
    ],
    fail: [
      exampleStatements("every key", { Effect: "Allow", Action: "kms:ScheduleKeyDeletion", Resource: "*" }),
      exampleStatements("every backup", { Effect: "Allow", Action: ["backup:Delete*"], Resource: "*" }),
    ],
    notApplicable: [exampleStatements("a look", { Effect: "Allow", Action: "kms:ListKeys", Resource: "*" })],
  }),
});
