import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { Construct } from "constructs";
import { type IamStatement, iamPolicy } from "../../lib/render/iam-policy";
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
 * Where a gateway keeps its private key, which it makes itself: a secret without a value here, that everybody but the gateway
 * is denied, whatever IAM allows.
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
    const key = new EncryptionKey(this, "encryption", {
      name: `wireguard-${name}`,
      description: `Encrypts the private key of the WireGuard gateway ${name}`,
    });
    const secret = new SecretsmanagerSecret(this, "Resource", {
      name: this.secretName,
      description: `Private key of the WireGuard gateway ${name}, made and written by the gateway itself.`,
      kmsKeyId: key.keyArn,
      recoveryWindowInDays: RECOVERY_DAYS,
      lifecycle: { preventDestroy: true },
    });
    const values = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"];
    this.policy = new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: secret.arn,
      blockPublicPolicy: true,
      policy: iamPolicy([
        {
          sid: "TheGatewayAlone",
          effect: "Deny",
          principals: "*",
          actions: values,
          resources: [secret.arn],
          conditions: { ArnNotEquals: { "aws:PrincipalArn": [roleArn] } },
        },
      ]),
    });
    this.statements = [
      {
        sid: "KeepItsKey",
        actions: ["secretsmanager:DescribeSecret", ...values],
        resources: [secret.arn],
      },
      {
        sid: "EncryptItsKeyThroughSecretsManager",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [key.keyArn],
        conditions: {
          StringEquals: {
            "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
            "kms:EncryptionContext:SecretARN": secret.arn,
          },
        },
      },
    ];
  }
}
