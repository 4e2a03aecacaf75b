/** Name of the document in which Session Manager keeps what it does with every session of an account and region. */
export const SESSION_DOCUMENT = "SSM-SessionManagerRunShell";

/** What Session Manager does with every session. Values may hold live references. */
export interface SessionPreferences {
  /** Key that a session is encrypted with, beside TLS. */
  readonly keyId: string;
  /** Log group that everything typed and answered goes to while it happens. */
  readonly logGroupName: string;
  /** Bucket and prefix that a copy goes to at the end of a session. @default - no copy */
  readonly bucket?: { readonly bucketName: string; readonly prefix: string };
  /** Minutes without a key press, after which a session ends. */
  readonly idleMinutes: number;
  /** Minutes after which every session ends. */
  readonly longestMinutes: number;
  /** Whether a session runs as a named user; an empty name leaves it to the tag of whoever starts it. @default - `ssm-user` */
  readonly runAsUser?: string;
}

/**
 * The document as Session Manager reads it (AWS Systems Manager User Guide, "Session document schema"). A log group or a
 * bucket that is not encrypted is refused by the agent, which then starts no session.
 */
export function sessionPreferences(preferences: SessionPreferences): string {
  const { bucket, idleMinutes, keyId, logGroupName, longestMinutes, runAsUser } = preferences;
  return JSON.stringify({
    schemaVersion: "1.0",
    description: "Sessions are encrypted, written down and ended, managed by Palisade",
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: bucket?.bucketName ?? "",
      s3KeyPrefix: bucket?.prefix ?? "",
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: logGroupName,
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: keyId,
      runAsEnabled: runAsUser !== undefined,
      runAsDefaultUser: runAsUser ?? "",
      idleSessionTimeout: String(idleMinutes),
      maxSessionDuration: String(longestMinutes),
      shellProfile: { linux: "", windows: "" },
    },
  });
}
