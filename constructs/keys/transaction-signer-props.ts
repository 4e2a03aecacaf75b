import type { ContainerResources } from "../core/container";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import type { IEksCluster } from "../eks";
import type { ChainNode } from "../node";
import type { AwsKmsKeys } from "./aws-kms-keys";
import type { SignerTls } from "./signer-tls";
import type { SpendEnforcement } from "./spend-policy";

/** Props of `TransactionSigner`. */
export interface TransactionSignerProps {
  /** Cluster it runs on: its pods take on their role through EKS Pod Identity. */
  readonly cluster: IEksCluster;
  /** Namespace it lives in, best with nothing else in it. */
  readonly namespace: INamespace;
  /** Its name, unique in its environment. @default - the construct's id */
  readonly name?: string;
  /** Keys of the wallets, in KMS and on secp256k1. Each signs for this signer alone. */
  readonly wallets: readonly AwsKmsKeys[];
  /** Node that finished transactions are handed to; its network is the one that they are for. */
  readonly node: ChainNode;
  /** What it shows, and whom it signs for: the spend guard's certificate, where there is one, and no other. */
  readonly tls: SignerTls;
  /** Who keeps those who pay to their limits. */
  readonly enforcement: SpendEnforcement;
  /** Number of replicas. @default - 2 */
  readonly replicas?: number;
  /** Names by which clients call it beside those of its Service: whole host names, no patterns. @default - none */
  readonly hosts?: readonly string[];
  /** CPU and memory of each replica. @default - as the catalogue says */
  readonly resources?: ContainerResources;
  /** Another release of the signer than the catalogue pins. @default - the catalogue's */
  readonly image?: ImageRef;
}
