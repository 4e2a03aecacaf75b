import type { ImageSpec, PortSpec, ResourcesSpec } from "../types";

/** What is known about a program that signs for validators of CometBFT. */
export interface CosmosSignerSpec {
  /** Its name in the catalogue. */
  readonly name: string;
  /** Its name as its project writes it. */
  readonly title: string;
  /** The release that is pinned. @default - nobody publishes an image of it */
  readonly image?: ImageSpec;
  /** Release whose configuration is known here. */
  readonly version: string;
  /** Ports it listens on. */
  readonly ports: readonly PortSpec[];
  /** CPU and memory of one instance. */
  readonly resources: ResourcesSpec;
  /** Folder of its configuration, and of the script that starts it. */
  readonly folder: string;
  /** Folder of its secrets. */
  readonly secretsFolder: string;
  /** Folder of its volume: what it signed last, and whether it has to stay down. */
  readonly stateFolder: string;
  /**
   * Exits after which nobody but a person starts it again: it could not go on with what it knows to be signed. A program
   * that is told to stop exits otherwise.
   */
  readonly stayDownExitCodes: readonly number[];
}

/**
 * Horcrux in its threshold mode. The project's own words on the other mode: not for mainnet. Facts:
 * strangelove-ventures/horcrux v3.3.2 (fb49be9), signer/config.go, cmd/horcrux/cmd, docs/signing.md, docs/migrating.md and
 * docker/horcrux/Dockerfile.
 */
export const HORCRUX = {
  name: "horcrux",
  title: "Horcrux",
  version: "3.3.2",
  image: {
    repository: "ghcr.io/strangelove-ventures/horcrux",
    tag: "v3.3.2",
    source: "strangelove-ventures/horcrux v3.3.2, docs/migrating.md (container image) and .github/workflows",
  },
  // Between co-signers it speaks gRPC without TLS, with the administration of Raft beside it (signer/raft_store.go).
  ports: [
    { name: "raft", port: 2222, use: "signing" },
    { name: "metrics", port: 6001, use: "metrics" },
  ],
  // docs/migrating.md: 1 CPU and 1 GB for each.
  resources: { cpuMillicores: 1000, memoryMiB: 1024, memoryLimitMiB: 1024 },
  folder: "/etc/horcrux",
  secretsFolder: "/etc/horcrux-keys",
  stateFolder: "/var/lib/horcrux",
  // A panic of Go: a state that cannot be saved (saveSignState), and one that contradicts itself (CheckHRS).
  stayDownExitCodes: [2],
} as const satisfies CosmosSignerSpec;
