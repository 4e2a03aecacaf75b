import type { AssetId, AssetSpec, AttackerId, AttackerSpec } from "./types";

/** Everybody who attacks. */
export const ATTACKERS: Readonly<Record<AttackerId, AttackerSpec>> = {
  outsider: {
    title: "an outsider on the internet",
    can: "Reaches every public address, scans, sends what they like, and floods. Has no account.",
  },
  "rpc-client": {
    title: "a client of the RPC tier",
    can: "Has an address or a key that the tier answers, and sends calls that cost more than they pay.",
  },
  "malicious-dependency": {
    title: "a malicious dependency or image",
    can: "Runs inside a pod, a pipeline or the synth, with the rights of whatever brought it.",
  },
  "neighbour-pod": {
    title: "a neighbour pod",
    can: "Runs in the same cluster or on the same node, with a service account of its own and no other rights.",
  },
  "compromised-agent": {
    title: "an agent that was talked into something",
    can: "Has the agent's tools, budget, secrets and network, and follows orders that stood in what it read.",
  },
  "stolen-laptop": {
    title: "a thief of a developer's laptop",
    can: "Has the disk, open sessions, a clone of the repository and cached credentials until somebody notices.",
  },
  "cluster-insider": {
    title: "an insider with rights in the cluster",
    can: "May make pods and read objects in some namespaces, or in all of them. Knows how things are called.",
  },
  "account-takeover": {
    title: "somebody with the cloud account",
    can: "Holds a session of an administrator, or of the root user.",
  },
};

/** Everything that is worth attacking. */
export const ASSETS: Readonly<Record<AssetId, AssetSpec>> = {
  "validator-keys": {
    title: "validators' keys",
    loss: "Whoever signs with them can have the stake slashed. What was slashed does not come back.",
  },
  "hot-wallets": { title: "hot wallets", loss: "What they hold is gone with one signature." },
  "withdrawal-keys": {
    title: "withdrawal keys of stakes",
    loss: "Whoever has one takes the stake, or where it goes, for ever.",
  },
  vault: {
    title: "Vault, its root and its recovery shares",
    loss: "Every secret in it, and through its engines every database and role.",
  },
  "terraform-state": {
    title: "Terraform's state",
    loss: "It says where everything is. Whoever writes it decides what the next apply destroys.",
  },
  "rpc-tier": {
    title: "the RPC tier and its paying clients",
    loss: "Clients get no answers or wrong ones; upstream providers send the bill.",
  },
  agents: {
    title: "agents, their tools and their budgets",
    loss: "Whatever their tools may do, done for somebody else, and the money that the models cost.",
  },
  images: { title: "images, charts and packages", loss: "Somebody else's program runs where yours should." },
  pipeline: { title: "the pipeline", loss: "It may apply, so it may do everything." },
  "control-plane": {
    title: "the cluster's control plane",
    loss: "Every pod, every Secret object and every service account of the cluster.",
  },
  "audit-trail": {
    title: "logs and the audit trail",
    loss: "Nobody knows what was done, by whom, or whether it is over.",
  },
  "engineer-machine": {
    title: "an engineer's machine",
    loss: "Everything that the engineer may do, in the engineer's name.",
  },
};
