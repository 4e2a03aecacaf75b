import type { CurveName, CurveSpec } from "./types";

/** Curves that chains sign with. */
export const CURVES: Readonly<Record<CurveName, CurveSpec>> = {
  secp256k1: {
    name: "secp256k1",
    title: "secp256k1",
    signs: "Transactions of Bitcoin and of EVM chains, and of accounts of Cosmos chains.",
    identifiers: [
      { title: "an EVM address (0x and 40 hexadecimal digits)", pattern: /^0x[0-9a-fA-F]{40}$/ },
      { title: "a compressed public key (02 or 03 and 64 digits)", pattern: /^(0x)?0[23][0-9a-fA-F]{64}$/ },
      { title: "an uncompressed public key (04 and 128 digits)", pattern: /^(0x)?04[0-9a-fA-F]{128}$/ },
      { title: "a bech32 address (such as cosmos1… or bc1…)", pattern: /^[a-z]{2,20}1[02-9ac-hj-np-z]{30,90}$/ },
    ],
    source: "SEC 2; EIP-55; BIP-173",
  },
  ed25519: {
    name: "ed25519",
    title: "Ed25519",
    signs: "Transactions of Solana and the votes of validators on CometBFT chains.",
    identifiers: [
      { title: "a public key in base58, as Solana writes it", pattern: /^[1-9A-HJ-NP-Za-km-z]{32,44}$/ },
      { title: "a consensus address (such as cosmosvalcons1…)", pattern: /^[a-z]{2,30}1[02-9ac-hj-np-z]{30,90}$/ },
    ],
    source: "RFC 8032; Solana and CometBFT documentation",
  },
  "bls12-381": {
    name: "bls12-381",
    title: "BLS12-381",
    signs: "Duties and exits of Ethereum's validators.",
    identifiers: [{ title: "a public key of 48 bytes (0x and 96 digits)", pattern: /^(0x)?[0-9a-fA-F]{96}$/ }],
    source: "Ethereum's consensus specification; EIP-2335",
  },
};
