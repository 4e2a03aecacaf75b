import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import { textAt } from "../../lib/core/json";
import { EncryptedLogGroup } from "../core/encrypted-log-group";
import { EncryptionKey } from "../core/encryption-key";
import { markIdentity } from "../core/identity";
import { type IPeer, Peer } from "../core/peer";
import type { ISecret } from "../core/secret";
import type { INetwork } from "../network";
import { checkNoMaterial, checkTexts, isText } from "./key-checks";
import { RdsCredentials } from "./rds-credentials";
import { authorityProblem, type ISlashingDatabase, POSTGRES_PORT } from "./slashing-database";

/** What has to be said, letter by letter, before a database is made from an old copy of another. */
export const RESTORE_SENTENCE =
  "Every signer is stopped, and what they signed since the restore point is imported before one starts.";

/** Making the database from an old copy: the one thing that a slashing-protection database must not be. */
export interface RestoreProps {
  /** Identifier of the snapshot. */
  readonly snapshotIdentifier: string;
  /** `RESTORE_SENTENCE`, written out by the person who did what it says. */
  readonly restoreConfirmed: string;
}

/** Props of `SlashingProtectionDatabase`. */
export interface SlashingProtectionDatabaseProps {
  /** Its name, unique in account and region, such as `prod-slashing`. */
  readonly name: string;
  /** Network it stands in: in the isolated subnets, or in the private ones where there are none. */
  readonly network: INetwork;
  /** Security groups of those that may reach it, such as that of the cluster's nodes. */
  readonly clientSecurityGroupIds: readonly string[];
  /** ARN of the role of the External Secrets Operator. It has to be allowed to take on roles. */
  readonly secretsOperatorRoleArn: string;
  /**
   * Certificates of the authorities that sign those of Amazon RDS in the region, in PEM form: public, and published by
   * AWS as a bundle for each region.
   */
  readonly certificateAuthority: string;
  /** Class of the instances. @default - db.m7g.large (own proposal) */
  readonly instanceClass?: string;
  /** Storage in GiB, at least 20; it grows to ten times as much by itself. @default - 50 (own proposal) */
  readonly storageGiB?: number;
  /** Days back to which the database can be looked at, 14 to 35. @default - 35 */
  readonly backupDays?: number;
  /**
   * When RDS changes the password. Signers know the old one until they are restarted, one after the other, by a person;
   * they open new connections at least every half hour.
   * @default - cron(0 9 1 1/3 ? *): on the first day of each quarter at 9:00 UTC
   */
  readonly passwordRotation?: string;
  /** Make it from an old copy. @default - a new, empty database */
  readonly restore?: RestoreProps;
}

/** Major version of PostgreSQL, and the family of its parameters (Amazon RDS for PostgreSQL release notes). */
const ENGINE = { version: "17", family: "postgres17" };
const DATABASE_NAME = "web3signer";
const BACKUP_DAYS = { fewest: 14, most: 35 };
const SMALLEST_STORAGE_GIB = 20;
const LOG_RETENTION_DAYS = 365;
const NAME = /^[a-z](?!.*--)[a-z0-9-]{0,49}[a-z0-9]$/;
const INSTANCE_CLASS = /^db\.[a-z0-9]+\.[a-z0-9]+$/;
const SCHEDULE = /^(cron|rate)\(.+\)$/;

function odd(field: string, got: unknown, allowed: string): Problem {
  return { what: `${field} of the slashing-protection database is none`, got, allowed, doThis: `correct ${field}` };
}

function shortBackups(got: unknown): Problem {
  return {
    what: "what signers signed can be looked at for too few days",
    got,
    allowed: `${BACKUP_DAYS.fewest} to ${BACKUP_DAYS.most} days`,
    doThis: "raise backupDays, or leave it out",
  };
}

function oneZone(got: number): Problem {
  return {
    what: "the network has too few zones for a database that has to outlive one",
    got,
    allowed: "isolated or private subnets in two zones or more",
    doThis: "use another network, or add a zone",
  };
}

function noClients(): Problem {
  return {
    what: "nobody may reach the slashing-protection database",
    allowed: "at least one security group, such as clusterSecurityGroupId",
    doThis: "set clientSecurityGroupIds",
  };
}

function unconfirmedRestore(): Problem {
  return {
    what: "a slashing-protection database would be made from an old copy: signers would sign again what they signed since",
    allowed: `restoreConfirmed: "${RESTORE_SENTENCE}"`,
    doThis:
      "leave restore out and import the signing history into a new database, or do what the sentence says and write it",
    source: "EIP-3076; LionscraftTeam/DUCK-Knowledge-Base (restored snapshots)",
  };
}

function oddRole(got: unknown): Problem {
  return {
    what: "the role of the External Secrets Operator is none, so that no signer would get the password",
    got,
    allowed: "the ARN of a role",
    doThis: "set secretsOperatorRoleArn",
  };
}

/**
 * The PostgreSQL database in which signers write down what they signed: in two zones with one commit for both, encrypted
 * with a key of its own, reached over TLS alone, kept by RDS's backups, and removed by no destroy. Its password is made
 * and kept by AWS: neither plan nor state ever hold it.
 */
export class SlashingProtectionDatabase extends Construct implements ISlashingDatabase {
  public readonly host: string;
  public readonly port = POSTGRES_PORT;
  public readonly databaseName = DATABASE_NAME;
  public readonly credentials: ISecret;
  public readonly usernameKey = "username";
  public readonly passwordKey = "password";
  public readonly certificateAuthority: string;
  public readonly peer: IPeer;
  /** Security group of the database. */
  public readonly securityGroupId: string;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: SlashingProtectionDatabaseProps) {
    super(scope, id);
    const subnetIds = checkDatabase(this.node.path, props);
    const { name, network, restore, storageGiB = 50 } = props;
    markIdentity(this, { kind: "database", name });
    const key = new EncryptionKey(this, "key", {
      name,
      description: `Encrypts the slashing-protection database ${name} and its login`,
    });
    const group = new SecurityGroup(this, "security-group", {
      namePrefix: `${name}-`,
      description: `Signers to the slashing-protection database ${name}`,
      vpcId: network.vpcId,
      lifecycle: { createBeforeDestroy: true },
    });
    for (const [index, clientId] of props.clientSecurityGroupIds.entries()) {
      new VpcSecurityGroupIngressRule(this, `from-client-${index}`, {
        securityGroupId: group.id,
        referencedSecurityGroupId: clientId,
        description: `PostgreSQL from signers to ${name}`,
        ipProtocol: "tcp",
        fromPort: POSTGRES_PORT,
        toPort: POSTGRES_PORT,
      });
    }
    const logs = new EncryptedLogGroup(this, "log", {
      logGroupName: `/aws/rds/instance/${name}/postgresql`,
      keyName: `${name}-log`,
      region: network.region,
      retentionDays: LOG_RETENTION_DAYS,
    });
    const database = new DbInstance(this, "Resource", {
      identifier: name,
      engine: "postgres",
      engineVersion: ENGINE.version,
      instanceClass: props.instanceClass ?? "db.m7g.large",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key.keyArn,
      port: POSTGRES_PORT,
      allocatedStorage: storageGiB,
      maxAllocatedStorage: storageGiB * 10,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: key.keyArn,
      multiAz: true,
      publiclyAccessible: false,
      dbSubnetGroupName: new DbSubnetGroup(this, "subnets", {
        namePrefix: `${name}-`,
        description: `Subnets of the slashing-protection database ${name}`,
        subnetIds: [...subnetIds],
      }).name,
      vpcSecurityGroupIds: [group.id],
      parameterGroupName: this.parameters(name).name,
      backupRetentionPeriod: props.backupDays ?? BACKUP_DAYS.most,
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final`,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      applyImmediately: false,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: key.keyArn,
      enabledCloudwatchLogsExports: ["postgresql"],
      // A copy brings its own names along.
      ...(restore === undefined
        ? { dbName: DATABASE_NAME, username: DATABASE_NAME }
        : { snapshotIdentifier: restore.snapshotIdentifier }),
      dependsOn: [logs.resource],
      lifecycle: { preventDestroy: true },
    });
    const secretArn = database.masterUserSecret.get(0).secretArn;
    // RDS would change it every seven days, at any hour, under signers that know only the old one.
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: secretArn,
      rotateImmediately: false,
      rotationRules: { scheduleExpression: props.passwordRotation ?? "cron(0 9 1 1/3 ? *)" },
    });
    this.host = database.address;
    this.certificateAuthority = props.certificateAuthority;
    this.peer = Peer.cidr(network.cidr);
    this.securityGroupId = group.id;
    this.credentials = new RdsCredentials(this, "login", {
      name,
      region: network.region,
      secretArn,
      keyArn: key.keyArn,
      operatorRoleArn: props.secretsOperatorRoleArn,
    });
  }

  /**
   * No connection without TLS, and no commit that only one zone has. Sources: Amazon RDS User Guide, "Requiring an SSL
   * connection to a PostgreSQL DB instance"; PostgreSQL documentation, synchronous_commit.
   */
  private parameters(name: string): DbParameterGroup {
    return new DbParameterGroup(this, "parameters", {
      namePrefix: `${name}-`,
      family: ENGINE.family,
      description: `TLS and durable commits for ${name}`,
      parameter: [
        { name: "rds.force_ssl", value: "1" },
        { name: "synchronous_commit", value: "on" },
        { name: "log_connections", value: "1" },
        { name: "log_disconnections", value: "1" },
      ],
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

/** Checks the props. @returns the subnets that it stands in @throws PalisadeError listing every problem */
function checkDatabase(path: string, props: SlashingProtectionDatabaseProps): readonly string[] {
  const check = new Checker(path);
  const { name, network, restore, instanceClass, storageGiB, backupDays, passwordRotation } = props;
  const isolated = network.subnetIds("isolated");
  const subnetIds = isolated.length > 0 ? isolated : network.subnetIds("private");
  if (checkNoMaterial(check, { ...props, network: undefined })) {
    check.that(isText(NAME, name), () =>
      odd("name", name, "2 to 51 small letters, digits and single dashes, beginning with a letter"),
    );
    check.that(subnetIds.length >= 2, () => oneZone(subnetIds.length));
    check.that(checkTexts(check, "clientSecurityGroupIds", props.clientSecurityGroupIds).length > 0, noClients);
    const role = props.secretsOperatorRoleArn;
    check.that(typeof role === "string" && (holdsToken(role) || /^arn:[a-z-]+:iam::\d{12}:role\/.+$/.test(role)), () =>
      oddRole(role),
    );
    const authority = authorityProblem(props.certificateAuthority);
    if (authority !== undefined) check.add(authority);
    if (instanceClass !== undefined) {
      check.that(isText(INSTANCE_CLASS, instanceClass), () =>
        odd("instanceClass", instanceClass, "such as db.m7g.large"),
      );
    }
    if (storageGiB !== undefined) {
      check.that(Number.isInteger(storageGiB) && storageGiB >= SMALLEST_STORAGE_GIB, () =>
        odd("storageGiB", storageGiB, `${SMALLEST_STORAGE_GIB} or more`),
      );
    }
    if (backupDays !== undefined) {
      const { fewest, most } = BACKUP_DAYS;
      check.that(Number.isInteger(backupDays) && backupDays >= fewest && backupDays <= most, () =>
        shortBackups(backupDays),
      );
    }
    if (passwordRotation !== undefined) {
      check.that(isText(SCHEDULE, passwordRotation), () =>
        odd("passwordRotation", passwordRotation, "a schedule of AWS Secrets Manager, such as rate(90 days)"),
      );
    }
    check.that(restore === undefined || textAt(restore, "restoreConfirmed") === RESTORE_SENTENCE, unconfirmedRestore);
  }
  check.done();
  return subnetIds;
}
