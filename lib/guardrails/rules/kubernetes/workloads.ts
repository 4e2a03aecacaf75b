import { asText, recordAt, textAt } from "../../../core/json";
import { perThing } from "../../per-thing";
import type { ContainerView } from "../../subjects/container-view";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import type { StackView } from "../../subjects/stack-view";
import { read } from "../../values";

/** Whether the pods go on until somebody ends them: those of a job end by themselves. */
export function keepsRunning({ object, spec }: PodView): boolean {
  if (object.kind === "Job" || object.kind === "CronJob") return false;
  return spec["restartPolicy"] !== "Never" && spec["restartPolicy"] !== "OnFailure";
}

/** Whether a container runs as long as its pod: a sidecar among the init containers does too. */
export function runsAlong({ isInit, spec }: ContainerView): boolean {
  return !isInit || spec["restartPolicy"] === "Always";
}

/** Whether the pods run on Windows, which knows neither users by number nor capabilities. */
export function isOnWindows({ spec }: PodView): boolean {
  const system = read(spec, ["os", "name"]);
  return system.state === "known" && system.value === "windows";
}

/**
 * Whether a container is privileged, which another rule speaks of: it has every capability and no profile whatever it
 * says, and may not say that it gains no rights (Kubernetes, `SecurityContext.privileged` and its validation).
 */
export function isPrivileged({ spec }: ContainerView): boolean {
  const found = read(spec, ["securityContext", "privileged"]);
  return found.state === "known" && found.value === true;
}

/** Whether somebody says how many pods of an object there are. */
export function isReplicated({ kind }: ObjectView): boolean {
  return kind === "Deployment" || kind === "StatefulSet" || kind === "Rollout";
}

/**
 * Whether an object is made by a resource of Terraform's provider for that kind, which writes defaults of its own where
 * nothing stands. A manifest is handed on as it is.
 */
export function isWrittenByProvider({ bundleIndex, resource }: ObjectView): boolean {
  return bundleIndex === undefined && resource.type !== "kubernetes_manifest";
}

/** Objects of a stack by their kind. */
export function objectsOfKind(stack: StackView, ...kinds: readonly string[]): readonly ObjectView[] {
  const known = indexOf(stack);
  return kinds.flatMap((kind) => known.get(kind) ?? []);
}

const indexOf = perThing((stack: StackView): ReadonlyMap<string, readonly ObjectView[]> => {
  const index = new Map<string, ObjectView[]>();
  for (const object of stack.objects) {
    const same = index.get(object.kind);
    if (same === undefined) index.set(object.kind, [object]);
    else same.push(object);
  }
  return index;
});

/** What scales another object by itself. */
interface Scaler {
  /** Kind of the object that it scales. */
  readonly kind: string;
  /** How few pods it leaves; undefined where that is not known before the apply. */
  readonly least: number | undefined;
}

/** Kinds that scale, with the field that says how few there are, and how few where nothing is said. */
const SCALERS = [
  { kind: "HorizontalPodAutoscaler", field: "minReplicas", otherwise: 1 },
  // KEDA goes down to none.
  { kind: "ScaledObject", field: "minReplicaCount", otherwise: 0 },
] as const;

/** What scales by itself in a stack, by the name of what it scales. */
const scalersOf = perThing((stack: StackView): ReadonlyMap<string, Scaler> => {
  const scalers = new Map<string, Scaler>();
  for (const { kind, field, otherwise } of SCALERS) {
    for (const scaler of objectsOfKind(stack, kind)) {
      const target = recordAt(scaler.manifest, "spec", "scaleTargetRef");
      const least = numberAt(scaler, ["spec", field], otherwise);
      scalers.set(textAt(target, "name") ?? "", { kind: textAt(target, "kind") ?? "Deployment", least });
    }
  }
  return scalers;
});

/**
 * The fewest pods that a Deployment or StatefulSet keeps, with what scales it taken into account. Undefined where that is
 * not known before the apply.
 */
export function leastReplicas(object: ObjectView): number | undefined {
  const scaler = scalersOf(object.resource.stack).get(object.name);
  return scaler?.kind === object.kind ? scaler.least : numberAt(object, ["spec", "replicas"], 1);
}

function numberAt({ manifest }: ObjectView, path: readonly string[], otherwise: number): number | undefined {
  const found = read(manifest, path);
  if (found.state === "unknown") return undefined;
  return found.state === "absent" ? otherwise : Number(asText(found.value));
}
