import { exampleObjects } from "../../example";
import { judgeOptions } from "../../judge-options";
import { labelledKind } from "../../recognise";
import { guardrail } from "../../rule";
import type { PodView } from "../../subjects/pod-view";
import { textMembers } from "../../subjects/read-stack";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { configurationsOf } from "./configurations";
import { exampleSet, IMAGES } from "./examples";

export const validatorSentry = guardrail({
  id: "chain/validator-sentry",
  title: "A validator of CometBFT speaks to its sentries alone",
  severity: "high",
  why: "A validator that exchanges peers tells its address to the whole network, and whoever floods it takes it off its duties.",
  fix: "set pex to false and persistent_peers to the sentries; the sentries name it in private_peer_ids",
  source: "CometBFT, docs/core/validators.md; 0xPolygon, validator best practices",
  subject: "container",
  check: (container) => {
    if (labelledKind(container.pod) !== "validator") return undefined;
    return judgeOptions(container, "sentry").map((each) => (isAbsent(each) ? judgeFiles(container.pod) : each));
  },
  examples: () => {
    const own = { "palisade.dev/kind": "validator" };
    const validator = (args: readonly string[], labels = own) =>
      exampleSet(
        { image: IMAGES.gaia, args: ["start", ...args] },
        {},
        { volumes: [{ name: "config", configMap: { name: "config" } }] },
        labels,
      );
    const file = (text: string) => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "config", namespace: "apps" },
      data: { "config.toml": text },
    });
    return {
      pass: [
        exampleObjects("no exchange of peers", validator(["--p2p.pex=false"])),
        exampleObjects("the same in its file", validator([]), file("[p2p]\npex = false\n")),
        exampleObjects("an option over a file", validator(["--p2p.pex=false"]), file("[p2p]\npex = true\n")),
      ],
      fail: [
        exampleObjects("an exchange of peers", validator(["--p2p.pex=true"])),
        exampleObjects("the same in its file", validator([]), file("[p2p]\n  pex=true\n")),
      ],
      unknown: [
        exampleObjects("a file that is not seen", validator([])),
        exampleObjects("a file that does not say", validator([]), file("[rpc]\nunsafe = false\n# pex = true\n")),
        exampleObjects("a value from elsewhere", validator(["--p2p.pex=$" + "{var.pex}"])),
      ],
      notApplicable: [
        exampleObjects("a sentry", validator(["--p2p.pex=true"], { "palisade.dev/kind": "sentry" })),
        exampleObjects(
          "a validator of another kind",
          exampleSet({ image: IMAGES.lighthouse, args: ["vc"] }, {}, {}, own),
        ),
      ],
    };
  },
});

/** Whether a judgement is about the container as a whole, since the option does not stand there. */
function isAbsent(judgement: Judgement): boolean {
  return judgement.verdict === "fail" && judgement.at.length === 0;
}

function judgeFiles(pod: PodView): Judgement {
  for (const file of configurationsOf(pod)) {
    for (const [name, text] of Object.entries(textMembers(file.manifest["data"]))) {
      const [, said] = /^[ \t]*pex[ \t]*=[ \t]*(true|false)/m.exec(text) ?? [];
      if (said === "false") return PASS;
      if (said !== undefined) return on(file, fail(["data", name], "pex = false", "pex = true"));
    }
  }
  return unknown([], "its config.toml, which says whether it exchanges peers, is not seen here");
}
