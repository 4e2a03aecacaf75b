import type { NetworkName } from "../../lib/catalogue";
import type { ICluster } from "../core/cluster";
import type { ContainerResources } from "../core/container";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import type { SignerTls } from "./signer-tls";
import type { ISlashingDatabase } from "./slashing-database";
import type { VaultKeystores } from "./vault-keystores";

/** Props of `RemoteSigner`. */
export interface RemoteSignerProps {
  /** Cluster it runs on. Nodes reserved for `signers` are used where there are any. */
  readonly cluster: ICluster;
  /** Namespace it lives in, best with nothing else in it. */
  readonly namespace: INamespace;
  /** Its name, unique in its environment. @default - the construct's id */
  readonly name?: string;
  /** Network whose duties it signs. */
  readonly network: NetworkName<"ethereum">;
  /** Where its keys are. */
  readonly keys: VaultKeystores;
  /** Where it writes down what it signed, before it signs: a database for this network alone. */
  readonly database: ISlashingDatabase;
  /** What it shows, and whom it signs for. */
  readonly tls: SignerTls;
  /** Number of replicas, all on the one database. @default - 2 */
  readonly replicas?: number;
  /** Names by which clients call it beside those of its Service: whole host names, no patterns. @default - none */
  readonly hosts?: readonly string[];
  /** CPU and memory of each replica. @default - as the catalogue says */
  readonly resources?: ContainerResources;
  /** Another release of the signer than the catalogue pins. @default - the catalogue's */
  readonly image?: ImageRef;
}
