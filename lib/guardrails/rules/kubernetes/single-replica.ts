import { exampleObjects, exampleWorkload } from "../../example";
import { recognise } from "../../recognise";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { isServed } from "./services";
import { volumesOfKind } from "./volumes";
import { leastReplicas } from "./workloads";

/** Things of which there is one on purpose: one key in one place, one database on one volume. */
const ONE_OF_EACH: readonly string[] = ["node", "validator", "signer", "database"];

export const singleReplica = guardrail({
  id: "kubernetes/single-replica",
  title: "What others call runs more than once",
  severity: "low",
  why: "Every update of it or of its node is an outage for those who call it.",
  fix: "set replicas to 2 or more; where there can only be one, set strategy.type to Recreate, which says so",
  aliases: ["deployment-replicas"],
  subject: "pod",
  check: (pod) => {
    const { object } = pod;
    if (object.kind !== "Deployment" || ONE_OF_EACH.includes(String(recognise(pod)?.kind))) return undefined;
    const strategy = read(object.manifest, ["spec", "strategy", "type"]);
    if (strategy.state === "known" && strategy.value === "Recreate") return undefined;
    // A volume of its own is mounted by one node at a time, as a rule.
    if (volumesOfKind(pod, "persistentVolumeClaim")?.length !== 0) return undefined;
    const served = isServed(pod);
    if (served === false) return undefined;
    const replicas = leastReplicas(object);
    if (replicas === undefined) return unknown([], "the number of pods is not known before the apply");
    // None at all is switched off.
    if (replicas !== 1) return PASS;
    return served === true
      ? fail([], "2 replicas or more", replicas)
      : unknown([], "it cannot be told whether others call it");
  },
  examples: () => {
    function workload(replicas: unknown) {
      return exampleWorkload("Deployment", { containers: [{ name: "main" }] }, {}, { replicas });
    }
    function service(app: string) {
      return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "it", namespace: "apps" },
        spec: { selector: { app } },
      };
    }
    return {
      pass: [
        exampleObjects("two", service("it"), workload(2)),
        exampleObjects(
          "two, one after the other",
          service("it"),
          exampleWorkload("Deployment", { containers: [] }, {}, { replicas: 2, strategy: { type: "RollingUpdate" } }),
        ),
        exampleObjects("none, which is switched off", service("it"), workload(0)),
      ],
      fail: [
        exampleObjects("one", service("it"), workload(1)),
        exampleObjects("a number that is not said, which is one", service("it"), workload(undefined)),
      ],
      unknown: [
        exampleObjects("a number from elsewhere", service("it"), workload("$" + "{var.count}")),
        exampleObjects("a Service for somebody", service("$" + "{var.app}"), workload(1)),
      ],
      notApplicable: [
        exampleObjects("one that nobody calls", workload(1)),
        exampleObjects("one that others do not call", service("other"), workload(1)),
        exampleObjects("one that must not run twice", service("it"), {
          ...exampleWorkload("Deployment", { containers: [] }, {}, { replicas: 1, strategy: { type: "Recreate" } }),
        }),
        exampleObjects(
          "a signer",
          service("it"),
          exampleWorkload("Deployment", { containers: [] }, { "palisade.dev/kind": "signer" }, { replicas: 1 }),
        ),
        exampleObjects(
          "one with a volume of its own",
          service("it"),
          exampleWorkload("Deployment", {
            containers: [],
            volumes: [{ name: "data", persistentVolumeClaim: { claimName: "it" } }],
          }),
        ),
        exampleObjects("a StatefulSet", service("it"), exampleWorkload("StatefulSet", { containers: [] })),
      ],
    };
  },
});
