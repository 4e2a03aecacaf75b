import type { ICluster } from "../core/cluster";
import type { ContainerResources } from "../core/container";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import type { ISecret } from "../core/secret";
import type { CosmosNode } from "./cosmos-node";
import type { TmkmsKey } from "./tmkms-key";

/** What every signer for a validator of CometBFT is told. */
export interface CosmosSignerProps {
  /** Cluster it runs on. Nodes reserved for `signers` are used where there are any. */
  readonly cluster: ICluster;
  /** Namespace it lives in, best with nothing else in it. */
  readonly namespace: INamespace;
  /** Its name, unique in its environment. @default - the construct's id */
  readonly name?: string;
  /** Chain that it signs for, as its genesis says it, such as `cosmoshub-4`. */
  readonly chainId: string;
  /**
   * Consensus address of the validator, such as `cosmosvalcons1…`. It is the one public spelling that cannot be taken for
   * a private key, and it says for which chain the key is; `horcrux address <chain> <prefix>` and the chain's own program
   * show it.
   */
  readonly validator: string;
  /** CPU and memory of each pod. @default - as the catalogue says */
  readonly resources?: ContainerResources;
  /** Size of the volume of each pod, for what was signed last. @default - 10 for Horcrux, whose Raft log stands there too; 1 for TMKMS */
  readonly storageGiB?: number;
}

/** Props of `CosmosSigner.horcrux`. */
export interface HorcruxSignerProps extends CosmosSignerProps {
  /** Shards that a signature needs: more than half of them. */
  readonly threshold: number;
  /**
   * The secret of each co-signer, in the order of the shards: its shard of the key and its key for speaking to the others.
   * `CosmosSigner.shardFiles` says how the two values are called. Three at least, and no two co-signers read the same.
   */
  readonly shards: readonly ISecret[];
  /** Nodes that every co-signer connects to: the sentries, by name and no others. */
  readonly nodes: readonly CosmosNode[];
  /** Another release of Horcrux than the catalogue pins. @default - the catalogue's */
  readonly image?: ImageRef;
}

/** Props of `CosmosSigner.tmkms`. */
export interface TmkmsSignerProps extends CosmosSignerProps {
  /** The one node that it signs for: TMKMS advises against several. */
  readonly node: CosmosNode;
  /** Where the key is. */
  readonly key: TmkmsKey;
  /**
   * Your own build of TMKMS, with the feature `softsign` or `yubihsm`: nobody publishes an image. It needs `tmkms` on its
   * path, `/bin/sh`, `cat` and `grep`.
   */
  readonly image: ImageRef;
  /**
   * Whether precommits get a signature of their vote extension too, for chains that have them. TMKMS 0.15.0 makes it and
   * drops it, whereupon the node stops (iqlusioninc/tmkms, issue 1174): such a chain needs a later build, or Horcrux.
   * @default false
   */
  readonly signExtensions?: boolean;
}
