import { exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS } from "../../verdict";
import { isEmpty } from "./lists";
import { isReplicated, leastReplicas } from "./workloads";

const AT = ["topologySpreadConstraints"];
/** Places of a pod's spec that keep its like apart. */
const SPREADS = [AT, ["affinity", "podAntiAffinity"]];

export const replicaSpread = guardrail({
  id: "kubernetes/replica-spread",
  title: "Pods of one kind do not lie on one node",
  severity: "medium",
  why: "The scheduler may put all of them on one machine or in one zone, and they all go with it.",
  fix: "set topologySpreadConstraints over topology.kubernetes.io/zone and kubernetes.io/hostname; a Workload does",
  aliases: [
    "pod-topology-spread-constraints",
    "deployment-has-host-podantiaffinity",
    "statefulset-has-host-podantiaffinity",
  ],
  subject: "pod",
  check: ({ object, spec }) => {
    if (!isReplicated(object)) return undefined;
    const isSpread = SPREADS.some((path) => {
      const found = read(spec, path);
      return found.state === "unknown" || (found.state === "known" && !isEmpty(found.value));
    });
    if (isSpread) return PASS;
    const replicas = leastReplicas(object);
    return replicas !== undefined && replicas >= 2 ? fail(AT, "a constraint") : undefined;
  },
  examples: () => {
    function workload(replicas: unknown, spec: Readonly<Record<string, unknown>>) {
      return exampleWorkload("Deployment", { containers: [{ name: "main" }], ...spec }, {}, { replicas });
    }
    return {
      pass: [
        exampleObjects("a constraint", workload(2, { topologySpreadConstraints: [{ maxSkew: 1 }] })),
        exampleObjects("pods that avoid each other", workload(2, { affinity: { podAntiAffinity: { x: [] } } })),
        exampleObjects("constraints from elsewhere", workload(2, { topologySpreadConstraints: "$" + "{var.spread}" })),
      ],
      fail: [
        exampleObjects("a rollout", {
          ...workload(2, {}),
          apiVersion: "argoproj.io/v1alpha1",
          kind: "Rollout",
        }),
        exampleObjects("nothing that keeps them apart", workload(2, {})),
        exampleObjects("an empty list", workload(2, { topologySpreadConstraints: [] })),
        exampleObjects("an empty block", workload(2, { affinity: { podAntiAffinity: {} } })),
        exampleObjects(
          "a StatefulSet",
          exampleWorkload("StatefulSet", { containers: [], affinity: { nodeAffinity: {} } }, {}, { replicas: 3 }),
        ),
      ],
      notApplicable: [
        exampleObjects("one pod", workload(1, {})),
        exampleObjects("a number from elsewhere", workload("$" + "{var.count}", {})),
        exampleObjects("one pod on each node", exampleWorkload("DaemonSet", { containers: [] })),
      ],
    };
  },
});
