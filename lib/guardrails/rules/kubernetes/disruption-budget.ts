import type { JsonRecord } from "../../../core/json";
import { exampleBundle, exampleObjects, exampleStacks, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { fail, on, PASS, unknown } from "../../verdict";
import { budgetsOver, isBudgetOf } from "./disruption-budgets";
import { isUnreadable } from "./unreadable";
import { isReplicated, leastReplicas } from "./workloads";

const REPLICAS = ["spec", "replicas"];

export const disruptionBudget = guardrail({
  id: "kubernetes/disruption-budget",
  title: "What runs more than once has a disruption budget",
  severity: "medium",
  why: "An update of the nodes may take all of its pods at once, which several of them were meant to prevent.",
  fix: "add a PodDisruptionBudget with maxUnavailable 1; a Workload brings one",
  aliases: ["deployment-has-poddisruptionbudget", "statefulset-has-poddisruptionbudget"],
  subject: "environment",
  check: ({ stacks }) => {
    const budgets = budgetsOver(stacks);
    const hasUnreadable = stacks.some((stack) => isUnreadable(stack, "PodDisruptionBudget"));
    return stacks
      .flatMap(({ pods }) => pods)
      .flatMap((pod) => {
        const { object } = pod;
        if (!isReplicated(object)) return [];
        const replicas = leastReplicas(object);
        if (replicas !== undefined && replicas < 2) return [];
        const answers = budgets.candidates(pod).map((budget) => isBudgetOf(budget, pod));
        if (answers.includes(true)) return PASS;
        if (replicas === undefined) return on(object, unknown(REPLICAS));
        if (hasUnreadable || answers.includes(undefined))
          return on(object, unknown([], "whose pods a budget is for is not known before the apply"));
        return on(object, fail([], "a PodDisruptionBudget that selects its pods"));
      });
  },
  examples: () => {
    function workload(replicas: unknown, kind: "Deployment" | "StatefulSet" = "Deployment") {
      return exampleWorkload(kind, { containers: [{ name: "main" }] }, {}, { replicas });
    }
    function budget(selector: JsonRecord | undefined) {
      return {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name: "it", namespace: "apps" },
        spec: { maxUnavailable: 1, selector },
      };
    }
    return {
      pass: [
        exampleObjects("a budget", workload(2), budget({ matchLabels: { app: "it" } })),
        exampleStacks("a budget in another stack", {
          one: { resource: { helm_release: { it: exampleBundle(workload(2)) } } },
          two: { resource: { helm_release: { it: exampleBundle(budget({ matchLabels: { app: "it" } })) } } },
        }),
        exampleObjects("a number from elsewhere, and a budget", workload("$" + "{var.count}"), budget({})),
      ],
      fail: [
        exampleObjects("no budget", workload(2)),
        exampleObjects("no budget for a StatefulSet", workload(3, "StatefulSet")),
        exampleObjects("a budget for others", workload(2), budget({ matchLabels: { app: "other" } })),
        exampleObjects("a budget without a selector", workload(2), budget(undefined)),
        exampleObjects("a budget in another namespace", workload(2), {
          ...budget({ matchLabels: { app: "it" } }),
          metadata: { name: "it", namespace: "other" },
        }),
      ],
      unknown: [
        exampleObjects("a number from elsewhere", workload("$" + "{var.count}")),
        exampleObjects("a budget for somebody", workload(2), budget({ matchLabels: { app: "$" + "{var.app}" } })),
        exampleStacks("budgets that nobody can read", {
          one: {
            resource: {
              helm_release: { it: exampleBundle(workload(2)) },
              kubernetes_pod_disruption_budget_v1: {
                it: { spec: { dynamic: { selector: { for_each: "$" + "{var.x}" } } } },
              },
            },
          },
        }),
      ],
      notApplicable: [
        exampleObjects("one pod", workload(1)),
        exampleObjects("a number that is not said, which is one", workload(undefined)),
        exampleObjects("one pod on each node", exampleWorkload("DaemonSet", { containers: [] })),
      ],
    };
  },
});
