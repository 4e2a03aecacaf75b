import { guardrail } from "../../rule";
import { probeExamples } from "./probe-examples";
import { judgeProbe } from "./probes";

export const readinessProbe = guardrail({
  id: "kubernetes/readiness-probe",
  title: "Every container that listens is asked whether it can take traffic",
  severity: "low",
  why: "Services send requests to a pod that is still starting, and a rollout goes on over pods that do not answer.",
  fix: "set readinessProbe of the container; a Workload takes it as Probe.fromHttpGet, Probe.fromTcp or Probe.fromCommand",
  aliases: ["CKV_K8S_9", "C-0018", "pod-probes"],
  subject: "container",
  check: (container) => judgeProbe(container, "readinessProbe"),
  examples: () => probeExamples("readinessProbe"),
});
