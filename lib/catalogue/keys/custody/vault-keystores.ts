import type { CustodySpec } from "../types";

/** Keys in Vault's KV store, which a signer loads into its memory. */
export const VAULT_KEYSTORES: CustodySpec = {
  kind: "vault-keystores",
  title: "Vault key-value store",
  about:
    "Each key stands under a path of its own in a KV v2 mount. The signer logs in with its service account and loads the keys into its memory: what signs is the signer, and Vault only keeps.",
  curves: ["bls12-381"],
  curveReason:
    "what loads keys from Vault here signs the duties of Ethereum's validators; keys of wallets belong where nobody can read them, as in KMS",
  signsBy: "online",
  use: "The service account of one signer, through a role that reads exactly its keys. Whoever can read the paths in Vault has the keys.",
  recovery:
    "From the backup that was made when the key was made: the mnemonic or the keystore, offline. A snapshot of Vault brings back the paths as they were.",
  made: "The policy that reads the paths and the role of the signer. A person makes the keys, outside of Terraform, and writes them into Vault.",
  rotation: {
    when: "Never for a validator: its BLS key is its identity, and the only way to another key is to exit. The login of the signer rotates by itself.",
    steps: [
      "To replace a validator's key: order a voluntary exit and wait until the validator has left.",
      "Make a new key offline, deposit for it, write it under its own path in Vault, and add its public key to the signer.",
      "Take the old public key away from the signer and apply.",
      "Delete the old path in Vault with all its versions only after the withdrawal has arrived.",
    ],
    never: ["Do not let the old and a new signer read one key at a time, not for a minute."],
  },
  loss: {
    when: "The signer loads fewer keys than it was given, or Vault does not know a path any more.",
    steps: [
      "`vault kv metadata get <mount>/<path>`: is a version deleted? Then `vault kv undelete -versions=<n> <mount>/<path>`.",
      "Make sure that no other signer or validator has the key: an offline key costs little, a second one costs the stake.",
      "Bring the key back from its offline backup to a clean machine and write it to its path.",
      "Restart the signer; its slashing-protection database still knows what it signed, so that nothing has to be imported.",
    ],
    never: ["Do not restore an old slashing-protection database together with the key."],
  },
  compromise: {
    when: "Somebody read a path who is not the signer, a Vault token leaked, or the validator signs what the signer did not.",
    steps: [
      "Stop the signer (replicas to 0): being down is always cheaper than signing twice.",
      "Revoke the signer's role and every token that could read the paths; Vault's audit log says which.",
      "A signing key in strange hands can be slashed but not emptied: order a voluntary exit of each validator concerned, at once.",
      "If the withdrawal key may be known too, make sure that withdrawals go to an address that only you control: the first change counts for ever.",
      "Report it as an incident; keep Vault's audit log and the database of signatures.",
    ],
    never: [
      "Do not move the key to another signer to stay online: the thief still has it.",
      "Do not start the signer again before you know that the thief cannot sign.",
    ],
  },
  sources: [
    "Consensys/web3signer 3522fc8, HashicorpSigningMetadata.java: keys of type hashicorp, Kubernetes login",
    "ERC-2334 (signing and withdrawal keys); Nimbus guide, withdrawals",
    "Vault documentation, KV secrets engine version 2",
  ],
};
