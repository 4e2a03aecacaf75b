import type { Rule } from "../../rule";
import { brokerInTransit } from "./broker-in-transit";
import { bucketKey } from "./bucket-key";
import { bucketTls } from "./bucket-tls";
import { cacheInTransit } from "./cache-in-transit";
import { cachePassword } from "./cache-password";
import { clusterSecretsKey } from "./cluster-secrets-key";
import { databaseForceTls } from "./database-force-tls";
import { defaultVolumeEncryption } from "./default-volume-encryption";
import { edgePlainHttp } from "./edge-plain-http";
import { edgeTls } from "./edge-tls";
import { encryptedCache } from "./encrypted-cache";
import { encryptedCopy } from "./encrypted-copy";
import { encryptedDatabase } from "./encrypted-database";
import { encryptedDisk } from "./encrypted-disk";
import { encryptedFileSystem } from "./encrypted-file-system";
import { encryptedQueue } from "./encrypted-queue";
import { encryptedSearchDomain } from "./encrypted-search-domain";
import { encryptedStorageClass } from "./encrypted-storage-class";
import { encryptedStream } from "./encrypted-stream";
import { encryptedTopic } from "./encrypted-topic";
import { encryptedVolume } from "./encrypted-volume";
import { fileSystemInTransit } from "./file-system-in-transit";
import { ingressTlsPolicy } from "./ingress-tls-policy";
import { keyDeletionWindow } from "./key-deletion-window";
import { keyEnabled } from "./key-enabled";
import { keyRotation } from "./key-rotation";
import { listenerTlsPolicy } from "./listener-tls-policy";
import { logGroupKey } from "./log-group-key";
import { meshInClear } from "./mesh-in-clear";
import { registryKey } from "./registry-key";
import { searchDomainHttps } from "./search-domain-https";
import { secretKey } from "./secret-key";
import { sessionKey } from "./session-key";
import { tableKey } from "./table-key";
import { trialAuthority } from "./trial-authority";

/** Rules on encryption at rest and in transit. */
export const ENCRYPTION_RULES: readonly Rule[] = [
  brokerInTransit,
  bucketKey,
  bucketTls,
  cacheInTransit,
  cachePassword,
  clusterSecretsKey,
  databaseForceTls,
  defaultVolumeEncryption,
  edgePlainHttp,
  edgeTls,
  encryptedCache,
  encryptedCopy,
  encryptedDatabase,
  encryptedDisk,
  encryptedFileSystem,
  encryptedQueue,
  encryptedSearchDomain,
  encryptedStorageClass,
  encryptedStream,
  encryptedTopic,
  encryptedVolume,
  fileSystemInTransit,
  ingressTlsPolicy,
  keyDeletionWindow,
  keyEnabled,
  keyRotation,
  listenerTlsPolicy,
  logGroupKey,
  meshInClear,
  registryKey,
  searchDomainHttps,
  secretKey,
  sessionKey,
  tableKey,
  trialAuthority,
];
