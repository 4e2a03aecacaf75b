import { Construct } from "constructs";
import { refuseLoss } from "../../lib/render/iam-policy";
import { reportKeyChanges } from "../core/change-report";
import { EncryptionKey } from "../core/encryption-key";

/** Props of `SealKey`. */
export interface SealKeyProps {
  /** Name of the key's alias below `alias/palisade/`. */
  readonly name: string;
  /** ARN of the role of the servers, which alone may use it. */
  readonly userRoleArn: string;
  /** ARNs of roles that may disable it and have it deleted. */
  readonly breakGlassRoleArns: readonly string[];
  /** ARN of the SNS topic that is told when somebody touches it. */
  readonly alarmTopicArn: string;
}

/**
 * The key that opens a secret server. The servers' role may use it and nobody else, not even administrators of the
 * account, who may look after it. Nobody may disable or delete it save who is named for that, and whoever tries, or
 * changes who may, is heard of within minutes.
 */
export class SealKey extends Construct {
  /** ARN of the key, as a live reference. */
  public readonly keyArn: string;
  /** Its alias, as text. */
  public readonly aliasName: string;

  public constructor(scope: Construct, id: string, props: SealKeyProps) {
    super(scope, id);
    const key = new EncryptionKey(this, "key", {
      name: props.name,
      description: `Opens the secret servers ${props.name}: without it what they and their snapshots hold is lost`,
      accountMay: "administer",
      statements: [
        {
          sid: "ServersUnseal",
          principals: { AWS: [props.userRoleArn] },
          // All that the seal calls (Vault and OpenBao documentation, "awskms seal").
          actions: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"],
          resources: ["*"],
        },
        refuseLoss(["kms:DisableKey", "kms:ScheduleKeyDeletion"], props.breakGlassRoleArns),
      ],
    });
    this.keyArn = key.keyArn;
    this.aliasName = key.aliasName;
    reportKeyChanges(this, `key of the secret servers ${props.name}`, key, props.alarmTopicArn);
  }
}
