import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { ROTATE_EVERY_DAYS } from "../../lib/render/delivered-object";
import { type IamStatement, iamPolicy } from "../../lib/render/iam-policy";
import { EphemeralValue } from "../core/ephemeral-value";
import type { DeliveredSecret, ISecret, ISecretReader, ReadOptions } from "../core/secret";
import { roleArnProblem } from "./aws-arns";
import type { AwsSecretStore } from "./aws-secret-store";
import { readStatements } from "./aws-statements";
import { checkValues, type ProvideOptions } from "./provided-values";
import { checkSecret, requireSameOptions, withDefaults } from "./secret-options";
import type { SecretOptions } from "./secret-store";

/** Days in which a deleted secret can be called back: the longest that AWS offers (AWS Secrets Manager User Guide). */
const RECOVERY_DAYS = 30;

function nobodyTrusted(where: string): Problem {
  return {
    what: "Terraform provides values that its own pipeline may not read back, so the next plan would be refused",
    allowed: "trustedRoleArns with the role of the pipeline that applies this stack",
    doThis: "name the pipeline's role at the store, or write the values in by hand or by a program",
    where,
  };
}

function noAge(where: string): Problem {
  return {
    what: "a secret is rotated that says no age",
    allowed: "rotateEveryDays where the secret is declared",
    doThis: "declare it with rotateEveryDays, such as 30",
    where,
  };
}

/**
 * A secret of AWS Secrets Manager, declared without its value. Whom it was not granted to is denied by its own policy,
 * whatever IAM allows. Made by `AwsSecretStore.secret`.
 */
export class AwsSecret extends Construct implements ISecret {
  /** Its whole name. */
  public readonly path: string;
  public readonly keys: readonly string[];
  /** Seconds until a changed value reaches its readers. */
  public readonly refreshSeconds: number;
  /** Days until its values have to be changed; undefined when nobody is reminded. */
  public readonly rotateEveryDays: number | undefined;
  /** Its ARN, as a live reference. */
  public readonly arn: string;

  private readonly resource: SecretsmanagerSecret;
  private readonly policy: SecretsmanagerSecretPolicy;
  private readonly readers: string[];

  /** For the store. @throws PalisadeError listing every problem of the path and the options */
  public constructor(
    private readonly store: AwsSecretStore,
    path: string,
    options: SecretOptions,
  ) {
    checkSecret(store.node.path, path, options);
    super(store, `secret-${path.replaceAll("/", ".")}`);
    const { keys, refreshSeconds, rotateEveryDays } = withDefaults(options);
    this.path = `${store.prefix}/${path}`;
    this.keys = keys;
    this.refreshSeconds = refreshSeconds;
    this.rotateEveryDays = rotateEveryDays;
    this.readers = [...store.trustedRoleArns];
    this.resource = new SecretsmanagerSecret(this, "Resource", {
      name: this.path,
      description: `Holds ${keys.join(", ")}. Values are written by people and programs, not by Terraform.`,
      kmsKeyId: store.keyArn,
      recoveryWindowInDays: RECOVERY_DAYS,
      ...(rotateEveryDays === undefined ? {} : { tags: { [ROTATE_EVERY_DAYS]: String(rotateEveryDays) } }),
      lifecycle: { preventDestroy: true },
    });
    this.arn = this.resource.arn;
    this.policy = new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: this.arn,
      policy: this.renderPolicy(),
      blockPublicPolicy: true,
    });
  }

  /** What a person's or a program's role has to be allowed, to write values. It cannot read them. */
  public get writeStatements(): readonly IamStatement[] {
    return [
      {
        sid: "WriteNewValues",
        actions: ["secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"],
        resources: [this.arn],
      },
      {
        sid: "EncryptThroughSecretsManager",
        actions: ["kms:GenerateDataKey"],
        resources: [this.store.keyArn],
        conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${this.store.region}.amazonaws.com` } },
      },
    ];
  }

  /** Region it is in. */
  public get region(): string {
    return this.store.region;
  }

  /**
   * Lets a machine read it by the IAM role it has. Says what the role has to be allowed besides: the secret's own policy
   * lets it in, and IAM has to as well.
   *
   * @throws PalisadeError when that is no ARN of a role
   */
  public grantReadToRole(roleArn: string): readonly IamStatement[] {
    const problem = roleArnProblem(roleArn, "the role of a machine");
    if (problem !== undefined) throw new PalisadeError([{ where: this.node.path, ...problem }]);
    this.addReader(roleArn);
    return readStatements(this.store, [this.arn]);
  }

  /**
   * Lets the reader, and nobody else by this call, read it.
   *
   * @throws PalisadeError when another workload claims the same service account, or the reader would be restarted, which
   * the External Secrets Operator cannot
   */
  public grantRead(reader: ISecretReader, options?: ReadOptions): DeliveredSecret {
    const { keys, path, refreshSeconds, rotateEveryDays } = this;
    const age = rotateEveryDays === undefined ? {} : { rotateEveryDays };
    return this.store.grant(reader, { kind: "stored", path, keys, refreshSeconds, ...age }, this, options);
  }

  /**
   * Writes the values from values that Terraform forgets. For values that people or other programs write, leave it out.
   * Terraform 1.11 and newer.
   *
   * @throws PalisadeError when a value is plain text, they are not the declared ones, or the pipeline is not trusted
   */
  public provide(values: Readonly<Record<string, EphemeralValue>>, options: ProvideOptions): void {
    checkValues(this.node.path, this.keys, values, options);
    if (this.store.trustedRoleArns.length === 0) throw new PalisadeError([nobodyTrusted(this.node.path)]);
    new SecretsmanagerSecretVersion(this, "values", {
      secretId: this.resource.id,
      secretStringWo: EphemeralValue.json(values).forWriteOnly,
      secretStringWoVersion: options.version,
    });
  }

  /**
   * Has a function of AWS Lambda change the values, as often as the secret says.
   *
   * @throws PalisadeError when the secret says no age
   */
  public rotatedBy(functionArn: string): void {
    if (this.rotateEveryDays === undefined) throw new PalisadeError([noAge(this.node.path)]);
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: this.resource.id,
      rotationLambdaArn: functionArn,
      rotationRules: { automaticallyAfterDays: this.rotateEveryDays },
    });
  }

  /** For the store. */
  public addReader(roleArn: string): void {
    if (this.readers.includes(roleArn)) return;
    this.readers.push(roleArn);
    this.policy.policy = this.renderPolicy();
  }

  /** For the store. @throws PalisadeError when the options are not those it was declared with */
  public requireSameOptions(options: SecretOptions): void {
    requireSameOptions(this, options);
  }

  private renderPolicy(): string {
    const strangers = { conditions: { ArnNotEquals: { "aws:PrincipalArn": [...this.readers] } } };
    return iamPolicy([
      {
        sid: "NobodyElseReads",
        effect: "Deny",
        principals: "*",
        actions: ["secretsmanager:GetSecretValue"],
        resources: [this.arn],
        ...(this.readers.length === 0 ? {} : strangers),
      },
    ]);
  }
}
