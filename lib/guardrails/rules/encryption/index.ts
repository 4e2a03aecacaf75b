import type { Rule } from "../../rule";
import { brokerInTransit } from "./broker-in-transit";
import { cacheInTransit } from "./cache-in-transit";
import { cachePassword } from "./cache-password";
import { defaultVolumeEncryption } from "./default-volume-encryption";
import { encryptedCache } from "./encrypted-cache";
import { encryptedCopy } from "./encrypted-copy";
import { encryptedDatabase } from "./encrypted-database";
import { encryptedDisk } from "./encrypted-disk";
import { encryptedFileSystem } from "./encrypted-file-system";
import { encryptedQueue } from "./encrypted-queue";
import { encryptedSearchDomain } from "./encrypted-search-domain";
import { encryptedStream } from "./encrypted-stream";
import { encryptedTopic } from "./encrypted-topic";
import { encryptedVolume } from "./encrypted-volume";
import { logGroupKey } from "./log-group-key";
import { searchDomainHttps } from "./search-domain-https";
import { secretKey } from "./secret-key";
import { tableKey } from "./table-key";

/** Rules on encryption at rest and in transit. */
export const ENCRYPTION_RULES: readonly Rule[] = [
  brokerInTransit,
  cacheInTransit,
  cachePassword,
  defaultVolumeEncryption,
  encryptedCache,
  encryptedCopy,
  encryptedDatabase,
  encryptedDisk,
  encryptedFileSystem,
  encryptedQueue,
  encryptedSearchDomain,
  encryptedStream,
  encryptedTopic,
  encryptedVolume,
  logGroupKey,
  searchDomainHttps,
  secretKey,
  tableKey,
];
