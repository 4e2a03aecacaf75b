import { guardrail } from "../../rule";
import { probeExamples } from "./probe-examples";
import { judgeProbe } from "./probes";

export const livenessProbe = guardrail({
  id: "kubernetes/liveness-probe",
  title: "Every container that listens is asked whether it still works",
  severity: "low",
  why: "A program that hangs is not started again, and its pod counts as running.",
  fix: "set livenessProbe of the container; a Workload takes it as Probe.fromHttpGet, Probe.fromTcp or Probe.fromCommand",
  aliases: ["CKV_K8S_8", "C-0056", "pod-probes"],
  subject: "container",
  check: (container) => judgeProbe(container, "livenessProbe"),
  examples: () => probeExamples("livenessProbe"),
});
