import { asText, isJsonRecord } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { namespaceOf } from "./namespaces";
import { labelsOfPods } from "./selectors";

/**
 * Objects that may pick pods by their labels, found without asking each of them about each pod: by namespace and by the
 * first label that they ask for.
 */
export class SelectorIndex {
  private readonly byKey = new Map<string, ObjectView[]>();
  private readonly all: ObjectView[] = [];
  /** Those whose namespace or first label nobody knows, and those for all namespaces. */
  private readonly anywhere: ObjectView[] = [];

  /**
   * @param labels the labels that an object asks for at least, as it says them; undefined for one that asks for none
   * @param isEverywhere whether an object picks in other namespaces than its own. @default - none does
   */
  public constructor(
    objects: readonly ObjectView[],
    labels: (object: ObjectView) => unknown,
    isEverywhere: (object: ObjectView) => boolean = () => false,
  ) {
    for (const object of objects) {
      const namespace = isEverywhere(object) ? undefined : namespaceOf(object);
      this.all.push(object);
      const key = namespace === undefined ? undefined : keyOf(namespace, labels(object));
      if (key === undefined) this.anywhere.push(object);
      else {
        const same = this.byKey.get(key);
        if (same === undefined) this.byKey.set(key, [object]);
        else same.push(object);
      }
    }
  }

  /** Those that may pick the pods of a workload; whether they do is still to be asked. */
  public candidates(pod: PodView): readonly ObjectView[] {
    return this.picking(namespaceOf(pod.object), labelsOfPods(pod));
  }

  /** Those that may pick what has some labels in a namespace, either of which may not be known. */
  public picking(namespace: string | undefined, labels: unknown): readonly ObjectView[] {
    if (namespace === undefined || !isJsonRecord(labels)) return this.all;
    const entries = Object.entries(labels);
    if (entries.some(([name, value]) => isUnknown(name) || isUnknown(value))) return this.all;
    const keys = [namespace, ...entries.map(([name, value]) => `${namespace} ${name}=${asText(value)}`)];
    return [...this.anywhere, ...keys.flatMap((key) => this.byKey.get(key) ?? [])];
  }
}

/** The namespace alone where no label is asked for. */
function keyOf(namespace: string, labels: unknown): string | undefined {
  if (labels === undefined) return namespace;
  if (!isJsonRecord(labels)) return undefined;
  const [first] = Object.entries(labels);
  if (first === undefined) return namespace;
  const [name, value] = first;
  return isUnknown(name) || isUnknown(value) ? undefined : `${namespace} ${name}=${asText(value)}`;
}

function isUnknown(value: unknown): boolean {
  return typeof value === "string" && holdsReference(value);
}
