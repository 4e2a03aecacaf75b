import type { ChainRpcSpec } from "../catalogue/types";

/** A network that a gateway serves. */
export interface ErpcNetwork {
  /** Name in the address, such as `mainnet`. */
  readonly alias: string;
  /** EIP-155 number. */
  readonly chainId: number;
  /** How its chain is spoken to. */
  readonly rpc: ChainRpcSpec;
}

/** Where an upstream's address comes from: plain text, or an environment variable that holds a secret. */
export type ErpcEndpoint = { readonly url: string } | { readonly environmentVariable: string };

/** What a gateway forwards to. */
export interface ErpcUpstream {
  /** Name, unique in the gateway. */
  readonly name: string;
  /** The network it follows. A node that turns out to follow another is refused instead of trusted. */
  readonly network: ErpcNetwork;
  /** Its address. */
  readonly endpoint: ErpcEndpoint;
  /** Own nodes are asked first, external providers when those cannot answer. */
  readonly kind: "own" | "external";
  /** Calls a second each replica may send to it. @default - no limit */
  readonly requestsPerSecond?: number;
}

/** What the configuration of eRPC is made from. */
export interface ErpcSettings {
  /** Name of the tier. */
  readonly name: string;
  /** Project in the address. */
  readonly project: string;
  /** Port for calls. */
  readonly port: number;
  /** Port for metrics. */
  readonly metricsPort: number;
  /** What it forwards to. It serves the networks that these follow. */
  readonly upstreams: readonly ErpcUpstream[];
  /** Calls a second one client address may send to each replica. */
  readonly requestsPerSecondPerClient: number;
  /** Proxies in front whose `X-Forwarded-For` is believed, as CIDR blocks. Empty: none. */
  readonly trustedProxies: readonly string[];
  /** Environment variable with the value that every call has to show. @default - calls need to show nothing */
  readonly clientSecretVariable?: string;
  /** Most the cache in memory may hold, in MiB. */
  readonly cacheMiB: number;
}
