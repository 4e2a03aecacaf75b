import type { IamStatement } from "../../lib/render/iam-policy";

/** Where secrets are, and what they are encrypted with. */
export interface SecretPlace {
  /** Region of the store. */
  readonly region: string;
  /** ARN of its key. */
  readonly keyArn: string;
}

/** What a role needs to read secrets of a store, and nothing else of it. */
export function readStatements({ keyArn, region }: SecretPlace, arns: readonly string[]): readonly IamStatement[] {
  return [
    {
      sid: "ReadWhatWasGranted",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: [...arns],
    },
    {
      sid: "DecryptThroughSecretsManager",
      actions: ["kms:Decrypt"],
      resources: [keyArn],
      conditions: {
        StringEquals: {
          "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
          // What Secrets Manager encrypts carries the secret's own ARN (AWS Secrets Manager User Guide, "Secret encryption").
          "kms:EncryptionContext:SecretARN": [...arns],
        },
      },
    },
  ];
}
