import type { ICluster } from "../core/cluster";
import type { ContainerResources } from "../core/container";
import type { Exposure } from "../core/exposure";
import type { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import type { ChainNode } from "../node";
import type { RpcAccess } from "./rpc-access";
import type { Upstream } from "./upstream";

/** Props of `RpcTier`. */
export interface RpcTierProps {
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Namespace it lives in. */
  readonly namespace: INamespace;
  /** Its name, unique in its environment. @default - the construct's id */
  readonly name?: string;
  /** What it forwards to: own nodes first, providers outside when those cannot answer. At least one. */
  readonly upstreams: readonly (ChainNode | Upstream)[];
  /** Number of gateways, at least 2, so that one may be away. @default - 2 */
  readonly replicas?: number;
  /** Who can reach it. @default - `Exposure.cluster()`: those that `grantUse` names */
  readonly exposure?: Exposure;
  /**
   * Whose calls it answers. With `Exposure.publicTls` it has to be said. @default - `RpcAccess.anonymous()`: whoever the
   * network rules let in
   */
  readonly access?: RpcAccess;
  /**
   * Blocks of the proxies in front whose `X-Forwarded-For` is believed, such as the public subnets of a load balancer.
   * Whoever sends from there can pass for any client, so never the whole network. @default - none: a client is the
   * address that the connection comes from
   */
  readonly trustedProxyCidrs?: readonly string[];
  /** Calls a second that one client address may send to each replica. @default - 200 */
  readonly requestsPerSecondPerClient?: number;
  /** Most the cache of each replica may hold, in MiB; part of its memory. @default - 1024 */
  readonly cacheMiB?: number;
  /** CPU and memory of each replica. @default - 2 cores and 3 GiB, as the gateway's project advises */
  readonly resources?: ContainerResources;
  /** Another release of the gateway than the catalogue pins. @default - the catalogue's */
  readonly image?: ImageRef;
}
