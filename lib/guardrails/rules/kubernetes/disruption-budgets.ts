import { recordAt } from "../../../core/json";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import type { StackView } from "../../subjects/stack-view";
import { allOf } from "../../three-valued";
import { read } from "../../values";
import { shareNamespace } from "./namespaces";
import { SelectorIndex } from "./selector-index";
import { labelsOfPods, selects } from "./selectors";
import { objectsOfKind } from "./workloads";

/** Whether a PodDisruptionBudget is about pods. Undefined where that is not known before the apply. */
export function isBudgetOf(budget: ObjectView, pod: PodView): boolean | undefined {
  const selector = read(budget.manifest, ["spec", "selector"]);
  // One without a selector is about nothing.
  if (selector.state === "absent") return false;
  const fits = selector.state === "known" ? selects(selector.value, labelsOfPods(pod)) : undefined;
  return fits === false ? false : allOf([fits, shareNamespace(budget, pod.object)]);
}

/** The budgets of some stacks, by the pods that they may be about. */
export function budgetsOver(stacks: readonly StackView[]): SelectorIndex {
  return new SelectorIndex(
    stacks.flatMap((stack) => objectsOfKind(stack, "PodDisruptionBudget")),
    ({ manifest }) => recordAt(manifest, "spec", "selector")["matchLabels"],
  );
}
