import {
  accountLog,
  CLOUDTRAIL_SOURCE,
  END_SESSIONS,
  IAM_SOURCE,
  NINETY_DAYS,
  NO_APPLY,
  REVIEW,
  SOMEBODY_LEADS,
} from "./common";
import type { IncidentSpec } from "./types";

/** Somebody else has a key, or may sign with it. */
export const KEY_COMPROMISE: IncidentSpec = {
  id: "key-compromise",
  title: "A key is compromised",
  about:
    "Somebody else has a key of a chain, or can have it sign: a validator's, a hot wallet's, an owner's of a multisig. Go by this page where it is likely enough; waiting for proof costs more than a false alarm. The page of the key source goes further.",
  signs: [
    { text: "A transaction or a message on a chain that nobody ordered." },
    { alarm: "key-leaving" },
    { alert: "FalcoSignerRuleMatched" },
    { alert: "TetragonSignerPolicyMatched" },
    { alert: "SignerUnknownKey" },
    { text: "A login at the path of a keystore in Vault's audit log that is not the signer's." },
    { text: "A seal of a cold key that is broken, or a custodian's device that is gone." },
  ],
  firstMinutes: [
    SOMEBODY_LEADS,
    {
      text: "Which key? Every source stands in the synthesized file, under `palisade.keySources`: name, custody, public keys, owners. Its page says what the key can do: [keys and signers](../../keys.md#key-sources).",
    },
    {
      text: "A key in AWS KMS: disable it. Nothing signs with it any more, and nothing is lost. `disable-key` takes the id of the key and no alias.",
      commands: [
        "aws kms describe-key --key-id alias/palisade/sign/NAME --query KeyMetadata.KeyId --output text",
        "aws kms disable-key --key-id KEY",
      ],
    },
    {
      text: "A validator's key: stop its signer and its validator client. Being down costs little; two that sign cost the stake.",
      commands: [
        "kubectl --namespace NAMESPACE get deployments,statefulsets --selector palisade.dev/kind=signer",
        "kubectl --namespace NAMESPACE scale deployment NAME --replicas=0",
        "kubectl --namespace NAMESPACE scale statefulset NAME --replicas=0",
      ],
    },
    {
      text: "An external MPC: freeze the workspace in the provider's console, or call its emergency line. A multisig: the other owners exchange the owner. A cold key: move what it owns, at once.",
    },
  ],
  contain: [
    NO_APPLY,
    END_SESSIONS,
    {
      text: "Take away grants and a policy of the key that no stack wrote. Terraform does not see grants.",
      commands: [
        "aws kms list-grants --key-id KEY",
        "aws kms revoke-grant --key-id KEY --grant-id GRANT",
        "aws kms get-key-policy --key-id KEY --policy-name default --query Policy --output text",
      ],
    },
    {
      text: "A keystore in Vault: take the signer's role away, then every token that could read the path. The audit log has their accessors.",
      commands: [
        "vault delete auth/kubernetes/role/ROLE",
        "vault token lookup -accessor ACCESSOR",
        "vault token revoke -accessor ACCESSOR",
      ],
    },
    {
      text: "A stake: whoever has a signing key can have it slashed, and cannot take it. Order the voluntary exit of each validator concerned now; it takes its time in the queue. Where withdrawals still go to a BLS key that may be known too, set an address that you alone control: the first change counts for ever.",
    },
  ],
  findOut: [
    {
      text: `What was signed since the last signature that somebody can explain? ${NINETY_DAYS}`,
      commands: [accountLog("EventName", "Sign", "2026-11-20T00:00:00Z")],
    },
    {
      text: "Who changed who may use the key?",
      commands: [
        accountLog("EventName", "PutKeyPolicy", "2026-11-01T00:00:00Z"),
        accountLog("EventName", "CreateGrant", "2026-11-01T00:00:00Z"),
      ],
    },
    {
      text: "How did they get to it: the pod of the signer, a pipeline, a laptop, a person? Until that is known every other key on the same way counts as compromised. Go on with [intrusion](intrusion.md), [secret leak](secret-leak.md) or [supply chain](supply-chain.md).",
    },
  ],
  recover: [
    {
      text: "Make a new key of a source of its own, beside the old one, and prove it with a small amount. People who know the way in is closed decide that it is time.",
    },
    {
      text: "A hot wallet: enable the old key for a single transaction, from a clean machine, that moves everything; then disable it again and leave it so.",
      commands: ["aws kms enable-key --key-id KEY", "aws kms disable-key --key-id KEY"],
    },
    {
      text: "A validator whose key nobody else had after all: bring its history of signatures (EIP-3076) along, see that the other is down, wait for two epochs, and start one.",
    },
    {
      text: "Tell those who pay to the old address, and change allow-lists, contracts and `recipients` that name it.",
    },
  ],
  afterwards: [
    REVIEW,
    {
      text: "Keep the old key disabled: its policy and its history are the evidence, and something may still arrive at its address.",
    },
    { text: "Drill the recovery of the new key, and write the day into `lastDrill` where there is one." },
  ],
  never: [
    "Never start a second signer with the same keys to stay online: the thief still has the key, and now three sign.",
    "Never restart a validator that stopped for a doppelganger before it is known who the other one is.",
    "Never delete a key of KMS, a path in Vault or the database of signatures: they are the evidence, and funds may still arrive.",
    "Never restore the database of signatures from an older copy: it forgets what was signed since.",
    "Never type a mnemonic into a machine to look whether it is the right one.",
  ],
  helps: [
    {
      construct: "keys/KeySource.awsKms",
      prop: "alarmTopicArn",
      helps: "says within seconds that the key was disabled, handed on or is about to be deleted",
    },
    {
      construct: "keys/TransactionSigner",
      prop: "grantSign(reader, limits)",
      helps: "bounds what one client can have signed, where a guard enforces it",
    },
    {
      construct: "keys/claimKeys",
      helps: "knows where each key is used, so that one place has to be stopped",
    },
    { construct: "audit/AuditTrail", helps: "keeps every signature of KMS for years, where nobody can remove it" },
    {
      construct: "runtime/RuntimeDetection",
      helps: "tells of whatever else runs, connects or reads in the pod of a signer",
    },
  ],
  further: {
    "keys in AWS KMS": "../keys/aws-kms.md#compromise",
    "keys in Vault": "../keys/vault-keystores.md#compromise",
    CloudHSM: "../keys/cloud-hsm.md#compromise",
    enclaves: "../keys/nitro-enclave.md#compromise",
    "external MPC": "../keys/external-mpc.md#compromise",
    YubiHSM: "../keys/yubihsm.md#compromise",
    multisig: "../keys/multisig.md#compromise",
    "cold storage": "../keys/cold.md#compromise",
  },
  sources: [
    "AWS KMS API Reference, DisableKey, ListGrants and RevokeGrant",
    IAM_SOURCE,
    CLOUDTRAIL_SOURCE,
    "Vault documentation, token revoke and the Kubernetes auth method",
    "EIP-3076, slashing protection interchange format",
  ],
};
