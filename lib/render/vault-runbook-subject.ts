import type { SecretServerSpec } from "../catalogue/charts/secret-servers";

/** Name of Terraform's login, of its role and of its policy, on every server. */
export const TERRAFORM_ROLE = "terraform";

/** One person who holds a part of what opens a server. */
export interface RecoveryHolder {
  /** Short name, which becomes the name of a file with their public key. */
  readonly name: string;
  /** Fingerprint of their PGP key. */
  readonly pgpFingerprint: string;
}

/** How Terraform logs in to a server. */
export type TerraformLoginSpec =
  | {
      readonly kind: "githubActions";
      /** Claims that the run's token has to have, all of them. */
      readonly claims: Readonly<Record<string, string>>;
      /** Audience of the run's token. */
      readonly audience: string;
    }
  | {
      readonly kind: "awsRole";
      /** Role that a run has in AWS. */
      readonly roleArn: string;
      /** Region whose security token service the server asks. */
      readonly region: string;
    };

/** Where the snapshots of a server lie. */
export interface SnapshotPlace {
  /** Bucket. */
  readonly bucketName: string;
  /** What the names of its snapshots begin with. */
  readonly prefix: string;
  /** Name of the CronJob that takes them. */
  readonly jobName: string;
}

/** One group of servers as its runbook sees it: plain data. */
export interface VaultRunbookSubject {
  /** The program. */
  readonly server: SecretServerSpec;
  /** Name of the group, and first part of its pods' names. */
  readonly name: string;
  /** Namespace of its pods. */
  readonly namespace: string;
  /** Number of servers. */
  readonly replicas: number;
  /** Secret with the server's certificate. */
  readonly certificateSecretName: string;
  /** Alias of the key in KMS that opens it. */
  readonly sealKeyAlias: string;
  /** Region of the key. */
  readonly region: string;
  /** Who holds a recovery share. */
  readonly holders: readonly RecoveryHolder[];
  /** How many shares it takes. */
  readonly threshold: number;
  /** How Terraform logs in. */
  readonly login: TerraformLoginSpec;
  /** Where its snapshots lie. @default - somebody else keeps them */
  readonly snapshots?: SnapshotPlace;
}
