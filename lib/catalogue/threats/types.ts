import type { IncidentId } from "../incidents";

/** Who attacks, in the order of the docs. */
export const ATTACKER_IDS = [
  "outsider",
  "rpc-client",
  "malicious-dependency",
  "neighbour-pod",
  "compromised-agent",
  "stolen-laptop",
  "cluster-insider",
  "account-takeover",
] as const;

/** Name of an attacker. */
export type AttackerId = (typeof ATTACKER_IDS)[number];

/** What is worth attacking, in the order of the docs. */
export const ASSET_IDS = [
  "validator-keys",
  "hot-wallets",
  "withdrawal-keys",
  "vault",
  "terraform-state",
  "rpc-tier",
  "agents",
  "images",
  "pipeline",
  "control-plane",
  "audit-trail",
  "engineer-machine",
] as const;

/** Name of an asset. */
export type AssetId = (typeof ASSET_IDS)[number];

/** Somebody who attacks. */
export interface AttackerSpec {
  /** As people call them. */
  readonly title: string;
  /** What they can do before they begin, in a sentence or two. */
  readonly can: string;
}

/** Something worth attacking. */
export interface AssetSpec {
  /** As people call it. */
  readonly title: string;
  /** What its loss costs, in a sentence. */
  readonly loss: string;
}

/** One thing that one attacker tries. */
export interface ThreatSpec {
  /** Who tries it. */
  readonly attacker: AttackerId;
  /** What they want. */
  readonly asset: AssetId;
  /** What they try, in a sentence. */
  readonly tries: string;
  /** What stands in the way, in a sentence or two. */
  readonly control: string;
  /** Guardrails that refuse a stack without it, by their ids. */
  readonly rules: readonly string[];
  /** Constructs that are it: what is exported, after its family, such as `keys/KeySource.awsKms`. */
  readonly constructs: readonly string[];
  /** What is not covered, in a sentence. Nothing is covered as a whole. */
  readonly notCovered: string;
  /** What to do when it happened all the same. */
  readonly incident: IncidentId;
}
