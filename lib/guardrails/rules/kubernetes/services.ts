import { recordAt } from "../../../core/json";
import { perThing } from "../../per-thing";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import type { StackView } from "../../subjects/stack-view";
import { read } from "../../values";
import { shareNamespace } from "./namespaces";
import { SelectorIndex } from "./selector-index";
import { labelsOfPods, picks } from "./selectors";
import { objectsOfKind } from "./workloads";

/** Whether a Service of the same stack sends traffic to the pods. Undefined where that is not known before the apply. */
export function isServed(pod: PodView): boolean | undefined {
  const answers = servicesOf(pod.object.resource.stack)
    .candidates(pod)
    .map((service) => serves(service, pod));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

const servicesOf = perThing(
  (stack: StackView) =>
    new SelectorIndex(objectsOfKind(stack, "Service"), ({ manifest }) => recordAt(manifest, "spec")["selector"]),
);

/** Whether a Service sends traffic to pods. Undefined where that is not known before the apply. */
export function serves(service: ObjectView, pod: PodView): boolean | undefined {
  const found = read(service.manifest, ["spec", "selector"]);
  if (found.state === "absent") return false;
  const fits = found.state === "known" ? picks(found.value, labelsOfPods(pod)) : undefined;
  return fits === false ? false : both(fits, shareNamespace(service, pod.object));
}

/** Whether both hold. Undefined where that is not known before the apply. */
export function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  if (one === false || other === false) return false;
  return one === undefined || other === undefined ? undefined : true;
}
