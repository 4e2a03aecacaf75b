import type { CustodySpec } from "../types";

/** Keys in shares between a provider and a co-signer of one's own. */
export const EXTERNAL_MPC: CustodySpec = {
  kind: "external-mpc",
  title: "External MPC",
  about:
    "The key exists only in shares: some with a provider, one in a co-signer of your own. They sign together, and no place ever has the whole key.",
  curves: ["secp256k1", "ed25519"],
  curveReason: "providers sign transactions of wallets; duties of Ethereum's validators are not among them",
  signsBy: "online",
  use: "The provider's own policy decides: which user may order what, and who approves. The co-signer answers for one API user.",
  recovery:
    "By the provider's recovery kit, which its owners keep offline, or by pairing a new co-signer, which the workspace's owner approves.",
  made: "What a co-signer needs to stand on: its role, the key that encrypts its share, its storage. The rest is marked as to be done by a person.",
  rotation: {
    when: "The provider asks for it, or the machine of the co-signer is replaced.",
    steps: [
      "Pair a second co-signer, with a role, key and storage of its own, and let the workspace's owner approve it.",
      "Let it sign one small transaction.",
      "Unpair the first co-signer in the provider's console, then take its resources away.",
    ],
  },
  loss: {
    when: "The co-signer does not answer, its storage is gone, or its key of KMS is disabled.",
    steps: [
      "Key of KMS disabled or about to be deleted: cancel that first, the share is encrypted under it.",
      "Storage gone: bring back the last version of its objects; versions are kept.",
      "Neither comes back: pair a new co-signer. The provider still has its shares, so nothing is lost but time.",
      "The provider itself is gone: the owners open the recovery kit offline, on a machine that never had a network.",
    ],
    never: [
      "Do not open the recovery kit as long as the provider answers: from then on the whole key exists in one place.",
    ],
  },
  compromise: {
    when: "A transaction that nobody approved, or the co-signer's machine or role is in strange hands.",
    steps: [
      "Freeze the workspace in the provider's console, or ask its emergency line to.",
      "Unpair the co-signer and end the sessions of its role.",
      "One share is not the key: find out whether the policy of the workspace let more through than one co-signer may.",
      "Pair a new co-signer on new resources, and move what the policy allows to a vault that the old one never served.",
    ],
  },
  sources: [
    "developers.fireblocks.com, AWS Nitro API co-signer: EC2, S3, KMS and IAM resources, one set for each co-signer",
    "developers.fireblocks.com, install API co-signer on AWS: the owner approves on the mobile app",
  ],
};
