import { HORCRUX } from "../catalogue/clients/horcrux";
import { stringifyYaml } from "../core/yaml";
import { cosmosSignerStart } from "./cosmos-signer-start";

/** What the configuration of a co-signer is made from. It is the same for all of them. */
export interface HorcruxSettings {
  /** Shards that a signature needs. */
  readonly threshold: number;
  /** Host names of the co-signers, in the order of their shards. */
  readonly coSignerHosts: readonly string[];
  /** Nodes that they sign for: `host:port`. */
  readonly nodes: readonly string[];
}

/** Longest message that is read from a node, in bytes: what `horcrux config init` writes. Left out it would be 0. */
const MAX_READ_BYTES = 1_048_576;
/** As docs/migrating.md sets both: raft and the nonces pass between zones. */
const TIMEOUT = "1000ms";
/** More than Linux ever gives a process (proc_sys_kernel(5), pid_max). */
const NO_PROCESS = 2_147_483_647;

/** Names of the files in the secret of each co-signer. Source: strangelove-ventures/horcrux v3.3.2, signer/config.go. */
export function horcruxShardFiles(chainId: string): { readonly shard: string; readonly communication: string } {
  return { shard: `${chainId}_shard.json`, communication: "ecies_keys.json" };
}

/** `config.yaml` of a co-signer. It holds no key. Source: strangelove-ventures/horcrux v3.3.2, signer/config.go. */
export function horcruxConfiguration({ threshold, coSignerHosts, nodes }: HorcruxSettings): string {
  const [raft, metrics] = HORCRUX.ports;
  return stringifyYaml({
    keyDir: HORCRUX.secretsFolder,
    signMode: "threshold",
    thresholdMode: {
      threshold,
      cosigners: coSignerHosts.map((host, index) => ({ shardID: index + 1, p2pAddr: `tcp://${host}:${raft.port}` })),
      grpcTimeout: TIMEOUT,
      raftTimeout: TIMEOUT,
    },
    chainNodes: nodes.map((node) => ({ privValAddr: `tcp://${node}` })),
    debugAddr: `0.0.0.0:${metrics.port}`,
    // No signing for whoever calls: nodes are called, and nothing calls in.
    grpcAddr: "",
    maxReadSize: MAX_READ_BYTES,
  });
}

/**
 * The script that starts a co-signer. Its home is its volume, since it writes there; the configuration has to stand in
 * it. The file with the number of its process outlives a kill, and in a container the next process has the same number:
 * it would refuse to start for ever, so that the number of a process which cannot be there is written over it.
 */
export function horcruxStart(chainId: string): string {
  const { stateFolder, folder, title, stayDownExitCodes } = HORCRUX;
  return cosmosSignerStart({
    title,
    stateFolder,
    stateFiles: [`state/${chainId}_priv_validator_state.json`, `state/${chainId}_share_sign_state.json`],
    prepare: [
      "# Makes the folder of what was signed; the image has no mkdir.",
      `horcrux config init --bare --overwrite --home '${stateFolder}' >/dev/null || exit 1`,
      `cat '${folder}/config.yaml' >'${stateFolder}/config.yaml' || exit 1`,
      `if [ -e '${stateFolder}/horcrux.pid' ]; then echo ${NO_PROCESS} >'${stateFolder}/horcrux.pid'; fi`,
    ],
    command: `horcrux start --home '${stateFolder}'`,
    stayDownExitCodes,
  });
}
