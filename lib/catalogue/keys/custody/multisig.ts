import type { CustodySpec } from "../types";

/** An account that several owners control together. */
export const MULTISIG: CustodySpec = {
  kind: "multisig",
  title: "Multisig account",
  about: "An account on a chain that moves only when enough of its owners sign. Each owner keeps a key of their own.",
  curves: ["secp256k1", "ed25519"],
  curveReason: "multisig accounts are contracts or programs of chains whose accounts sign with these",
  signsBy: "people",
  use: "Its owners, as many together as the threshold says.",
  recovery:
    "An owner's lost key is replaced by the others, as long as they still reach the threshold. Below it, nobody can.",
  made: "Nothing. Owners and threshold are written down, and what the chain says is compared with them by a person.",
  rotation: {
    when: "An owner leaves, or gets a new device.",
    steps: [
      "The owners sign the exchange of one address for another; the threshold stays as it is.",
      "Read owners and threshold back from the chain, and write the new owner into the stack.",
      "The new owner signs one transaction that moves nothing.",
    ],
    never: ["Do not lower the threshold for the exchange, and do not exchange two owners in one transaction."],
  },
  loss: {
    when: "An owner cannot sign any more.",
    steps: [
      "Count: how many owners can still sign, and does that reach the threshold?",
      "Exchange the lost owner at once. One more loss may be the one too many.",
      "Threshold not reached: stop paying in, and look for the backup of each owner's device before anything else.",
    ],
  },
  compromise: {
    when: "The key of an owner is known to somebody else, or an owner signed what they did not read.",
    steps: [
      "The other owners exchange that owner at once.",
      "Threshold of owners in doubt: move everything to a new account with new owners, from clean machines, reading each transaction on the device.",
      "Check modules, guards and allowances of the account: they move funds without a signature.",
    ],
    never: ["Do not sign from a screen alone: compare address, amount and call data on the device."],
  },
  sources: ["Safe documentation, owners and threshold; Squads documentation, members and threshold"],
};
