import { asText, type JsonRecord } from "../../../core/json";
import { exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import type { StackView } from "../../subjects/stack-view";
import { read, valueIn } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { budgetsOver, isBudgetOf } from "./disruption-budgets";
import { isReplicated, leastReplicas, objectsOfKind } from "./workloads";

const MOST = ["spec", "maxUnavailable"];
const LEAST = ["spec", "minAvailable"];

export const blockingDisruptionBudget = guardrail({
  id: "kubernetes/blocking-disruption-budget",
  title: "Every disruption budget lets a pod go",
  severity: "medium",
  why: "A node can then never be drained: updates of nodes stop, until somebody ends the pods by force and without their time to stop.",
  fix: "set maxUnavailable to 1, as a Workload does",
  source: "Kubernetes documentation, Specifying a Disruption Budget for your Application",
  subject: "stack",
  check: (stack) => {
    const budgets = objectsOfKind(stack, "PodDisruptionBudget");
    const replicas =
      budgets.length === 0 ? new Map<ObjectView, readonly (number | undefined)[]>() : replicasByBudget(stack);
    return budgets.map((budget) => on(budget, judgeBudget(budget, replicas.get(budget) ?? [])));
  },
  examples: () => {
    function budget(spec: JsonRecord) {
      return {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name: "it", namespace: "apps" },
        spec: { selector: { matchLabels: { app: "it" } }, ...spec },
      };
    }
    function workload(replicas: unknown, labels: Readonly<Record<string, string>> = {}) {
      return exampleWorkload("Deployment", { containers: [{ name: "main" }] }, labels, { replicas });
    }
    return {
      pass: [
        exampleObjects("one pod may go", budget({ maxUnavailable: 1 })),
        exampleObjects("half of them may go", budget({ minAvailable: "50%" })),
        exampleObjects("one of two has to stay", budget({ minAvailable: 1 }), workload(2)),
        exampleObjects("one of one of other pods", budget({ minAvailable: 1 }), workload(1, { app: "other" })),
        exampleObjects("a budget that says nothing", budget({})),
        exampleObjects("one of none, which is switched off", budget({ minAvailable: 1 }), workload(0)),
        exampleObjects(
          "a share of a number from elsewhere",
          budget({ minAvailable: "50%" }),
          workload("$" + "{var.n}"),
        ),
        exampleObjects(
          "as many as there may be at least, and more at times",
          budget({ minAvailable: 2 }),
          workload(5),
          {
            apiVersion: "autoscaling/v2",
            kind: "HorizontalPodAutoscaler",
            metadata: { name: "it", namespace: "apps" },
            spec: { minReplicas: 3, scaleTargetRef: { kind: "Deployment", name: "it" } },
          },
        ),
      ],
      fail: [
        exampleObjects("none may go", budget({ maxUnavailable: 0 })),
        exampleObjects("none may go, in percent", budget({ maxUnavailable: "0%" })),
        exampleObjects("all have to stay", budget({ minAvailable: "100%" })),
        exampleObjects("two of two have to stay", budget({ minAvailable: 2 }), workload(2)),
        exampleObjects(
          "two of two of a StatefulSet",
          budget({ minAvailable: 2 }),
          exampleWorkload("StatefulSet", { containers: [] }, {}, { replicas: 2 }),
        ),
        exampleObjects("the only one has to stay", budget({ minAvailable: 1 }), workload(undefined)),
        exampleObjects("as many as an autoscaler may leave", budget({ minAvailable: 1 }), workload(5), {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: { name: "it", namespace: "apps" },
          spec: { scaleTargetRef: { kind: "Deployment", name: "it" } },
        }),
      ],
      unknown: [
        exampleObjects("a number from elsewhere", budget({ maxUnavailable: "$" + "{var.most}" })),
        exampleObjects("another number from elsewhere", budget({ minAvailable: "$" + "{var.least}" })),
        exampleObjects(
          "a number of replicas from elsewhere",
          budget({ minAvailable: 2 }),
          workload("$" + "{var.count}"),
        ),
      ],
    };
  },
});

/** How many pods each budget is about: one number for each workload, undefined where it is not known before the apply. */
function replicasByBudget(stack: StackView): ReadonlyMap<ObjectView, readonly (number | undefined)[]> {
  const replicas = new Map<ObjectView, (number | undefined)[]>();
  const budgets = budgetsOver([stack]);
  for (const pod of stack.pods) {
    if (!isReplicated(pod.object)) continue;
    for (const budget of budgets.candidates(pod)) {
      if (isBudgetOf(budget, pod) !== true) continue;
      replicas.set(budget, [...(replicas.get(budget) ?? []), leastReplicas(pod.object)]);
    }
  }
  return replicas;
}

function judgeBudget({ manifest }: ObjectView, replicas: readonly (number | undefined)[]): Judgement {
  const [most, least] = [read(manifest, MOST), read(manifest, LEAST)];
  if (most.state === "unknown") return unknown(MOST);
  if (least.state === "unknown") return unknown(LEAST);
  if (most.state === "known") return /^0%?$/.test(asText(most.value)) ? fail(MOST, "1 or more", most.value) : PASS;
  const said = valueIn(least);
  if (said === "100%") return fail(LEAST, "fewer than all", said);
  const number = said === undefined ? Number.NaN : Number(asText(said));
  if (replicas.some((count) => count !== undefined && count > 0 && number >= count))
    return fail(LEAST, "fewer than there are", said);
  const isOpen = replicas.includes(undefined) && !Number.isNaN(number);
  return isOpen ? unknown(LEAST, "the number of pods is not known before the apply") : PASS;
}
