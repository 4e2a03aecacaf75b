import { asList, isJsonRecord, recordAt, textAt } from "../../../core/json";
import { holdsReference, knownText } from "../../../truth/terraform-text";
import { perThing } from "../../per-thing";
import type { ObjectView } from "../../subjects/object-view";
import type { ResourceView } from "../../subjects/resource-view";

/** A text that is one attribute of one resource and nothing else. */
const ONE_REFERENCE = /^\$\{[\w-]+\.[\w-]+\.[\w.[\]]+\}$/;

/**
 * Namespace of an object by its name, also where the text of it comes from a resource of the stack that makes the
 * namespace. Undefined where it is not known before the apply, and for kinds that live in none.
 */
export const namespaceOf = perThing((object: ObjectView): string | undefined => {
  const { namespace } = object;
  if (namespace === undefined) return undefined;
  if (!holdsReference(namespace)) return namespace === "" ? "default" : namespace;
  const text = rawNamespace(object);
  if (text === undefined || !ONE_REFERENCE.test(text)) return undefined;
  const [target] = object.resource.stack.references.from(text);
  return target === undefined ? undefined : nameOfNamespace(target);
});

/** Whether two objects share a namespace. Undefined where that is not known before the apply. */
export function shareNamespace(one: ObjectView, other: ObjectView): boolean | undefined {
  const [first, second] = [namespaceOf(one), namespaceOf(other)];
  if (first !== undefined && second !== undefined) return first === second;
  const isSameText =
    one.resource.stack === other.resource.stack &&
    rawNamespace(one) !== undefined &&
    rawNamespace(one) === rawNamespace(other);
  return isSameText ? true : undefined;
}

/** The text that names the namespace, as it is written. */
function rawNamespace({ resource, manifest }: ObjectView): string | undefined {
  const { raw, type } = resource;
  if (type === "helm_release") {
    // What stands in the manifests themselves is not kept as it was written.
    return textAt(recordAt(manifest, "metadata"), "namespace") === undefined ? textAt(raw, "namespace") : undefined;
  }
  const holder = type === "kubernetes_manifest" ? raw["manifest"] : raw;
  return textAt(asList(isJsonRecord(holder) ? holder["metadata"] : undefined)[0], "namespace");
}

function nameOfNamespace({ type, raw, mode }: ResourceView): string | undefined {
  if (mode === "data") return undefined;
  const isNamespace = type === "kubernetes_namespace" || type === "kubernetes_namespace_v1";
  const holder =
    type === "kubernetes_manifest" && recordAt(raw, "manifest")["kind"] === "Namespace" ? raw["manifest"] : raw;
  if (!isNamespace && holder === raw) return undefined;
  const name = knownText(textAt(asList(isJsonRecord(holder) ? holder["metadata"] : undefined)[0], "name") ?? "");
  return name === "" || holdsReference(name) ? undefined : name;
}
