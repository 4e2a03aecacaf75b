/** What a known program is, in the words of the vocabulary. */
export type ProgramKind = "node" | "validator" | "signer" | "rpc-gateway" | "secret-server" | "database" | "monitoring";

/** A program that is known by its image. */
export interface KnownProgram {
  /** What it is. */
  readonly kind: ProgramKind;
  /** Repositories that it is published under, without the registry. */
  readonly repositories: readonly string[];
}

/** Programs that tell what a workload is where nothing else does. Sources: each project's own image documentation. */
export const PROGRAMS: readonly KnownProgram[] = [
  {
    kind: "signer",
    repositories: ["consensys/web3signer", "attestant/dirk", "strangelove-ventures/horcrux", "iqlusioninc/tmkms"],
  },
  {
    kind: "node",
    repositories: ["paradigmxyz/reth", "ethereum/client-go", "sigp/lighthouse"],
  },
  { kind: "rpc-gateway", repositories: ["erpc/erpc"] },
  { kind: "secret-server", repositories: ["hashicorp/vault", "openbao/openbao"] },
];
