import type { CustodySpec } from "../types";

/** Signing keys inside AWS KMS. */
export const AWS_KMS: CustodySpec = {
  kind: "aws-kms",
  title: "AWS KMS",
  about:
    "The key is made inside AWS KMS and cannot be read by anyone. Whoever its policy names asks KMS to sign, and CloudTrail writes down each request.",
  curves: ["secp256k1", "ed25519"],
  curveReason:
    "KMS has no BLS12-381: a validator's key of Ethereum can be stored under a key of KMS, but not sign there",
  signsBy: "online",
  use: "The roles that `grantSign` named, and nobody else: the account's root and its administrators manage the key and cannot sign.",
  recovery:
    "Not at all: a key of KMS cannot be exported or backed up. Nobody may order its deletion but a role that was named for that; within the 30 days after it was ordered, an administrator takes it back.",
  made: "The key, its policy, its alias, the rule that reports changes to a topic, and the right to sign. Nothing is left to a person.",
  rotation: {
    when: "A person with the right to sign leaves, a partner asks for it, or the address changes its purpose. KMS does not rotate asymmetric keys.",
    steps: [
      "Declare a second `KeySource.awsKms` beside the first one and apply: it has an address of its own.",
      "Send a small amount to the new address and sign a transaction with it.",
      "Tell everyone who pays to the old address; change allow-lists and contracts that name it.",
      "Move what the old address holds, then take its `grantSign` away and apply.",
      "Keep the old key for as long as anything may still arrive there. Disable it; delete it only when its address is empty for good.",
    ],
    never: ["Do not delete the old key on the day of the move: what arrives late is lost with it."],
  },
  loss: {
    when: "The alarm says DisableKey or ScheduleKeyDeletion, or signatures fail with DisabledException or KMSInvalidStateException.",
    steps: [
      "`aws kms describe-key --key-id <alias>`: which state, and until when is the deletion pending?",
      "Deletion ordered: `aws kms cancel-key-deletion --key-id <key>`, then `aws kms enable-key --key-id <key>`.",
      "Disabled: `aws kms enable-key --key-id <key>`.",
      "CloudTrail: who did it, from where? If nobody of yours, go on with the compromise below.",
      "Deleted for good: the address can never sign again. What a contract can recover, recover by its owners; the rest is lost.",
    ],
    never: ["Do not wait out the 30 days to find out who did it: cancel first."],
  },
  compromise: {
    when: "A signature that nobody ordered, a role with kms:Sign in strange hands, or the alarm says PutKeyPolicy or CreateGrant outside of a deployment.",
    steps: [
      "`aws kms disable-key --key-id <key>`: nothing signs any more, and nothing is lost.",
      "Take the role away from whoever has it: end its sessions, stop the pods that hold it.",
      "`aws kms list-grants --key-id <key>` and `aws kms get-key-policy --key-id <key> --policy-name default`: revoke and put back what Terraform did not write.",
      "CloudTrail, event name Sign, for the key: write down each signature since the last one that is explained.",
      "Make a new key, enable the old one for a single transaction from a clean machine, and move everything to the new address.",
      "Report it as an incident; keep the old key disabled as evidence.",
    ],
    never: ["Do not delete the key: its policy and its history are the evidence, and its address may still receive."],
  },
  sources: [
    "AWS KMS Developer Guide, key spec reference: ECC_SECG_P256K1 and ECC_NIST_EDWARDS25519",
    'AWS KMS Developer Guide, "Key policies" and "Deleting AWS KMS keys"',
    'AWS KMS Developer Guide, "Logging AWS KMS API calls with AWS CloudTrail"',
  ],
};
