import { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import { textAt } from "../../lib/core/json";
import { checkClients } from "./client-groups";
import { checkNoMaterial, isRoleArn, isText, requireNetwork, requireProps } from "./key-checks";
import { authorityProblem } from "./slashing-database";
import { RESTORE_SENTENCE, type SlashingProtectionDatabaseProps } from "./slashing-protection-database-props";

/** Days back to which the database can be looked at: at least two weeks, at most what RDS offers. */
export const BACKUP_DAYS = { fewest: 14, most: 35 };
const SMALLEST_STORAGE_GIB = 20;
const NAME = /^[a-z](?!.*--)[a-z0-9-]{0,49}[a-z0-9]$/;
const INSTANCE_CLASS = /^db\.[a-z0-9]+\.[a-z0-9]+$/;
/** AWS RDS API reference, CopyDBSnapshot; those that RDS makes by itself begin with `rds:`. */
const SNAPSHOT = /^(rds:)?[A-Za-z](?!.*--)[A-Za-z0-9-]{0,254}(?<!-)$/;
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

function oddSnapshot(name: string): Problem {
  return {
    what: "what a slashing-protection database is made from is no snapshot",
    allowed: "the identifier of a snapshot, such as prod-slashing-copy",
    doThis: `copy the snapshot under alias/palisade/${name}, since the database would stay under the snapshot's key, and name the copy`,
    source: "AWS RDS API reference, CopyDBSnapshot",
  };
}

function isSnapshot(text: string | undefined): boolean {
  return text !== undefined && (holdsToken(text) || SNAPSHOT.test(text));
}

/** Checks the props. @returns the subnets that it stands in @throws PalisadeError listing every problem */
export function checkDatabase(path: string, props: SlashingProtectionDatabaseProps): readonly string[] {
  requireProps(path, props);
  requireNetwork(path, props.network);
  const check = new Checker(path);
  const { name, network, restore, instanceClass, storageGiB, backupDays, passwordRotation } = props;
  const isolated = network.subnetIds("isolated");
  const subnetIds = isolated.length > 0 ? isolated : network.subnetIds("private");
  if (checkNoMaterial(check, { ...props, network: undefined })) {
    check.that(isText(NAME, name), () =>
      odd("name", name, "2 to 51 small letters, digits and single dashes, beginning with a letter"),
    );
    check.that(subnetIds.length >= 2, () => oneZone(subnetIds.length));
    checkClients(check, "slashing-protection database", props.clients);
    const role = props.secretsOperatorRoleArn;
    check.that(isRoleArn(role), () => oddRole(role));
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
    if (restore !== undefined) check.that(isSnapshot(textAt(restore, "snapshotIdentifier")), () => oddSnapshot(name));
    check.that(restore === undefined || textAt(restore, "restoreConfirmed") === RESTORE_SENTENCE, unconfirmedRestore);
  }
  check.done();
  return subnetIds;
}
