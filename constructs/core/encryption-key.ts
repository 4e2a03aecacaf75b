import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { NameRules, physicalName } from "../../lib/core/naming";
import { type IamStatement, iamPolicy } from "../../lib/render/iam-policy";
import { AwsAccount } from "./aws-account";

/** Props of `EncryptionKey`. */
export interface EncryptionKeyProps {
  /** Name of its alias below `alias/palisade/`, unique in account and region. */
  readonly name: string;
  /** What it encrypts, for people who read the key list. */
  readonly description: string;
  /** Who may use it besides those whom IAM policies of the account allow. @default - nobody */
  readonly statements?: readonly IamStatement[];
  /**
   * What IAM policies of the account may allow. With `administer` they cannot allow use: those alone who stand in
   * `statements` encrypt and decrypt. Whoever may change the key's policy could still let themselves in, so that is
   * worth an alarm.
   * @default - everything
   */
  readonly accountMay?: "everything" | "administer";
}

/**
 * What administers a key, without use and without grants, which hand use on (AWS KMS Developer Guide, "Default key
 * policy", statement for key administrators).
 */
const ADMINISTRATION = [
  "kms:DescribeKey",
  "kms:UpdateKeyDescription",
  "kms:EnableKey",
  "kms:DisableKey",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
  "kms:GetKeyPolicy",
  "kms:PutKeyPolicy",
  "kms:ListKeyPolicies",
  "kms:GetKeyRotationStatus",
  "kms:EnableKeyRotation",
  "kms:DisableKeyRotation",
  "kms:ListKeyRotations",
  "kms:RotateKeyOnDemand",
  "kms:CreateAlias",
  "kms:UpdateAlias",
  "kms:DeleteAlias",
  "kms:ListGrants",
  "kms:RevokeGrant",
  "kms:ListResourceTags",
  "kms:TagResource",
  "kms:UntagResource",
] as const;

/** AWS waits this long before it deletes a key: the longest it offers (AWS KMS Developer Guide, "Deleting AWS KMS keys"). */
const DELETION_WINDOW_DAYS = 30;

/**
 * A KMS key for data at rest: rotated every year, deleted only after thirty days, and not destroyed or replaced as long as
 * it stands in the configuration, since whatever it encrypted is lost with it. What takes it out of the configuration, as a
 * new name does, has it deleted; where that must not be, a statement refuses it (`refuseLoss`). For keys that sign, see the
 * key sources; this one only encrypts.
 */
export class EncryptionKey extends Construct {
  /** ARN of the key, as a live reference. */
  public readonly keyArn: string;
  /** Identifier of the key, as a live reference. */
  public readonly keyId: string;
  /** Its alias, as text. */
  public readonly aliasName: string;
  /** ARN of its alias, as a live reference. */
  public readonly aliasArn: string;

  public constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const account = AwsAccount.of(this);
    const key = new KmsKey(this, "Resource", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: iamPolicy([
        {
          // Without this statement nobody, not even the account's administrators, could manage the key again.
          sid: props.accountMay === "administer" ? "AccountAdministersByIam" : "AccountDecidesByIam",
          principals: { AWS: [`arn:${account.partition}:iam::${account.accountId}:root`] },
          actions: props.accountMay === "administer" ? ADMINISTRATION : ["kms:*"],
          resources: ["*"],
        },
        ...(props.statements ?? []),
      ]),
      lifecycle: { preventDestroy: true },
    });
    this.aliasName = `alias/palisade/${physicalName([props.name], NameRules.awsEksCluster)}`;
    this.aliasArn = new KmsAlias(this, "alias", { name: this.aliasName, targetKeyId: key.keyId }).arn;
    this.keyArn = key.arn;
    this.keyId = key.keyId;
  }
}
