import { recordAt } from "../../../core/json";
import { perThing } from "../../per-thing";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import type { StackView } from "../../subjects/stack-view";
import { allOf, anyOf } from "../../three-valued";
import { read } from "../../values";
import { shareNamespace } from "./namespaces";
import { SelectorIndex } from "./selector-index";
import { labelsOfPods, picks } from "./selectors";
import { objectsOfKind } from "./workloads";

/** Whether a Service of the same stack sends traffic to the pods. Undefined where that is not known before the apply. */
export function isServed(pod: PodView): boolean | undefined {
  return anyOf(
    servicesOf(pod.object.resource.stack)
      .candidates(pod)
      .map((service) => serves(service, pod)),
  );
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
  return fits === false ? false : allOf([fits, shareNamespace(service, pod.object)]);
}
