import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { EncryptedLogGroup } from "../core/encrypted-log-group";
import { EncryptionKey } from "../core/encryption-key";
import { markIdentity } from "../core/identity";
import { type IPeer, Peer } from "../core/peer";
import type { ISecret } from "../core/secret";
import { letClientsIn } from "./client-groups";
import { LOGIN_ROLES, RdsCredentials } from "./rds-credentials";
import { type ISlashingDatabase, POSTGRES_PORT } from "./slashing-database";
import { BACKUP_DAYS, checkDatabase } from "./slashing-protection-database-checks";
import type { SlashingProtectionDatabaseProps } from "./slashing-protection-database-props";

/** Major version of PostgreSQL, and the family of its parameters (Amazon RDS for PostgreSQL release notes). */
const ENGINE = { version: "17", family: "postgres17" };
const DATABASE_NAME = "web3signer";
const LOG_RETENTION_DAYS = 365;

/**
 * The PostgreSQL database in which signers write down what they signed: in two zones with one commit for both, encrypted
 * with a key of its own, reached over TLS alone, kept by RDS's backups, and removed by no destroy. Its password is made
 * and kept by AWS: neither plan nor state ever hold it.
 */
export class SlashingProtectionDatabase extends Construct implements ISlashingDatabase {
  /**
   * ARN pattern of the roles that read the login of such a database: what the role of the External Secrets Operator has to
   * be let take on, whatever its readers are called.
   */
  public static loginRolesArn(accountId: string, partition = "aws"): string {
    return `arn:${partition}:iam::${accountId}:role${LOGIN_ROLES}*`;
  }

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
    letClientsIn(this, {
      securityGroupId: group.id,
      clients: props.clients,
      purpose: `PostgreSQL of ${name}`,
      ports: { first: POSTGRES_PORT, last: POSTGRES_PORT },
    });
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
