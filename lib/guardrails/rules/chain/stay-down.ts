import { commandLineOf } from "../../command-line";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { exampleSet, IMAGES } from "./examples";
import { signingOf } from "./signing";

export const stayDown = guardrail({
  id: "chain/stay-down",
  title: "A validator that stopped for a doppelganger or a slashing stays down",
  severity: "medium",
  why: "Kubernetes starts it again whatever its exit says, and the second start signs beside the twin that the first one saw.",
  fix: "run it by a script that writes a marker to its volume at such an exit and does not start while the marker is there",
  source: "Teku, how-to on doppelgangers (exit code 2); Nimbus v22.12.0, release notes (exit code 129)",
  subject: "pod",
  check: (pod) => {
    const { container, program } = signingOf(pod) ?? {};
    if (container === undefined || program?.kind !== "validator") return undefined;
    if (pod.spec["restartPolicy"] === "Never") return PASS;
    const { script } = commandLineOf(container);
    const codes = program.stayDown?.exitCodes;
    if (codes === undefined) {
      return unknown([], `which exits of ${program.name} mean that it must stay down is written nowhere`);
    }
    const isWatched = codes.every((code) => new RegExp(`\\b${code}\\b`).test(script ?? ""));
    return isWatched ? PASS : fail([], `a script that knows the exit codes ${codes.join(", ")} of ${program.name}`);
  },
  examples: () => {
    const script = (text: string) => ({ command: ["/bin/sh", "-c", text] });
    return {
      pass: [
        exampleObjects(
          "a script that watches the exit",
          exampleSet({
            image: IMAGES.teku,
            ...script('test ! -e /data/stay-down && teku vc; test "$?" -ne 2 || touch /data/stay-down'),
          }),
        ),
        exampleObjects("a pod that is never started again", {
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "it", namespace: "apps" },
          spec: { restartPolicy: "Never", containers: [{ name: "main", image: IMAGES.nimbus }] },
        }),
      ],
      fail: [
        exampleObjects("Teku as it is", exampleSet({ image: IMAGES.teku, args: ["validator-client"] })),
        exampleObjects("Nimbus as it is", exampleSet({ image: IMAGES.nimbus })),
        exampleObjects(
          "a script that does not look",
          exampleSet({ image: IMAGES.teku, ...script("exec teku vc --metrics-port=8002") }),
        ),
      ],
      unknown: [exampleObjects("a client that does not say", exampleSet({ image: IMAGES.lighthouse, args: ["vc"] }))],
      notApplicable: [
        exampleObjects("a beacon node", exampleSet({ image: IMAGES.lighthouse, args: ["bn"] })),
        exampleObjects("a signer, which takes orders", exampleSet({ image: IMAGES.dirk })),
        exampleObjects(
          "a validator by its label alone",
          exampleSet({ image: "registry.example.org/it:1" }, {}, {}, { "palisade.dev/kind": "validator" }),
        ),
      ],
    };
  },
});
