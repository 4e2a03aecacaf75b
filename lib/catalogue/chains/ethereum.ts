import type { ChainSpec } from "../types";

/**
 * Ethereum: an execution and a consensus client per node, joined by the engine API (execution-apis, "authentication":
 * port 8551 and a 32-byte secret in hex).
 */
export const ETHEREUM = {
  name: "ethereum",
  title: "Ethereum",
  roles: ["execution", "consensus"],
  enginePort: 8551,
  rpc: {
    architecture: "evm",
    methods: ["eth_*", "net_version", "net_listening", "web3_clientVersion"],
    logsRangeBlocks: 10_000,
    skipWhenSyncing: true,
  },
  networks: {
    mainnet: {
      chainId: 1,
      test: false,
      checkpointSyncUrls: ["https://beaconstate.ethstaker.cc"],
      source:
        "EIP-155; checkpoint host used by aws-samples/aws-blockchain-node-runners (2026-08-17) after beaconstate.info vanished",
    },
    hoodi: {
      chainId: 560_048,
      test: true,
      checkpointSyncUrls: [
        "https://checkpoint-sync.hoodi.ethpandaops.io",
        "https://hoodi.beaconstate.ethstaker.cc",
        "https://beaconstate-hoodi.chainsafe.io",
      ],
      source: "eth-clients/hoodi README; eth-clients/checkpoint-sync-endpoints endpoints/hoodi.yaml",
    },
    sepolia: {
      chainId: 11_155_111,
      test: true,
      checkpointSyncUrls: [
        "https://checkpoint-sync.sepolia.ethpandaops.io",
        "https://beaconstate-sepolia.chainsafe.io",
      ],
      source: "eth-clients/sepolia README; eth-clients/checkpoint-sync-endpoints endpoints/sepolia.yaml",
    },
  },
} as const satisfies ChainSpec;
