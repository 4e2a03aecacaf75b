import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { NameRules, physicalName } from "../../lib/core/naming";
import { iamPolicy } from "../../lib/render/iam-policy";
import { ManifestBundle } from "../core/manifest-bundle";
import type { DeliveredSecret, ISecret, ISecretReader } from "../core/secret";
import { Volume } from "../core/volume";
import { accountProblem } from "./signer-checks";

/** Props of `RdsCredentials`. */
export interface RdsCredentialsProps {
  /** Name of the database. */
  readonly name: string;
  /** Region of the secret. */
  readonly region: string;
  /** ARN of the secret that RDS keeps, as a live reference. */
  readonly secretArn: string;
  /** ARN of the key that encrypts it, as a live reference. */
  readonly keyArn: string;
  /** ARN of the role of the External Secrets Operator, which takes on a role of its own for each reader. */
  readonly operatorRoleArn: string;
}

const API_VERSION = "external-secrets.io/v1";
const KEYS = ["username", "password"] as const;
/** Path of the roles that read one login each: whoever lets the operator take them on needs no name of any. */
export const LOGIN_ROLES = "/palisade/logins/";
/** A pod that starts after a rotation needs the new password at once. */
const REFRESH_SECONDS = 60;

function unknownKey(got: string, where: string): Problem {
  return {
    what: "the secret of the database has no such value",
    got,
    allowed: KEYS.join(", "),
    doThis: "use one of them",
    where,
  };
}

function secondOfThatName({ name, node }: ISecretReader, other: ISecretReader): Problem {
  return {
    what: `two readers of the database's login have one name in one namespace, the other is ${other.node.path}`,
    got: name,
    allowed: "a name of its own for each",
    doThis: "rename one of them",
    where: node.path,
  };
}

/**
 * The login that RDS made and keeps in Secrets Manager. Terraform knows its ARN and never the password; the External
 * Secrets Operator brings it to each reader, through a role that reads this one secret.
 */
export class RdsCredentials extends Construct implements ISecret {
  public readonly path: string;
  public readonly keys: readonly string[] = KEYS;

  private readonly delivered = new Map<ISecretReader, DeliveredSecret>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RdsCredentialsProps,
  ) {
    super(scope, id);
    this.path = `${props.name}/login`;
  }

  /** @throws PalisadeError when the reader has no service account of its own, or the name of another in its namespace */
  public grantRead(reader: ISecretReader): DeliveredSecret {
    const known = this.delivered.get(reader);
    if (known !== undefined) return known;
    const where = reader.node.path;
    const problem = accountProblem(reader, "the reader of the database's login", "which every other pod may use too");
    if (problem !== undefined) throw new PalisadeError([problem]);
    const secretName = physicalName([reader.name, this.props.name, "login"], NameRules.kubernetesLabel);
    const namesake = [...this.delivered.keys()].find(
      ({ name, namespace }) => name === reader.name && namespace.namespaceName === reader.namespace.namespaceName,
    );
    if (namesake !== undefined) throw new PalisadeError([secondOfThatName(reader, namesake)]);
    this.deliver(reader, secretName);
    const made: DeliveredSecret = {
      secretName,
      key: (key) => {
        if (!this.keys.includes(key)) throw new PalisadeError([unknownKey(key, where)]);
        return { secretName, key };
      },
      volume: () => Volume.secret(secretName, secretName),
    };
    this.delivered.set(reader, made);
    return made;
  }

  /** Source: external-secrets v2.9.0, apis/externalsecrets/v1: SecretStore (aws) and ExternalSecret. */
  private deliver(reader: ISecretReader, name: string): void {
    const { region, secretArn } = this.props;
    const roleArn = this.readingRole(reader, name);
    new ManifestBundle(this, `delivery-${idOf(reader, name)}`, {
      namespace: reader.namespace,
      manifests: [
        {
          apiVersion: API_VERSION,
          kind: "SecretStore",
          metadata: { name },
          spec: { provider: { aws: { service: "SecretsManager", region, role: roleArn } } },
        },
        {
          apiVersion: API_VERSION,
          kind: "ExternalSecret",
          metadata: { name },
          spec: {
            refreshPolicy: "Periodic",
            refreshInterval: `${REFRESH_SECONDS}s`,
            secretStoreRef: { kind: "SecretStore", name },
            target: { name, creationPolicy: "Owner", deletionPolicy: "Retain" },
            data: KEYS.map((key) => ({
              secretKey: key,
              remoteRef: {
                key: secretArn,
                property: key,
                conversionStrategy: "Default",
                decodingStrategy: "None",
                metadataPolicy: "None",
              },
            })),
          },
        },
      ],
    });
  }

  private readingRole(reader: ISecretReader, name: string): string {
    const { secretArn, keyArn, operatorRoleArn } = this.props;
    const role = new IamRole(this, `role-${idOf(reader, name)}`, {
      path: LOGIN_ROLES,
      namePrefix: `${physicalName([reader.name, "login"], NameRules.awsIamRolePrefix)}-`,
      description: `Brings the login of ${this.props.name} to ${reader.name}`,
      assumeRolePolicy: iamPolicy([
        {
          sid: "SecretsOperator",
          principals: { AWS: [operatorRoleArn] },
          actions: ["sts:AssumeRole", "sts:TagSession"],
        },
      ]),
    });
    new IamRolePolicy(this, `policy-${idOf(reader, name)}`, {
      role: role.name,
      policy: iamPolicy([
        {
          sid: "ReadTheLogin",
          actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
          resources: [secretArn],
        },
        { sid: "DecryptTheLogin", actions: ["kms:Decrypt"], resources: [keyArn] },
      ]),
    });
    return role.arn;
  }
}

/** Names of readers are unique in a namespace alone. */
function idOf({ namespace }: ISecretReader, name: string): string {
  return `${namespace.namespaceName}-${name}`;
}
