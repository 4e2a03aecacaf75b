import { asList, recordAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import type { ObjectView } from "../../subjects/object-view";

/** Whether an object lives in a namespace: by a reference to it, or by its name. Undefined when it cannot be told. */
export function livesIn(object: ObjectView, namespace: ObjectView): boolean | undefined {
  if (!(object.namespace ?? "").includes(REFERENCE)) {
    return namespace.name.includes(REFERENCE) ? undefined : object.namespace === namespace.name;
  }
  const { raw, stack } = object.resource;
  const targets = stack.references.from([
    raw["namespace"],
    recordAt(asList(raw["metadata"])[0])["namespace"],
    recordAt(raw, "manifest", "metadata")["namespace"],
  ]);
  if (targets.includes(namespace.resource)) return true;
  return targets.length > 0 ? false : undefined;
}
