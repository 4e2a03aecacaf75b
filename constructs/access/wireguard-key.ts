import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { Construct } from "constructs";
import { type IamStatement, iamPolicy } from "../../lib/render/iam-policy";
import { AwsAccount } from "../core/aws-account";
import { EncryptionKey } from "../core/encryption-key";

/** Props of `WireGuardKey`. */
export interface WireGuardKeyProps {
  /** Name of the gateway. */
  readonly name: string;
  /** Region of the gateway. */
  readonly region: string;
  /** ARN of the gateway's role. */
  readonly roleArn: string;
}

/** Days in which a deleted secret can be called back: the longest that AWS offers (AWS Secrets Manager User Guide). */
const RECOVERY_DAYS = 30;

/**
 * What reads the value, writes it, chooses between old values, or has it written elsewhere. Terraform needs `UpdateSecret`
 * for the description and the key of KMS alone, which stay as they were made.
 */
const DENIED = [
  "GetSecretValue",
  "PutSecretValue",
  "UpdateSecret",
  "UpdateSecretVersionStage",
  "RotateSecret",
  "ReplicateSecretToRegions",
].map((action) => `secretsmanager:${action}`);

/**
 * Where a gateway keeps its private key, which it makes itself: a secret without a value here. Everybody but the gateway is
 * denied to read, write or choose its value, whatever IAM allows, and its key of KMS serves nobody else. Whoever may change
 * the policies of both could let themselves in: alarms of the audit trail hear of that, `secret-leaving` and `key-leaving`.
 */
export class WireGuardKey extends Construct {
  /** Name of the secret. */
  public readonly secretName: string;
  /** What the gateway may do. */
  public readonly statements: readonly IamStatement[];
  /** Policy of the secret, for what has to wait until nobody else reads it. */
  public readonly policy: SecretsmanagerSecretPolicy;

  public constructor(scope: Construct, id: string, { name, region, roleArn }: WireGuardKeyProps) {
    super(scope, id);
    this.secretName = `palisade/wireguard/${name}`;
    const { accountId, partition } = AwsAccount.of(this);
    const use = { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: ["*"] };
    const viaService = { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` };
    const key = new EncryptionKey(this, "encryption", {
      name: `wireguard-${name}`,
      description: `Encrypts the private key of the WireGuard gateway ${name}`,
      accountMay: "administer",
      statements: [
        {
          sid: "GatewayThroughSecretsManager",
          principals: { AWS: [roleArn] },
          ...use,
          conditions: {
            StringEquals: viaService,
            ArnLike: {
              // Secrets Manager puts six characters of its own behind the name.
              "kms:EncryptionContext:SecretARN": `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${this.secretName}-??????`,
            },
          },
        },
        {
          // Whoever makes the secret is tried on its key, with data that is thrown away (AWS Secrets Manager User Guide,
          // "Secret encryption and decryption", validating access).
          sid: "SecretsManagerTriesWhoMakesTheSecret",
          principals: { AWS: [`arn:${partition}:iam::${accountId}:root`] },
          ...use,
          conditions: {
            StringEquals: { ...viaService, "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess" },
          },
        },
      ],
    });
    const secret = new SecretsmanagerSecret(this, "Resource", {
      name: this.secretName,
      description: `Private key of the WireGuard gateway ${name}, made and written by the gateway itself.`,
      kmsKeyId: key.keyArn,
      recoveryWindowInDays: RECOVERY_DAYS,
      lifecycle: { preventDestroy: true },
    });
    this.policy = new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: secret.arn,
      blockPublicPolicy: true,
      policy: iamPolicy([
        {
          sid: "TheGatewayAlone",
          effect: "Deny",
          principals: "*",
          actions: DENIED,
          resources: [secret.arn],
          conditions: { ArnNotEquals: { "aws:PrincipalArn": [roleArn] } },
        },
      ]),
    });
    this.statements = [
      {
        sid: "KeepItsKey",
        actions: ["DescribeSecret", "GetSecretValue", "PutSecretValue"].map((action) => `secretsmanager:${action}`),
        resources: [secret.arn],
      },
    ];
  }
}
