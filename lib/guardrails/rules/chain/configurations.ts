import { recordAt, textAt } from "../../../core/json";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { allOf } from "../../three-valued";
import { itemsAt } from "../kubernetes/lists";
import { shareNamespace } from "../kubernetes/namespaces";
import { objectsOfKind } from "../kubernetes/workloads";

/** The ConfigMaps of the same stack that a pod mounts. */
export function configurationsOf({ object, spec }: PodView): readonly ObjectView[] {
  const names = (itemsAt(spec, ["volumes"]) ?? []).flatMap(
    (volume) => textAt(recordAt(volume, "configMap"), "name") ?? [],
  );
  if (names.length === 0) return [];
  return objectsOfKind(object.resource.stack, "ConfigMap").filter(
    (map) => allOf([names.includes(map.name), shareNamespace(map, object)]) === true,
  );
}
