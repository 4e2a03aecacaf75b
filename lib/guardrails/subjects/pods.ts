import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import { podTemplatePath } from "../../truth/kubernetes/pod-templates";
import type { ContainerView } from "./container-view";
import type { ObjectView } from "./object-view";
import type { PodView } from "./pod-view";

/** The pods of an object, if it makes any. */
export function podsOf(object: ObjectView): readonly PodView[] {
  const place = podTemplatePath(object.apiVersion, object.kind);
  if (place === undefined) return [];
  const template = recordAt(object.manifest, ...place);
  const spec = template["spec"];
  if (!isJsonRecord(spec)) return [];
  const at = [...place, "spec"];
  const metadata = recordAt(template, "metadata");
  const containers: ContainerView[] = [];
  const pod: PodView = {
    object,
    labels: texts(metadata, "labels"),
    annotations: texts(metadata, "annotations"),
    spec,
    at,
    containers,
  };
  containers.push(...containersOf(pod, "initContainers"), ...containersOf(pod, "containers"));
  return [pod];
}

function containersOf(pod: PodView, list: "initContainers" | "containers"): readonly ContainerView[] {
  return listAt(pod.spec, list).flatMap((spec, index): ContainerView[] =>
    isJsonRecord(spec)
      ? [
          {
            pod,
            name: textAt(spec, "name") ?? "",
            isInit: list === "initContainers",
            image: textAt(spec, "image"),
            spec,
            at: [...pod.at, list, index],
          },
        ]
      : [],
  );
}

function texts(metadata: JsonRecord, name: string): Readonly<Record<string, string>> {
  const entries = Object.entries(recordAt(metadata, name));
  return Object.fromEntries(entries.flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])));
}
