import type { ImageRef } from "../constructs/core/image-ref";
import type { AwsKmsSealOptions, FirstStartOptions, GithubIds } from "../constructs/secrets";

/** A server that somebody else keeps. */
export interface ExistingVault {
  readonly kind: "existing";
  /** Address of the Vault or OpenBao server, as pods reach it. */
  readonly address: string;
  /** Address of the same server, as whoever runs Terraform reaches it. @default - `address` */
  readonly terraformAddress?: string;
  /** Mount of the KV engine that holds this environment's secrets. */
  readonly mount: string;
  /** Path of the Kubernetes auth method of this environment's cluster. */
  readonly kubernetesAuthPath: string;
  /** Take an address without TLS; for a server on a development machine only. @default - false */
  readonly allowPlainHttp?: boolean;
  /** Runs of GitHub Actions that write secrets. @default - people do */
  readonly pipeline?: PipelineEntry;
}

/** A server of the environment's own on its cluster, in a stack of its own: three of them with Raft. On AWS alone. */
export interface OwnVault {
  readonly kind: "own";
  /** Address as whoever runs Terraform reaches it: no cluster name resolves outside, so a port is forwarded. */
  readonly terraformAddress: string;
  /** Mount of the KV engine that holds this environment's secrets. */
  readonly mount: string;
  /** Its image, named by its digest: who moves a tag in a registry would read every secret. */
  readonly image: ImageRef;
  /** The key in KMS that opens it. */
  readonly seal: AwsKmsSealOptions;
  /** The certificate that it shows. */
  readonly certificate: VaultCertificate;
  /** Who gets a share of the recovery key; the first of them takes the server into service. At least three. */
  readonly holders: FirstStartOptions["holders"];
  /** Where copies of what it holds are locked away. */
  readonly snapshots: SnapshotBucket;
  /** Runs of GitHub Actions that apply the environment: Terraform logs in as they do. They write secrets too. */
  readonly pipeline: PipelineEntry;
}

/** The certificate of a server. Its private key is put into the cluster by whoever keeps the authority. */
export interface VaultCertificate {
  /** Secret of type `kubernetes.io/tls` in the namespace `vault`, with `ca.crt` in it. */
  readonly secretName: string;
  /** Certificate of the authority that signed it, in PEM form. */
  readonly authority: string;
  /**
   * SHA-256 fingerprints of the certificate, and of the next one before it is shown: signers that load keys take no
   * authority for this.
   */
  readonly fingerprints: readonly string[];
}

/** A bucket for copies of what a server holds, in the region of its key. */
export interface SnapshotBucket {
  /** Exact name. */
  readonly bucketName: string;
  /** Days that nobody can delete a copy. */
  readonly lockedDays: number;
  /** Image with the AWS command line, named by its digest. */
  readonly image: ImageRef;
}

/** The chart's development mode on one's own machine: one server that forgets everything when it stops. */
export interface EmbeddedVault {
  readonly kind: "embedded";
  /** Address as whoever runs Terraform reaches it: no cluster name resolves outside, so a port is forwarded. */
  readonly terraformAddress: string;
  /** Mount of the KV engine that holds this environment's secrets. */
  readonly mount: string;
}

/** Where an environment's secrets live. */
export type VaultEntry = ExistingVault | OwnVault | EmbeddedVault;

/** Runs of GitHub Actions of one repository. */
export interface PipelineEntry {
  /** Repository in full: `owner/name`. */
  readonly repository: string;
  /** GitHub's numbers of owner and repository, which nobody else can take over. */
  readonly ids: GithubIds;
  /** Deployment environment that a run has to be in; its rules decide who approves one. */
  readonly deploymentEnvironment: string;
  /**
   * Secrets whose values it writes and cannot read, beside those of the RPC tier and of signers: path in the environment's
   * mount, and the names of the values there.
   * @default - none
   */
  readonly writes?: Readonly<Record<string, readonly string[]>>;
}
