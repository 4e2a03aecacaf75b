import type { ContainerView } from "../../subjects/container-view";
import { expectAt } from "../../values";
import { type Judgement, unknown } from "../../verdict";
import { itemsAt } from "./lists";
import { isServed } from "./services";
import { keepsRunning, runsAlong } from "./workloads";

/**
 * Judges whether a container that listens answers a kind of probe. None of its business is what ends by itself, and what
 * listens on no port: there is nothing to ask, and nobody calls it.
 */
export function judgeProbe(container: ContainerView, probe: "livenessProbe" | "readinessProbe"): Judgement | undefined {
  const { pod, spec } = container;
  if (!keepsRunning(pod) || !runsAlong(container)) return undefined;
  const listens = (each: ContainerView): boolean => itemsAt(each.spec, ["ports"])?.length !== 0;
  const judgement = expectAt(spec, probe).toSatisfy(() => true, "a probe");
  if (listens(container)) return judgement;
  // A Service may send traffic to a port that no container names.
  if (pod.containers.some(listens)) return undefined;
  const served = isServed(pod);
  if (served === false) return undefined;
  return served === true || judgement?.verdict === "pass"
    ? judgement
    : unknown([], "it cannot be told whether it listens");
}
