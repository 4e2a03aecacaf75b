/**
 * What alerts, dashboards and runbooks are written for: one program each, since metric names belong to a program.
 * `agent-service` is an agent that is always on, `agent-schedule` one that runs on a schedule, and `agent-models` the
 * model and tool calls of an agent that shows them. `vault` holds for OpenBao too, which kept the names. `web3signer` signs
 * duties of validators and `web3signer-transactions` transactions; `dirk` signs duties with shares of keys. `horcrux` is
 * one co-signer, and `horcrux-validator` what all co-signers of a validator sign together. `workload` is any program that
 * has no page of its own.
 */
export const SUBJECT_IDS = [
  "reth",
  "geth",
  "lighthouse",
  "erpc",
  "agent-service",
  "agent-schedule",
  "agent-models",
  "vault",
  "vault-snapshots",
  "cert-manager",
  "web3signer",
  "web3signer-transactions",
  "dirk",
  "horcrux",
  "horcrux-validator",
  "tmkms",
  "falco",
  "falcosidekick",
  "tetragon",
  "trivy-operator",
  "workload",
] as const;

/** Name of a page of the alert catalogue. */
export type SubjectId = (typeof SUBJECT_IDS)[number];
