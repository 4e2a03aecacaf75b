import { exampleStatements } from "../../example";
import { guardrail } from "../../rule";
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
  // Source: the services' authorization references.
  check: (statement) =>
    judgeActionsOnEverything(
      statement,
      [
        "kms:schedulekeydeletion",
        "kms:disablekey",
        "kms:deleteimportedkeymaterial",
        "cloudhsm:deletecluster",
        "s3:deletebucket",
        "s3:deleteobjectversion",
        "secretsmanager:deletesecret",
        "backup:deletebackupvault",
        "backup:deleterecoverypoint",
        "rds:deletedbcluster",
        "rds:deletedbinstance",
        "dynamodb:deletetable",
        "cloudtrail:deletetrail",
        "cloudtrail:stoplogging",
        "logs:deleteloggroup",
        "guardduty:deletedetector",
      ],
      "what may be deleted by name, or a condition",
    ),
  examples: () => ({
    pass: [
      exampleStatements("one table", {
        Effect: "Allow",
        Action: "dynamodb:DeleteTable",
        Resource: "arn:aws:dynamodb:eu-central-1:111111111111:table/cache",
      }),
    ],
    fail: [
      ...[
        "kms:ScheduleKeyDeletion",
        "kms:DisableKey",
        "kms:DeleteImportedKeyMaterial",
        "cloudhsm:DeleteCluster",
        "s3:DeleteBucket",
        "s3:DeleteObjectVersion",
        "secretsmanager:DeleteSecret",
        "backup:DeleteBackupVault",
        "backup:DeleteRecoveryPoint",
        "rds:DeleteDBCluster",
        "rds:DeleteDBInstance",
        "dynamodb:DeleteTable",
        "cloudtrail:DeleteTrail",
        "cloudtrail:StopLogging",
        "logs:DeleteLogGroup",
        "guardduty:DeleteDetector",
      ].map((action) => exampleStatements(action, { Effect: "Allow", Action: action, Resource: "*" })),
      exampleStatements("every key", { Effect: "Allow", Action: "kms:ScheduleKeyDeletion", Resource: "*" }),
      exampleStatements("every backup", { Effect: "Allow", Action: ["backup:Delete*"], Resource: "*" }),
    ],
    notApplicable: [exampleStatements("a look", { Effect: "Allow", Action: "kms:ListKeys", Resource: "*" })],
  }),
});
