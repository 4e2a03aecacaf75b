import type { CustodySpec } from "../types";

/** Keys that are on no machine with a network. */
export const COLD: CustodySpec = {
  kind: "cold",
  title: "Cold storage",
  about: "The key is on paper, steel or a hardware wallet, and was never on a machine with a network.",
  curves: ["secp256k1", "ed25519", "bls12-381"],
  curveReason: "every key can be kept offline",
  signsBy: "people",
  use: "Its owners, in person, by the procedure that they drill.",
  recovery: "From the second copy, at another place. The drill shows that it can be read.",
  made: "Nothing. Owners and the day of the last drill are written down; a drill that is too long ago stops the synth.",
  rotation: {
    when: "An owner leaves who knew where a copy is, or a seal is broken without a reason.",
    steps: [
      "Make a new key offline, with two copies at two places, and prove that both can be read.",
      "Move what the old key owns, from the offline machine, after reading each transaction on the device.",
      "A withdrawal address of Ethereum cannot be changed once it is an address: there, exit and deposit anew.",
      "Destroy the old copies in front of two owners, when nothing is left under the old key.",
    ],
  },
  loss: {
    when: "A copy cannot be found or read.",
    steps: [
      "Fetch the other copy, prove that it can be read, and make a second one again.",
      "Was the lost copy sealed, and could somebody have read it? Then go on with the compromise.",
      "No copy can be read: what the key owns is lost. Write down which address, and take it out of every list.",
    ],
    never: ["Do not type a mnemonic into a machine with a network, not even to see whether it is the right one."],
  },
  compromise: {
    when: "A copy was out of hands, a seal is broken, or an address moved by itself.",
    steps: [
      "Move everything that the key owns to a key that is not concerned, at once: whoever reads a copy needs minutes.",
      "What cannot be moved, such as a stake that is locked: point its withdrawals elsewhere before somebody else does.",
      "Destroy nothing until it is clear who read what.",
    ],
  },
  sources: [
    "anza-xyz/docs.anza.xyz, best practices for security: the withdrawer's key is never on the validator",
    "ERC-2334; Nimbus guide, withdrawals",
  ],
};
