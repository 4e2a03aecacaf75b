import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, IMAGES } from "./examples";

export const feeRecipient = guardrail({
  id: "chain/fee-recipient",
  title: "Every validator says who gets its tips",
  severity: "medium",
  why: "Without an address of your own the tips of a block go to whoever the beacon node names, or to nobody for good.",
  fix: "set the fee recipient of the validator client to an address of your own",
  source: "documentation of Lighthouse, Prysm, Teku, Nimbus and Lodestar on fee recipients",
  subject: "container",
  check: (container) => judgeOptions(container, "fee-recipient"),
  examples: () => ({
    pass: [
      exampleProgram("an address", IMAGES.lighthouse, ["vc", `--suggested-fee-recipient=0x${"1".repeat(40)}`]),
      exampleProgram("a file with one for each key", "chainsafe/lodestar:v1.50.1", [
        "validator",
        "--proposerSettingsFile=/etc/proposers.yaml",
      ]),
    ],
    fail: [
      exampleProgram("no address", IMAGES.lighthouse, ["vc"]),
      exampleProgram("the address of nobody", IMAGES.lighthouse, [
        "vc",
        `--suggested-fee-recipient=0x${"0".repeat(40)}`,
      ]),
    ],
    unknown: [
      exampleProgram("an address from elsewhere", IMAGES.lighthouse, [
        "vc",
        "--suggested-fee-recipient=$" + "{var.address}",
      ]),
    ],
    notApplicable: [exampleProgram("a beacon node", IMAGES.lighthouse, ["bn"])],
  }),
});
