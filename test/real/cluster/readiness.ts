import { isJsonRecord, type JsonRecord, listAt, recordAt } from "../../../lib/core/json";
import { type KubernetesClient, nameOf } from "./kubernetes-client";

/** Whether a condition of an object's status holds. */
export function hasCondition(object: JsonRecord, type: string): boolean {
  return listAt(recordAt(object, "status"), "conditions")
    .filter(isJsonRecord)
    .some((condition) => condition["type"] === type && condition["status"] === "True");
}

/** Says what an object still misses before it does its work; undefined where it misses nothing. */
type Judge = (object: JsonRecord) => string | undefined;

const numberAt = (record: JsonRecord, name: string) => Number(record[name] ?? 0);

const judgeReplicas: Judge = (object) => {
  const [spec, status] = [recordAt(object, "spec"), recordAt(object, "status")];
  const wanted = Number(spec["replicas"] ?? 1);
  const ready = numberAt(status, "readyReplicas");
  const seen = numberAt(status, "observedGeneration") === numberAt(recordAt(object, "metadata"), "generation");
  if (seen && ready === wanted) return undefined;
  const said = listAt(status, "conditions")
    .filter(isJsonRecord)
    .map(({ type, message }) => `${type}: ${message}`);
  return [`${ready} of ${wanted} are ready`, ...said].join("; ");
};

const judgeBudget: Judge = (object) => {
  const status = recordAt(object, "status");
  const [healthy, desired] = [numberAt(status, "currentHealthy"), numberAt(status, "desiredHealthy")];
  const pods = numberAt(status, "expectedPods");
  return pods > 0 && healthy >= desired ? undefined : `${healthy} of ${desired} are healthy, ${pods} pods are known`;
};

const judgePhase =
  (wanted: string): Judge =>
  (object) => {
    const phase = recordAt(object, "status")["phase"];
    return phase === wanted ? undefined : `it is ${phase}`;
  };

/** The kinds that report whether they are ready. All others are ready as soon as they are stored. */
const JUDGES: readonly (readonly [apiVersion: string, kind: string, judge: Judge])[] = [
  ["apps/v1", "Deployment", judgeReplicas],
  ["apps/v1", "StatefulSet", judgeReplicas],
  ["apps/v1", "DaemonSet", (object) => daemons(recordAt(object, "status"))],
  ["batch/v1", "Job", (object) => (hasCondition(object, "Complete") ? undefined : "it is not complete")],
  ["policy/v1", "PodDisruptionBudget", judgeBudget],
  ["v1", "Namespace", judgePhase("Active")],
  ["v1", "PersistentVolumeClaim", judgePhase("Bound")],
];

function daemons(status: JsonRecord): string | undefined {
  const [ready, wanted] = [numberAt(status, "numberReady"), numberAt(status, "desiredNumberScheduled")];
  return wanted > 0 && ready === wanted ? undefined : `${ready} of ${wanted} are ready`;
}

/** Everything in the cluster that says it is not ready, one line each. */
export async function unreadyObjects(client: KubernetesClient, namespaces: ReadonlySet<string>): Promise<string[]> {
  const lines: string[] = [];
  for (const [apiVersion, kind, judge] of JUDGES) {
    for (const object of await client.list(apiVersion, kind)) {
      const { name, namespace } = nameOf(object);
      if (!namespaces.has(namespace ?? name)) continue;
      const missing = judge(object);
      if (missing !== undefined) lines.push(`${kind} ${namespace ?? ""}/${name}: ${missing}`);
    }
  }
  return lines;
}
