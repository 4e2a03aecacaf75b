import { judgeOptions } from "../../judge-options";
import { guardrail } from "../../rule";
import { exampleProgram, IMAGES } from "./examples";

export const doppelgangerProtection = guardrail({
  id: "chain/doppelganger-protection",
  title: "Every validator looks for a second one with its keys before it signs",
  severity: "medium",
  why: "It is the last net under a move that went wrong: two validators with one key are slashed within minutes.",
  fix: "turn the client's check for doppelgangers on; it costs two to four epochs of duty at each start",
  source: "documentation of Lighthouse, Prysm, Teku, Nimbus and Lodestar on doppelgangers",
  subject: "container",
  check: (container) => judgeOptions(container, "doppelganger"),
  examples: () => ({
    pass: [
      exampleProgram("Lighthouse with it", IMAGES.lighthouse, ["vc", "--enable-doppelganger-protection"]),
      exampleProgram("Teku with it", IMAGES.teku, ["validator-client", "--doppelganger-detection-enabled=true"]),
      exampleProgram("Nimbus, which does it unless told not to", IMAGES.nimbus, ["--data-dir=/data"]),
    ],
    fail: [
      exampleProgram("Lighthouse without it", IMAGES.lighthouse, ["vc", "--datadir=/data"]),
      exampleProgram("Teku told not to", IMAGES.teku, ["validator-client", "--doppelganger-detection-enabled=false"]),
      exampleProgram("Nimbus told not to", IMAGES.nimbus, ["--doppelganger-detection:off"]),
    ],
    unknown: [
      exampleProgram("options in a file", IMAGES.teku, ["validator-client", "--config-file=/etc/teku.yaml"]),
      exampleProgram("words from elsewhere", IMAGES.lighthouse, ["vc", "$" + "{var.words}"]),
    ],
    notApplicable: [
      exampleProgram("a beacon node", IMAGES.lighthouse, ["bn"]),
      exampleProgram("an image that nobody knows", "registry.example.org/app:1.2.3", ["vc"]),
    ],
  }),
});
