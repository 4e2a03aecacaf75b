import type { ObjectView } from "../../subjects/object-view";
import { objectsOfKind } from "../kubernetes/workloads";

const GROUP = "alb.ingress.kubernetes.io/group.name";

/** What the other members of a group of Ingresses say, which share one load balancer of AWS. */
export interface IngressGroup {
  /** The other members, as far as they are known. Whether there are more nobody can tell: they may be made elsewhere. */
  readonly others: readonly ObjectView[];
}

/** The group of an Ingress; undefined for one that has a load balancer of its own. */
export function groupOfIngress(ingress: ObjectView): IngressGroup | undefined {
  const name = ingress.annotations[GROUP];
  if (name === undefined) return undefined;
  const { stack } = ingress.resource;
  const others = [stack, ...stack.neighbours]
    .flatMap((each) => objectsOfKind(each, "Ingress"))
    .filter((each) => each !== ingress && each.annotations[GROUP] === name);
  return { others };
}
