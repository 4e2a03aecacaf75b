import type { ThreatSpec } from "./types";

/** Threats to what signs, and to what it signs for. */
export const KEY_THREATS: readonly ThreatSpec[] = [
  {
    attacker: "outsider",
    asset: "validator-keys",
    tries: "Calls a signer, a key manager or an engine API from outside.",
    control: "None of these is published, and a signer signs for clients that it knows by certificate alone.",
    rules: [
      "chain/published-signer",
      "chain/published-engine-api",
      "chain/key-manager",
      "chain/signer-clients",
      "chain/signer-tls",
      "network/open-chain-port",
    ],
    constructs: ["keys/RemoteSigner", "keys/SignerTls", "core/Exposure"],
    notCovered: "A hole in the signer's own program, before it looks at the certificate.",
    incident: "signer-anomaly",
  },
  {
    attacker: "neighbour-pod",
    asset: "validator-keys",
    tries: "Asks the signer for signatures, or reads its keys from the store.",
    control:
      "Network policies let in who was granted; the keys' paths are read by one service account of one namespace, and others are told about at run time.",
    rules: [
      "network/namespace-default-deny",
      "network/unenforced-network-policy",
      "kubernetes/pod-network-policy",
      "identity/vault-role-subjects",
      "identity/secret-reading-role",
    ],
    constructs: ["keys/VaultKeystores", "core/Workload", "mesh/ServiceMesh", "runtime/RuntimeDetection"],
    notCovered: "A way out of a container onto the node: whoever is root there reads the memory of its pods.",
    incident: "intrusion",
  },
  {
    attacker: "cluster-insider",
    asset: "validator-keys",
    tries: "Starts a second signer with the same keys, by mistake or to have them slashed.",
    control:
      "One key in one place over all environments, one replica without a shared database, and no scaling: all at synth.",
    rules: [
      "chain/one-key-one-place",
      "chain/one-replica",
      "chain/autoscaled-signer",
      "chain/overlapping-update",
      "chain/slashing-protection",
      "chain/restored-protection",
      "chain/stay-down",
      "chain/doppelganger-protection",
    ],
    constructs: [
      "keys/claimKeys",
      "keys/SlashingProtectionDatabase",
      "keys/CosmosSigner.horcrux",
      "keys/DistributedSigner",
    ],
    notCovered:
      "What is started by hand, in another app or on a laptop: the registry knows the stacks of one app. Doppelganger protection sees it late.",
    incident: "signer-anomaly",
  },
  {
    attacker: "cluster-insider",
    asset: "validator-keys",
    tries: "Makes a pod with the signer's service account, in its namespace, and reads what it reads.",
    control:
      "Nobody but a pipeline should make pods there; runtime detection tells of other programs, and shares of a key are apart.",
    rules: ["identity/cluster-admin-binding", "identity/escalating-role", "identity/wildcard-role"],
    constructs: ["policy/AdmissionPolicies", "keys/CosmosSigner", "keys/DistributedSigner"],
    notCovered:
      "Kubernetes has no way to refuse it: whoever may make pods in a namespace has its service accounts. Keys that must outlive an insider belong in KMS, an HSM or an enclave.",
    incident: "key-compromise",
  },
  {
    attacker: "malicious-dependency",
    asset: "validator-keys",
    tries: "Comes with an image of the signer, and sends the keys away.",
    control: "Images beside keys are named by digest and reach only what was asked for; whatever else they do is told.",
    rules: ["supply-chain/pinned-guardian-image", "kubernetes/network-policy-direction", "chain/outdated-client"],
    constructs: ["runtime/RuntimeDetection", "policy/SignedImages", "runtime/ImageScanning"],
    notCovered: "A release that is malicious in its own project, and was reviewed and locked in good faith.",
    incident: "supply-chain",
  },
  {
    attacker: "account-takeover",
    asset: "validator-keys",
    tries: "Takes the database of signatures, restores an old copy, or destroys it.",
    control:
      "Two zones, a key of its own, deletion protection; a restore asks for a sentence and is stopped by a rule.",
    rules: ["chain/slashing-database", "chain/restored-protection", "backup/database-deletion-protection"],
    constructs: ["keys/SlashingProtectionDatabase"],
    notCovered:
      "An administrator who does it past Terraform. The alarm comes after; the signers then have to stay down.",
    incident: "signer-anomaly",
  },
  {
    attacker: "neighbour-pod",
    asset: "hot-wallets",
    tries: "Sends transactions to the signer.",
    control:
      "Only a guard that keeps limits, recipients and calls reaches it, by certificate and network policy. Without `calls` no call data is signed, and so no token moves.",
    rules: ["chain/signer-clients", "kubernetes/pod-network-policy"],
    constructs: ["keys/TransactionSigner", "keys/SpendEnforcement.by"],
    notCovered:
      "The guard itself: Palisade ships none yet, and whoever has it spends up to its limits. Amounts are of the chain's own coin: whoever may call `transfer` or `approve` of a token gives away all of it.",
    incident: "key-compromise",
  },
  {
    attacker: "compromised-agent",
    asset: "hot-wallets",
    tries: "Has a payment signed that somebody wrote into a web page.",
    control: "No agent reaches a signer without limits in between; what it may reach is named.",
    rules: ["agents/signer-access", "agents/open-egress"],
    constructs: ["agent/Agent", "keys/TransactionSigner"],
    notCovered:
      "Payments within its limits to recipients on the list, and calls on the list, whose tokens no amount limits. That is the loss you accept.",
    incident: "key-compromise",
  },
  {
    attacker: "account-takeover",
    asset: "hot-wallets",
    tries: "Lets a role of its own sign with a key in KMS, or deletes the key.",
    control:
      "The account's root may administer and not sign; a change of policy or alias, a grant, a disabling or a deletion is told at once; its policy refuses deletion, which would wait 30 days besides.",
    rules: [
      "identity/signing-key-duties",
      "identity/key-policy",
      "identity/wildcard-principal",
      "encryption/key-deletion-window",
      "state/prevented-destroy",
    ],
    constructs: ["keys/KeySource.awsKms", "audit/AuditTrail"],
    notCovered:
      "An administrator may write themselves into the policy: that raises an alarm and is not refused. Larger sums belong in a multisig, an MPC or a cold key.",
    incident: "key-compromise",
  },
  {
    attacker: "account-takeover",
    asset: "hot-wallets",
    tries: "Runs an enclave of its own, or one in debug mode, to have a key given in clear.",
    control: "The key is given to measured images and to a signer's certificate alone; debug mode is refused.",
    rules: ["identity/debug-enclave"],
    constructs: ["keys/KeySource.nitroEnclave", "keys/KeySource.cloudHsm"],
    notCovered: "A faulty program inside the enclave, and `kms:Sign`, whose use no attestation binds.",
    incident: "key-compromise",
  },
  {
    attacker: "cluster-insider",
    asset: "hot-wallets",
    tries: "Makes a pod with the payer's service account, and signs past the guard.",
    control: "One role signs with a key, its sessions end, and every signature stands in a log that nobody can remove.",
    rules: ["identity/read-everything", "identity/cluster-administrators", "kubernetes/default-service-account"],
    constructs: ["eks/PodRole", "keys/KeySource.awsKms", "audit/AuditTrail"],
    notCovered:
      "It is not refused: whoever may make pods in that namespace has its role. Keep in a hot wallet what you can lose.",
    incident: "key-compromise",
  },
  {
    attacker: "cluster-insider",
    asset: "withdrawal-keys",
    tries: "Finds one on a node, in a store or in a stack.",
    control: "Keys that own a stake are declared and never loaded; nothing that runs signs with one.",
    rules: [
      "chain/cold-key",
      "chain/offline-key",
      "secrets/mnemonic",
      "secrets/keystore",
      "secrets/extended-private-key",
    ],
    constructs: ["keys/KeySource.cold", "keys/KeySource.multisig"],
    notCovered: "A mnemonic in a place that no stack describes: a note, a photograph, a password manager.",
    incident: "key-compromise",
  },
  {
    attacker: "stolen-laptop",
    asset: "withdrawal-keys",
    tries: "Uses the device or the share of one owner.",
    control: "More than one owner has to sign, and the recovery was drilled within the year.",
    rules: ["chain/multisig-threshold", "chain/drilled-cold-key"],
    constructs: ["keys/KeySource.multisig", "keys/KeySource.cold", "keys/KeySource.yubiHsm"],
    notCovered: "Whether owners really are apart, and whether the drill was real: both are declared by people.",
    incident: "key-compromise",
  },
];
