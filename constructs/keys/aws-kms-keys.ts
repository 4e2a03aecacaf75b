import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct, type IConstruct } from "constructs";
import { CUSTODY, type CurveName, type CustodySpec } from "../../lib/catalogue/keys";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";
import { type IamStatement, iamPolicy, refuseLoss } from "../../lib/render/iam-policy";
import { keySourceRunbook } from "../../lib/render/key-runbook";
import { AwsAccount } from "../core/aws-account";
import { checkTopic, reportKeyChanges } from "../core/change-report";
import { markIdentity } from "../core/identity";
import {
  checkCurve,
  checkIdentifiers,
  checkName,
  checkNoMaterial,
  checkRoles,
  isRoleArn,
  requireProps,
} from "./key-checks";
import { claimKeys } from "./key-registry";
import type { IKeySource, KeySourceProps } from "./key-source";
import { noteKeySource } from "./noted-key-sources";

/** Props of `KeySource.awsKms`. */
export interface AwsKmsKeysProps extends KeySourceProps {
  /** Curve of the key: KMS signs with `secp256k1` and `ed25519`. */
  readonly curve: CurveName;
  /** What it signs, for people who read the key list. */
  readonly description: string;
  /**
   * ARN of the SNS topic that is told when the key is disabled, deleted, or its policy or alias changes. Its policy has
   * to let `events.amazonaws.com` publish, and CloudTrail has to be on in the region.
   */
  readonly alarmTopicArn: string;
  /**
   * ARNs of roles that may have the key deleted. KMS refuses it to everyone else, the account's administrators and
   * Terraform among them: with the key its address is lost, and Terraform orders the deletion of a key that leaves the
   * configuration. Whoever manages the key may still disable it, which nothing is lost by.
   * @default - nobody
   */
  readonly breakGlassRoleArns?: readonly string[];
}

/** Whatever signs with a role: a `PodRole` is one. */
export interface ISigningRole extends IConstruct {
  /** ARN of the role. */
  readonly roleArn: string;
}

/** How a curve is called in KMS (AWS KMS Developer Guide, key spec reference; AWS KMS API reference, Sign). */
const SPECS: Readonly<
  Partial<Record<CurveName, { readonly keySpec: string; readonly algorithms: readonly string[] }>>
> = {
  secp256k1: { keySpec: "ECC_SECG_P256K1", algorithms: ["ECDSA_SHA_256"] },
  ed25519: { keySpec: "ECC_NIST_EDWARDS25519", algorithms: ["ED25519_SHA_512", "ED25519_PH_SHA_512"] },
};

/** The longest that KMS waits before it deletes a key (AWS KMS Developer Guide, "Deleting AWS KMS keys"). */
const DELETION_WINDOW_DAYS = 30;

/**
 * Everything that manages a key, and nothing that uses it or hands its use on: kms:Sign and kms:CreateGrant are missing
 * on purpose. Source: AWS KMS Developer Guide, "Key policies", key administrators.
 */
const ADMINISTRATION: readonly string[] = [
  ...["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetPublicKey", "kms:ListGrants", "kms:ListKeyPolicies"],
  ...["kms:GetKeyRotationStatus", "kms:ListResourceTags", "kms:TagResource", "kms:UntagResource"],
  ...["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias", "kms:UpdateKeyDescription", "kms:PutKeyPolicy"],
  ...["kms:EnableKey", "kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion", "kms:RevokeGrant"],
];

function noDescription(): Problem {
  return {
    what: "a signing key of KMS does not say what it signs",
    allowed: "one sentence, for people who read the key list",
    doThis: "set description",
  };
}

function notARole(key: string, where: string): Problem {
  return {
    what: `the key ${key} would sign for what is no role`,
    allowed: "a role with its roleArn, such as a PodRole",
    doThis: "hand over the role of the program that signs",
    where,
  };
}

function secondSigner(key: string, here: string, there: string): Problem {
  return {
    what: `the key ${key} already signs for ${there}`,
    allowed: "one signer for each key: two would use one nonce twice, and nobody could tell who signed",
    doThis: `make a key of its own for ${here}`,
    where: here,
  };
}

/** A key that is made in AWS KMS, signs there and never leaves it. */
export class AwsKmsKeys extends Construct implements IKeySource {
  public readonly name: string;
  public readonly custody: CustodySpec = CUSTODY["aws-kms"];
  public readonly curve: CurveName;
  public readonly keys: readonly string[];
  public readonly runbook: string;
  /** ARN of the key, as a live reference. */
  public readonly keyArn: string;
  /** Alias of the key, plain text: what programs name it by. No key that encrypts has one below `alias/palisade/sign/`. */
  public readonly alias: string;

  private readonly key: KmsKey;
  private readonly algorithms: readonly string[];
  private readonly breakGlassRoleArns: readonly string[];
  private signer: ISigningRole | undefined;

  /** @throws PalisadeError listing every problem of the props, and every key that another source holds */
  public constructor(scope: Construct, id: string, props: AwsKmsKeysProps) {
    super(scope, id);
    requireProps(this.node.path, props);
    const check = new Checker(this.node.path);
    if (checkNoMaterial(check, props)) {
      const { alarmTopicArn: topic, description, curve } = props;
      checkName(check, props.name);
      if (checkCurve(check, this.custody, curve)) checkIdentifiers(check, curve, props.keys);
      checkRoles(check, "breakGlassRoleArns", props.breakGlassRoleArns);
      checkTopic(check, topic, "a signing key of KMS has nobody who hears when it is disabled or deleted");
      check.that(typeof description === "string" && description.trim() !== "", noDescription);
    }
    check.done();
    const { keySpec, algorithms } = SPECS[props.curve] ?? { keySpec: "", algorithms: [] };
    this.name = props.name;
    this.curve = props.curve;
    // The path is known before the key is, and no other construct of the app has it.
    this.keys = [`aws-kms:${this.node.path}`, ...(props.keys ?? [])];
    claimKeys(this, "source", this.keys);
    this.alias = `alias/palisade/sign/${props.name}`;
    this.algorithms = algorithms;
    this.breakGlassRoleArns = props.breakGlassRoleArns ?? [];
    markIdentity(this, { kind: "key", name: props.name });
    this.key = new KmsKey(this, "Resource", {
      description: props.description,
      customerMasterKeySpec: keySpec,
      keyUsage: "SIGN_VERIFY",
      // KMS rotates no asymmetric key: the address would change with it.
      enableKeyRotation: false,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: this.policy(),
      lifecycle: { preventDestroy: true },
    });
    this.keyArn = this.key.arn;
    const { arn: aliasArn } = new KmsAlias(this, "alias", { name: this.alias, targetKeyId: this.key.keyId });
    reportKeyChanges(this, `signing key ${this.name}`, { keyArn: this.keyArn, aliasArn }, props.alarmTopicArn);
    this.runbook = keySourceRunbook({
      custody: this.custody,
      name: this.name,
      keys: this.keys,
      facts: { alias: this.alias, "key spec": keySpec, "construct path": this.node.path, signs: props.description },
      toComplete: [
        `Read the public key (\`aws kms get-public-key --key-id ${this.alias}\`), and write its address into \`keys\`.`,
        "Make sure that people read the topic: disable a key that nothing uses, and see who calls.",
      ],
    });
    noteKeySource(this, this);
  }

  /**
   * Lets a role sign with the key, and read its public half. One role, since a key is used in one place.
   *
   * @throws PalisadeError for what is no role, and naming both when another role signs with it already
   */
  public grantSign(role: ISigningRole): void {
    const { path } = this.node;
    if (!isJsonRecord(role) || !isRoleArn(role.roleArn)) throw new PalisadeError([notARole(this.name, path)]);
    if (this.signer !== undefined && this.signer !== role) {
      throw new PalisadeError([secondSigner(this.name, role.node.path, this.signer.node.path)]);
    }
    this.signer = role;
    this.key.policy = this.policy();
  }

  private policy(): string {
    const { partition, accountId } = AwsAccount.of(this);
    return iamPolicy([
      {
        // Without it nobody could manage the key again; who in the account does is said by IAM.
        sid: "AccountAdministersAndDoesNotSign",
        principals: { AWS: [`arn:${partition}:iam::${accountId}:root`] },
        actions: ADMINISTRATION,
        resources: ["*"],
      },
      refuseLoss(["kms:ScheduleKeyDeletion"], this.breakGlassRoleArns),
      ...(this.signer === undefined ? [] : signingStatements(this.signer.roleArn, this.algorithms)),
    ]);
  }
}

/** The condition holds for signing alone: a request for the public key names no algorithm. */
function signingStatements(roleArn: string, algorithms: readonly string[]): readonly IamStatement[] {
  const principals = { AWS: [roleArn] };
  return [
    {
      sid: "SignerSigns",
      principals,
      actions: ["kms:Sign"],
      resources: ["*"],
      conditions: { StringEquals: { "kms:SigningAlgorithm": algorithms } },
    },
    {
      sid: "SignerReadsThePublicKey",
      principals,
      actions: ["kms:GetPublicKey", "kms:DescribeKey"],
      resources: ["*"],
    },
  ];
}
