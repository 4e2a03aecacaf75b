import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { CUSTODY, type CurveName, type CustodySpec } from "../../lib/catalogue/keys";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { NameRules, physicalName } from "../../lib/core/naming";
import { type IamStatement, iamPolicy, serviceTrust } from "../../lib/render/iam-policy";
import { keySourceRunbook } from "../../lib/render/key-runbook";
import { checkTopic, reportKeyChanges } from "../core/change-report";
import { EncryptionKey } from "../core/encryption-key";
import { markIdentity } from "../core/identity";
import { PrivateBucket } from "../state";
import { checkCurve, checkIdentifiers, checkName, checkNoMaterial, isText, requireProps } from "./key-checks";
import { claimKeys } from "./key-registry";
import type { IKeySource, KeySourceProps } from "./key-source";
import { noteKeySource } from "./noted-key-sources";

/** Props of `KeySource.externalMpc`. */
export interface ExternalMpcProps extends KeySourceProps {
  /** Who keeps the other shares. Fireblocks is the one that is worked out. */
  readonly provider: "fireblocks";
  /** Curve of the wallets' keys. */
  readonly curve: CurveName;
  /** Name of the workspace at the provider. */
  readonly workspace: string;
  /** Exact name of the bucket for the co-signer's encrypted database. */
  readonly bucketName: string;
  /** Region of the co-signer. */
  readonly region: string;
  /**
   * ARN of the SNS topic that is told when the share's key is disabled, deleted, or its policy or alias changes. Its policy
   * has to let `events.amazonaws.com` publish, and CloudTrail has to be on in the region.
   */
  readonly alarmTopicArn: string;
  /**
   * Measurement of the certificate that signed the provider's enclave image (PCR8), 96 hexadecimal digits, as the
   * provider publishes it. Public. @default - nothing can decrypt the share yet: written by a person before the first start
   */
  readonly enclaveSignerPcr8?: string;
}

const PCR = /^[0-9a-f]{96}$/;
const OLD_VERSION_DAYS = 365;

/** Hosts that a co-signer has to reach. Source: developers.fireblocks.com, install API co-signer on AWS, allow-list. */
const HOSTS = [
  ...["mobile-api.fireblocks.io", "signurl.fireblocks.io", "s3signurl.fireblocks.io"],
  ...["s3.{region}.amazonaws.com", "kms.{region}.amazonaws.com"],
];

function unknownProvider(got: unknown): Problem {
  return {
    what: "what a co-signer of this provider needs is written nowhere",
    got,
    allowed: "fireblocks",
    doThis: "declare its keys as a team's own IKeySource, or add the provider to the catalogue",
  };
}

function oddMeasurement(got: unknown): Problem {
  return {
    what: "the measurement of the enclave's signer is none",
    got,
    allowed: "96 hexadecimal digits in small letters: a SHA-384",
    doThis: "copy PCR8 from the provider's documentation of the release",
  };
}

function noWorkspace(): Problem {
  return {
    what: "an external MPC does not say which workspace it belongs to",
    allowed: "the workspace's name at the provider",
    doThis: "set workspace",
  };
}

/**
 * What a co-signer of an MPC provider stands on: a role, a key and storage of its own. The machine, the pairing and the
 * approval are a person's: the runbook lists them, and until then nothing here can decrypt a share.
 */
export class MpcCoSigner extends Construct implements IKeySource {
  public readonly name: string;
  public readonly custody: CustodySpec = CUSTODY["external-mpc"];
  public readonly curve: CurveName;
  public readonly keys: readonly string[];
  public readonly runbook: string;
  /** ARN of the role of the co-signer's machine, as a live reference. */
  public readonly roleArn: string;
  /** Name of the instance profile for the co-signer's machine, as a live reference. */
  public readonly instanceProfileName: string;
  /** Steps that only a person can do, in their order. */
  public readonly toComplete: readonly string[];

  /** @throws PalisadeError listing every problem of the props, and every key that another source holds */
  public constructor(scope: Construct, id: string, props: ExternalMpcProps) {
    super(scope, id);
    requireProps(this.node.path, props);
    const check = new Checker(this.node.path);
    const { name, curve, enclaveSignerPcr8: pcr8 } = props;
    if (checkNoMaterial(check, props)) {
      checkName(check, name);
      check.that(props.provider === "fireblocks", () => unknownProvider(props.provider));
      if (checkCurve(check, this.custody, curve)) checkIdentifiers(check, curve, props.keys);
      check.that(typeof props.workspace === "string" && props.workspace.trim() !== "", noWorkspace);
      checkTopic(check, props.alarmTopicArn, "the key of a co-signer's share has nobody who hears when it is touched");
      if (pcr8 !== undefined) check.that(isText(PCR, pcr8), () => oddMeasurement(pcr8));
    }
    check.done();
    this.name = name;
    this.curve = curve;
    this.keys = [`mpc:${this.node.path}`, ...(props.keys ?? [])];
    claimKeys(this, "source", this.keys);
    markIdentity(this, { kind: "key", name });
    const role = new IamRole(this, "role", {
      namePrefix: `${physicalName([name, "co-signer"], NameRules.awsIamRolePrefix)}-`,
      description: `Co-signer ${name} of the workspace ${props.workspace}`,
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    this.roleArn = role.arn;
    const profile = new IamInstanceProfile(this, "profile", { role: role.name });
    this.instanceProfileName = profile.name;
    const key = new EncryptionKey(this, "key", {
      name: `${name}-share`,
      description: `Encrypts the share of the co-signer ${name}`,
      // With everything, IAM policies of the account could allow to decrypt, without any enclave.
      accountMay: "administer",
      statements: pcr8 === undefined ? [] : [decryptInEnclave(role.arn, pcr8)],
    });
    reportKeyChanges(this, `key of the co-signer ${name}`, key, props.alarmTopicArn);
    // Not the share's: that one gives nothing in clear outside of the enclave, so that nobody could read or write there.
    const storageKey = new EncryptionKey(this, "database-key", {
      name: `${name}-database`,
      description: `Encrypts the bucket of the co-signer ${name}`,
    });
    const bucket = new PrivateBucket(this, "database", {
      bucketName: props.bucketName,
      kmsKeyArn: storageKey.keyArn,
      oldVersionDays: OLD_VERSION_DAYS,
      statements: () => [],
    });
    new IamRolePolicy(this, "storage", {
      role: role.name,
      policy: iamPolicy(storageStatements(bucket.resource.arn, storageKey.keyArn, props.region)),
    });
    this.toComplete = personSteps(props, pcr8 !== undefined);
    this.runbook = keySourceRunbook({
      custody: this.custody,
      name,
      keys: this.keys,
      facts: {
        provider: "Fireblocks",
        workspace: props.workspace,
        bucket: props.bucketName,
        region: props.region,
      },
      toComplete: this.toComplete,
    });
    noteKeySource(this, this);
  }
}

/** Only an enclave whose image the provider signed gets the share in clear. */
function decryptInEnclave(roleArn: string, pcr8: string): IamStatement {
  return {
    sid: "EnclaveOfTheProvider",
    principals: { AWS: [roleArn] },
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: ["*"],
    conditions: { StringEqualsIgnoreCase: { "kms:RecipientAttestation:PCR8": pcr8 } },
  };
}

function storageStatements(bucketArn: string, keyArn: string, region: string): readonly IamStatement[] {
  return [
    { sid: "ListDatabase", actions: ["s3:ListBucket"], resources: [bucketArn] },
    {
      sid: "KeepDatabase",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      resources: [`${bucketArn}/*`],
    },
    {
      sid: "EncryptDatabase",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [keyArn],
      conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
    },
  ];
}

function personSteps(props: ExternalMpcProps, isMeasured: boolean): readonly string[] {
  return [
    ...(isMeasured
      ? []
      : [
          "Read PCR8 of the co-signer's release in the provider's documentation, write it into `enclaveSignerPcr8`, and apply.",
        ]),
    "Start a Nitro-capable EC2 machine with enclaves turned on and the instance profile of this construct, in a private subnet; give each co-signer a machine of its own.",
    `Let it out to exactly these hosts: ${HOSTS.map((host) => host.replace("{region}", props.region)).join(", ")}, and those that the installer asks for.`,
    "Compare the role's permissions with those that the provider's installation page asks for in your release.",
    `In the console of the workspace ${props.workspace}: make an API user, add a co-signer to it, and copy the pairing token to the machine by hand.`,
    "Run the provider's installation script on the machine.",
    "The workspace's owner approves the new shares on the mobile app.",
    "Write down in the workspace's policy what this API user may sign, before the first payment.",
    "Write the addresses of its wallets into `keys`.",
  ];
}
