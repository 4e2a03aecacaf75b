import type { ITerraformDependable } from "cdktf";
import type { SecretServerName } from "../../lib/catalogue/charts/secret-servers";
import type { ICluster } from "../core/cluster";
import type { ChartOverrides } from "../core/helm-chart";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import type { IPeer } from "../core/peer";
import type { FirstStart } from "./first-start";
import type { Seal } from "./seal";
import type { ServerCertificate } from "./server-certificate";
import type { Snapshots } from "./snapshots";
import type { VaultAudit } from "./vault-audit";

/** Props of `VaultServer`. */
export interface VaultServerProps {
  /** Cluster it runs on. For `Seal.awsKms` a cluster of EKS: its pods take on a role in AWS through Pod Identity. */
  readonly cluster: ICluster;
  /** Namespace of its own, in which nothing else runs. */
  readonly namespace: INamespace;
  /** Name of the Helm release, and first part of the names of its pods. @default - vault */
  readonly name?: string;
  /** Program that serves the secrets. @default - vault */
  readonly program?: SecretServerName;
  /** The program's image at the release that the chart is for, such as that of a mirror. @default - the catalogue's */
  readonly image?: ImageRef;
  /** What opens it. */
  readonly seal: Seal;
  /** Certificate it shows. Needed for every seal but the embedded one. @default - none */
  readonly certificate?: ServerCertificate;
  /** Who takes it into service. Needed for every seal but the embedded one. @default - none */
  readonly firstStart?: FirstStart;
  /** Where copies of what it holds go. Needed for every seal but the embedded one. @default - none */
  readonly snapshots?: Snapshots;
  /** Number of servers: 3, or 5 where two may be away at once. @default - 3; 1 with the embedded seal */
  readonly replicas?: number;
  /** Volume of each server for what it holds, in GiB. It cannot be changed later by an apply. @default - 10 */
  readonly dataStorageGiB?: number;
  /** Volume of each server for its audit log, in GiB. It cannot be changed later by an apply. @default - 20 */
  readonly auditStorageGiB?: number;
  /** Storage class of both; it has to encrypt. @default - the cluster's `storageClassName` */
  readonly storageClassName?: string;
  /** Who may reach its API from the start; `allowFrom` adds others. @default - nobody but itself */
  readonly clients?: readonly IPeer[];
  /**
   * Lets holders of recovery shares make a root token without a login, for as long as nobody can log in; the runbook says
   * when. @default - false
   */
  readonly openForRecovery?: boolean;
  /** Changes to the program's chart, over the values that make it safe. @default - none */
  readonly chart?: ChartOverrides;
  /** Resources that have to be there first, such as cert-manager. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** The login of the job that takes snapshots: what a store on the server has to let in. */
export interface SnapshotLogin {
  /** Role it logs in with. */
  readonly roleName: string;
  /** Service account it runs as. */
  readonly serviceAccountName: string;
  /** Namespace of the service account. */
  readonly namespaceName: string;
  /** Audience of the tokens that it logs in with. */
  readonly audience: string;
}

/** What others need to know of a secret server. All of it is plain text, so no state is read for it. */
export interface IVaultServer {
  /** Address, as pods of the cluster reach it: scheme, host and port. */
  readonly address: string;
  /** Certificate of the authority that signed the server's; undefined when readers trust it anyway. */
  readonly certificateAuthority: string | undefined;
  /** Whether it speaks plain HTTP, as the embedded one does. */
  readonly plainHttp: boolean;
  /** What a store on it does for the audit log. */
  readonly audit: VaultAudit;
  /** The login of its snapshots; undefined when somebody else takes them. */
  readonly snapshotLogin: SnapshotLogin | undefined;
}
