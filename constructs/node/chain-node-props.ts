import type { ChainName, ClientFor, Flag, NetworkName, RoleOf } from "../../lib/catalogue";
import type { ICluster } from "../core/cluster";
import type { ContainerResources } from "../core/container";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";

/** What may be said about one client of a node. Everything has a default in the catalogue. */
export interface ClientOptions {
  /**
   * First of its peer ports, from 30000 to 32767: nodes of the cluster open the same number, so each node of a cluster
   * needs numbers of its own.
   * @default - the catalogue's, which serves the first node of a cluster alone
   */
  readonly firstPeerPort?: number;
  /** Size of its volume in GiB. @default - the catalogue's size for the network */
  readonly storageGiB?: number;
  /** CPU and memory. @default - the catalogue's for the network */
  readonly resources?: ContainerResources;
  /** Another release of the client than the catalogue pins. A major release may need a new volume. @default - the catalogue's */
  readonly image?: ImageRef;
  /**
   * Flags that Palisade does not set itself, each with its value if it takes one: `[["--max-peers", 50]]`. The client has
   * to know them. @default - none
   */
  readonly extraFlags?: readonly Flag[];
  /**
   * Names of those `extraFlags` that the release has although the catalogue's list of its flags, which may be of an
   * earlier release, does not. You answer for them: nothing checks them.
   * @default - every flag is checked
   */
  readonly ownFlags?: readonly string[];
}

/** Props of a node on one chain. */
export interface ChainNodePropsFor<C extends ChainName> {
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Namespace it lives in. */
  readonly namespace: INamespace;
  /** Its name, unique in its environment. @default - the construct's id */
  readonly name?: string;
  /** Chain it follows. */
  readonly chain: C;
  /** Network of the chain. */
  readonly network: NetworkName<C>;
  /** The client for each role of the chain. One that does not fit does not compile. */
  readonly clients: { readonly [R in RoleOf<C>]: ClientFor<C, R> };
  /** What differs from the catalogue, by role. @default - nothing */
  readonly options?: { readonly [R in RoleOf<C>]?: ClientOptions };
  /** Public IPv4 address it tells its peers. @default - the clients find out by themselves */
  readonly announcedAddress?: string;
  /**
   * Beacon API that hands an empty volume its starting point. It decides which chain the node believes in, so use one
   * you trust. Never asked again once the volume holds a chain.
   * @default - the first public one the catalogue knows for the network
   */
  readonly checkpointSyncUrl?: string;
  /** Storage class of its volumes. @default - the cluster's `storageClassName` */
  readonly storageClassName?: string;
}

/** Props of `ChainNode`: the chain decides which networks and clients fit. */
export type ChainNodeProps = { [C in ChainName]: ChainNodePropsFor<C> }[ChainName];
