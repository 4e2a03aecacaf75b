import type { Rule } from "../../rule";
import { backupVaultKey } from "./backup-vault-key";
import { backupVaultLock } from "./backup-vault-lock";
import { bucketVersioning } from "./bucket-versioning";
import { cacheSnapshots } from "./cache-snapshots";
import { databaseDeletionProtection } from "./database-deletion-protection";
import { databaseRetention } from "./database-retention";
import { databaseZones } from "./database-zones";
import { fileSystemBackup } from "./file-system-backup";
import { finalSnapshot } from "./final-snapshot";
import { objectLock } from "./object-lock";
import { retainedClaims } from "./retained-claims";
import { retainedVolumes } from "./retained-volumes";
import { tablePointInTime } from "./table-point-in-time";

/** Rules on what is kept, and what can be had back. */
export const BACKUP_RULES: readonly Rule[] = [
  backupVaultKey,
  backupVaultLock,
  bucketVersioning,
  cacheSnapshots,
  databaseDeletionProtection,
  databaseRetention,
  databaseZones,
  fileSystemBackup,
  finalSnapshot,
  objectLock,
  retainedClaims,
  retainedVolumes,
  tablePointInTime,
];
