import type { CustodySpec } from "../types";

/** Keys inside a YubiHSM 2. */
export const YUBIHSM: CustodySpec = {
  kind: "yubihsm",
  title: "YubiHSM 2",
  about:
    "A small device in a USB port of one machine. It signs through its connector, for whoever knows one of its authentication keys.",
  curves: ["secp256k1", "ed25519"],
  curveReason: "the device has no BLS12-381",
  signsBy: "device",
  use: "Programs on the machine of the connector that hold an authentication key of the device, such as TMKMS.",
  recovery:
    "From a wrapped export: encrypted by a wrap key whose shares several custodians keep, and imported into a second device.",
  made: "Nothing. The device, its serial number and its custodians are written down, so that runbooks and reports know them.",
  rotation: {
    when: "An authentication key is known to someone who left, or the device is replaced.",
    steps: [
      "Make a new authentication key with the capabilities of the old one, and give it to the program.",
      "Delete the old authentication key, and the factory's (object 1) if it is still there.",
      "A new device: import the wrapped export there, check the public key, and only then move the program.",
    ],
    never: ["Do not run the program on both machines: TMKMS does not notice a second one, and both sign."],
  },
  loss: {
    when: "The device is broken, gone, or its machine does not come back.",
    steps: [
      "Make sure that the old machine is off and stays off.",
      "Bring the custodians together, restore the wrap key in the spare device, and import the wrapped export.",
      "Compare the public key with the one that is written down, then carry the state file of the signer over, or wait until it cannot have signed.",
      "Write the new serial number into the stack and apply.",
    ],
    never: ["Do not start without the state file of what was signed last."],
  },
  compromise: {
    when: "The device was out of sight, or somebody knows an authentication key.",
    steps: [
      "Pull the device, or stop its connector.",
      "Read its log (`yubihsm-shell -a get-logs`): which commands, by which authentication key?",
      "The key itself did not leave the device unless an export under wrap is in the log. If it is, treat the key as lost to others: rotate the consensus key on the chain.",
      "Reset the device and set it up anew before it is used again.",
    ],
  },
  sources: [
    "Yubico, YubiHSM 2 user guide: core concepts, backup and restore, command reference",
    "iqlusioninc/tmkms v0.15.0, README: no defence when several instances run at once",
  ],
};
