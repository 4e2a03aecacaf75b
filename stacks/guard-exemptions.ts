import { type MonitoringAttributes, nodeExporterNamespace } from "../constructs/monitoring";
import { AdmissionExemption } from "../constructs/policy";
import type { EnvironmentSpec } from "./environment";
import type { GuardEntry } from "./environment-guard";
import { TRUST_NAMESPACES } from "./trust-facts";

/** Namespace of what looks into images. */
export const SCANNING_NAMESPACE = "image-scanning";

/** What every agent breaks that sees what a node does: it stands beside the pods and not in one. */
const OF_AGENTS = [
  "kubernetes/container-runtime-socket",
  "kubernetes/dropped-capabilities",
  "kubernetes/host-path",
  "kubernetes/privilege-escalation",
  "kubernetes/seccomp-profile",
];

/** What Falco's chart 9.1.0 renders beside that: its probe is loaded into the kernel. */
const OF_FALCO = [
  ...OF_AGENTS,
  "kubernetes/added-capability",
  "kubernetes/dangerous-capability",
  "kubernetes/read-only-root",
  "kubernetes/root-user",
  "kubernetes/unconfined-apparmor",
];

/** What the node exporter of kube-prometheus-stack 88.5.3 renders beside that: it counts what the whole node does. */
const OF_NODE_EXPORTER = [...OF_AGENTS, "kubernetes/host-namespace", "kubernetes/host-network"];

/**
 * Namespaces of the environment's charts in which something is not asked. What their charts render is known by name
 * (test/real/chart-admission.test.ts renders them), so that little is left out. Operators that make pods of their own are
 * left out whole, and so is the mesh, without whose agents pods of a new node are not in it. Pods of Vault, of cert-manager
 * and of the secrets operator are asked everything.
 */
export function guardExemptions(
  { trust }: EnvironmentSpec,
  { detection }: GuardEntry,
  { namespaceName }: MonitoringAttributes,
): readonly AdmissionExemption[] {
  return [
    AdmissionExemption.of(nodeExporterNamespace(namespaceName), OF_NODE_EXPORTER, {
      reason: "the node exporter counts what the whole node does, from beside its pods",
    }),
    detection === "falco"
      ? AdmissionExemption.of(detection, OF_FALCO, { reason: "Falco sees what every pod of the node does" })
      : AdmissionExemption.everything(detection, { reason: "Tetragon sees and stops what every pod of the node does" }),
    AdmissionExemption.everything(namespaceName, {
      reason: "the operator there makes pods of Prometheus and Alertmanager, which no chart shows beforehand",
    }),
    AdmissionExemption.everything(SCANNING_NAMESPACE, {
      reason: "the operator there makes pods for its scans, which no chart shows beforehand",
    }),
    ...(trust === undefined
      ? []
      : [
          AdmissionExemption.everything(TRUST_NAMESPACES.mesh, {
            reason:
              "its agents have to start on new nodes while the engine is away: until they run, pods there are not in the mesh",
          }),
        ]),
  ];
}
