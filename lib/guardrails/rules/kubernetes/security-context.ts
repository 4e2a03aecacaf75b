import type { ContainerView } from "../../subjects/container-view";
import { type Reading, read } from "../../values";
import { type FieldPath, type Judgement, on } from "../../verdict";

/** A field of a security context as it holds for a container: the container's own, or else its pod's. */
export interface AppliedField {
  /** What stands there. */
  readonly found: Reading;
  /** A judgement about the place where it stands; where it stands nowhere, the container's. */
  readonly judged: (judge: (at: FieldPath) => Judgement) => Judgement;
}

/** Reads a field that a container takes from its pod where it says nothing itself. @param path below `securityContext` */
export function appliedField(container: ContainerView, ...path: readonly string[]): AppliedField {
  const place = ["securityContext", ...path];
  const own = read(container.spec, place);
  const { pod } = container;
  const general = own.state === "absent" ? read(pod.spec, place) : own;
  if (own.state !== "absent" || general.state === "absent") return { found: own, judged: (judge) => judge(place) };
  return { found: general, judged: (judge) => on(pod.object, judge([...pod.at, ...place])) };
}
