import type { CosmosSignerSpec } from "./horcrux";

/**
 * TMKMS. Nobody publishes an image: the project's own Dockerfile is the harness of its tests. Facts: iqlusioninc/tmkms
 * v0.15.0 (403f963), src/config, src/chain/state.rs, src/commands/start.rs, src/client.rs and README.yubihsm.md.
 */
export const TMKMS = {
  name: "tmkms",
  title: "TMKMS",
  version: "0.15.0",
  ports: [],
  // Own proposal: nobody publishes what it needs; it makes one signature at a time.
  resources: { cpuMillicores: 250, memoryMiB: 256, memoryLimitMiB: 256 },
  folder: "/etc/tmkms",
  secretsFolder: "/etc/tmkms-secrets",
  stateFolder: "/var/lib/tmkms",
  // 1: the lock on its state is held by a thread that panicked; 101: a panic of Rust. It connects again by itself, so that
  // no way to a node ends it; a device that does not answer at the start does, with 1 too.
  stayDownExitCodes: [1, 101],
} as const satisfies CosmosSignerSpec;

/** Authentication key that `tmkms yubihsm setup` makes for validators. Source: README.yubihsm.md. */
export const TMKMS_VALIDATOR_AUTHENTICATION_KEY = 4;
