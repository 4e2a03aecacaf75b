import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import type { FieldPath } from "../verdict";
import type { ContainerView } from "./container-view";
import type { ObjectView } from "./object-view";
import type { PodView } from "./pod-view";

const TEMPLATE: FieldPath = ["spec", "template"];

/** Where each kind of workload keeps what its pods are made of. */
const PODS_OF_KIND: Readonly<Record<string, FieldPath>> = {
  Pod: [],
  Deployment: TEMPLATE,
  StatefulSet: TEMPLATE,
  DaemonSet: TEMPLATE,
  ReplicaSet: TEMPLATE,
  ReplicationController: TEMPLATE,
  Job: TEMPLATE,
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  // Of custom resources only this one hands its template on as it is; Knative and Agent Sandbox write defaults into theirs.
  Rollout: TEMPLATE,
};

/** Groups of the kinds above; another group may call something else by the same name. */
const GROUPS = /^(v1|apps\/.*|batch\/.*|extensions\/.*|argoproj\.io\/.*)$/;

/** The pods of an object, if it makes any. */
export function podsOf(object: ObjectView): readonly PodView[] {
  const owner = GROUPS.test(object.apiVersion) && Object.hasOwn(PODS_OF_KIND, object.kind);
  const place = owner ? PODS_OF_KIND[object.kind] : undefined;
  if (place === undefined) return [];
  const template = recordAt(object.manifest, ...place.map(String));
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
