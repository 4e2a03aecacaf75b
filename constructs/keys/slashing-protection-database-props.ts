import type { INetwork } from "../network";
import type { ClientGroups } from "./client-groups";

/** What has to be said, letter by letter, before a database is made from an old copy of another. */
export const RESTORE_SENTENCE =
  "Every signer is stopped, and what they signed since the restore point is imported before one starts.";

/** Making the database from an old copy: the one thing that a slashing-protection database must not be. */
export interface RestoreProps {
  /**
   * Identifier of the snapshot, which has to be under the key of this database (`alias/palisade/<name>`): what is made from a
   * snapshot stays under the snapshot's key, and Terraform would replace it for that. One from elsewhere is copied first
   * (`aws rds copy-db-snapshot --kms-key-id alias/palisade/<name>`), and the copy named here. Source: AWS RDS API reference,
   * RestoreDBInstanceFromDBSnapshot, which takes no key, and CopyDBSnapshot.
   */
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
  /** Security groups of those that may reach it, by what they are, such as `{ cluster: "sg-…" }`. */
  readonly clients: ClientGroups;
  /** ARN of the role of the External Secrets Operator. It has to be let take on `SlashingProtectionDatabase.loginRolesArn`. */
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
   * When RDS changes the password. Signers go on signing through the connections that they have, and can open no new ones
   * until a person restarts them, one after the other: a failover of the database in between stops them.
   * @default - cron(0 9 1 1/3 ? *): on the first day of each quarter at 9:00 UTC
   */
  readonly passwordRotation?: string;
  /** Make it from an old copy. @default - a new, empty database */
  readonly restore?: RestoreProps;
}
