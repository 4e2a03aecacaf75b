import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import type { SecretSource } from "../../lib/render/delivered-object";
import { EncryptionKey } from "../core/encryption-key";
import { markIdentity } from "../core/identity";
import type { DeliveredSecret, ISecretReader, ReadOptions } from "../core/secret";
import { roleArnProblem } from "./aws-arns";
import { AwsReaderRole } from "./aws-reader-role";
import { AwsSecret } from "./aws-secret";
import { requireReader, sharedAccount } from "./reader-checks";
import { type DeliveringStore, ReaderSecrets } from "./reader-secrets";
import { pathProblem } from "./secret-checks";
import { SecretDelivery } from "./secret-delivery";
import { distinctName } from "./secret-names";
import type { ISecretStore, SecretOptions } from "./secret-store";
import type { IServiceAccountIssuer } from "./service-account-issuer";

/** Props of `AwsSecretStore`. */
export interface AwsSecretStoreProps {
  /** What the names of its secrets begin with, such as the environment: `prod/apps`. */
  readonly prefix: string;
  /** Region it is in. */
  readonly region: string;
  /** Twelve digits of the account it is in. */
  readonly accountId: string;
  /** Who signs the tokens of the cluster whose pods read. */
  readonly issuer: IServiceAccountIssuer;
  /** Short name, unique in its environment. @default - the prefix */
  readonly name?: string;
  /**
   * ARNs of roles beside the readers that may read values: that of the pipeline which applies this stack, where the stack
   * provides values, and that of a rotation. Everyone else is denied, whatever IAM allows. @default - nobody
   */
  readonly trustedRoleArns?: readonly string[];
}

function oddAccount(got: string): Problem {
  return { what: "the account is none", got, allowed: "twelve digits", doThis: "give the number of the AWS account" };
}

function oddRegion(got: string): Problem {
  return { what: "the region is none", got, allowed: "a region such as eu-central-1", doThis: "correct it" };
}

/**
 * Secrets in AWS Secrets Manager behind the same verbs as those in Vault: for what AWS itself rotates, and for
 * environments without a Vault. The External Secrets Operator brings them to pods, through an IAM role for each reader.
 *
 * The role is taken with a token of a service account, and not through Pod Identity: that gives a role to the operator's
 * own pod alone, and whoever may write a SecretStore could then have it take on the role of any reader.
 */
export class AwsSecretStore extends Construct implements ISecretStore, DeliveringStore {
  public readonly name: string;
  /** Region it is in. */
  public readonly region: string;
  /** Account it is in. */
  public readonly accountId: string;
  /** What the names of its secrets begin with. */
  public readonly prefix: string;
  /** Who signs the tokens of the cluster whose pods read. */
  public readonly issuer: IServiceAccountIssuer;
  /** Roles beside the readers that may read values. */
  public readonly trustedRoleArns: readonly string[];
  /** ARN of the key that its secrets are encrypted with. */
  public readonly keyArn: string;
  public readonly delivery = SecretDelivery.externalSecrets();

  private readonly secrets = new Map<string, AwsSecret>();
  private readonly readers = new Map<string, { readonly construct: ISecretReader; readonly role: AwsReaderRole }>();

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: AwsSecretStoreProps) {
    super(scope, id);
    const { accountId, issuer, name = props.prefix, prefix, region, trustedRoleArns = [] } = props;
    const check = new Checker(this.node.path);
    for (const problem of [
      pathProblem("prefix", prefix),
      pathProblem("name of the store", name),
      ...trustedRoleArns.map((arn) => roleArnProblem(arn, "a trusted role")),
    ]) {
      if (problem !== undefined) check.add(problem);
    }
    check.that(/^\d{12}$/.test(accountId), () => oddAccount(accountId));
    check.that(/^[a-z]{2}(-[a-z]+)+-\d$/.test(region), () => oddRegion(region));
    check.done();
    this.name = name;
    this.region = region;
    this.accountId = accountId;
    this.prefix = prefix;
    this.issuer = issuer;
    this.trustedRoleArns = trustedRoleArns;
    markIdentity(this, { kind: "secret", name });
    this.keyArn = new EncryptionKey(this, "key", {
      name: `secrets/${name}`,
      description: `Encrypts the secrets of ${name}.`,
    }).keyArn;
  }

  public secret(path: string, options: SecretOptions): AwsSecret {
    const known = this.secrets.get(path);
    if (known !== undefined) {
      known.requireSameOptions(options);
      return known;
    }
    const secret = new AwsSecret(this, path, options);
    this.secrets.set(path, secret);
    return secret;
  }

  /**
   * For `AwsSecret.grantRead`: one role per reader.
   *
   * @throws PalisadeError when another workload claims the same service account
   */
  public grant(reader: ISecretReader, source: SecretSource, secret: AwsSecret, options?: ReadOptions): DeliveredSecret {
    const role = this.roleOf(reader);
    role.letRead(secret.arn);
    secret.addReader(role.roleArn);
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(reader)];
    if (own !== other) other.addDependency(own);
    const { serviceAccountName } = role;
    return ReaderSecrets.of(reader, this, () => ({
      login: { kind: "aws", region: this.region, serviceAccountName },
      objects: [role.serviceAccount],
      dependsOn: role.ready,
    })).deliver(source, options);
  }

  private roleOf(reader: ISecretReader): AwsReaderRole {
    requireReader(reader, this.node.path);
    const namespace = reader.namespace.namespaceName;
    const key = `${namespace}/${reader.serviceAccountName}`;
    const known = this.readers.get(key);
    if (known !== undefined) {
      if (known.construct === reader) return known.role;
      throw new PalisadeError([sharedAccount(key, known.construct.node.path, reader.node.path)]);
    }
    const role = new AwsReaderRole(this, `reader-${namespace}.${reader.serviceAccountName}`, {
      store: this,
      namespace,
      // An account of its own: pods of the reader cannot take on the role by themselves.
      serviceAccountName: distinctName([reader.serviceAccountName, this.name], NameRules.kubernetesLabel),
    });
    this.readers.set(key, { construct: reader, role });
    return role;
  }
}
