import { exampleStatements } from "../../example";
import { guardrail } from "../../rule";
import { judgeActionsOnEverything } from "./grants";

export const readEverything = guardrail({
  id: "identity/read-everything",
  title: "No policy reads every secret, signs with every key or takes every object",
  severity: "high",
  why: "Whoever gets hold of such a role carries all secrets and data out of the account, unnoticed among reads.",
  fix: "name the secrets, keys and buckets; the verbs of Palisade's constructs (grantRead, grantSign) do",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_107", "CKV_AWS_108", "CKV_AWS_287", "CKV_AWS_288"],
  subject: "statement",
  // Source: salesforce/cloudsplaining 126e052, data exfiltration;
  // KMS: its keys are used by these.
  check: (statement) =>
    judgeActionsOnEverything(
      statement,
      [
        "s3:getobject",
        "secretsmanager:getsecretvalue",
        "secretsmanager:batchgetsecretvalue",
        "kms:decrypt",
        "kms:sign",
        "ssm:getparameter",
        "ssm:getparameters",
        "ssm:getparametersbypath",
      ],
      "secrets, keys and buckets by name, or a condition",
    ),
  examples: () => ({
    pass: [
      exampleStatements("the objects of one bucket", {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::orders/*",
      }),
      exampleStatements("secrets of one application", {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: "arn:aws:secretsmanager:eu-central-1:111111111111:secret:rpc/*",
      }),
      exampleStatements("secrets with a tag", {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
        Condition: { StringEquals: { "aws:ResourceTag/team": "rpc" } },
      }),
    ],
    fail: [
      ...[
        "s3:GetObject",
        "secretsmanager:GetSecretValue",
        "secretsmanager:BatchGetSecretValue",
        "kms:Decrypt",
        "kms:Sign",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:GetParametersByPath",
      ].map((action) => exampleStatements(action, { Effect: "Allow", Action: action, Resource: "*" })),
      exampleStatements("every secret", { Effect: "Allow", Action: "secretsmanager:Get*", Resource: "*" }),
      exampleStatements("every object", { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::*/*" }),
      exampleStatements("every parameter", {
        Effect: "Allow",
        Action: ["ssm:GetParameter"],
        Resource: "arn:aws:ssm:eu-central-1:111111111111:parameter/*",
      }),
      exampleStatements("all of S3", { Effect: "Allow", Action: "s3:*", Resource: "*" }),
      exampleStatements("everything on every bucket", { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::*" }),
      exampleStatements("every key", { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }),
    ],
    notApplicable: [
      exampleStatements("everything on one bucket", {
        Effect: "Allow",
        Action: "*",
        Resource: "arn:aws:s3:::orders/*",
      }),
      exampleStatements("names only", { Effect: "Allow", Action: "secretsmanager:ListSecrets", Resource: "*" }),
    ],
  }),
});
