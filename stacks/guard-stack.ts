import type { Construct } from "constructs";
import { Namespace } from "../constructs/core/namespace";
import type { MonitoringAttributes } from "../constructs/monitoring";
import { AdmissionEngine, AdmissionExemption, AdmissionPolicies } from "../constructs/policy";
import { DetectionEngine, DetectionNotice, ImageScanning, RuntimeDetection } from "../constructs/runtime";
import { SECRETS_OPERATOR } from "./cluster-facts";
import type { EnvironmentSpec } from "./environment";
import type { GuardEntry } from "./environment-guard";
import { KubernetesStack } from "./kubernetes-stack";
import { TRUST_NAMESPACES } from "./trust-facts";
import { OWN_VAULT } from "./vault-facts";

const SCANNING_NAMESPACE = "image-scanning";
const OF_CHARTS = "charts bring the pods here, which are judged by their values when this is synthesized";

/**
 * What guards the cluster itself: the guardrails, asked of every pod by the API server; programs that see what runs; and
 * what is known of the images that do.
 */
export class GuardStack extends KubernetesStack {
  public constructor(
    scope: Construct,
    environment: EnvironmentSpec,
    guard: GuardEntry,
    monitoring: MonitoringAttributes,
  ) {
    super(scope, environment, "guard");
    const { cluster } = this;
    new RuntimeDetection(this, "detection", { cluster, engine: detectionBy(guard, monitoring) });
    new ImageScanning(this, "images", {
      cluster,
      namespaceName: SCANNING_NAMESPACE,
      excludedNamespaces: ["kube-system"],
    });
    new AdmissionPolicies(this, "admission", {
      cluster,
      namespace: new Namespace(this, "admission-namespace", { name: "admission" }),
      profile: environment.guardrails,
      engine: AdmissionEngine[guard.admission](),
      exemptions: [
        SECRETS_OPERATOR.namespace,
        OWN_VAULT.namespace,
        monitoring.namespaceName,
        guard.detection,
        `${guard.detection}-events`,
        SCANNING_NAMESPACE,
        ...(environment.trust === undefined ? [] : Object.values(TRUST_NAMESPACES)),
      ].map((namespace) => AdmissionExemption.everything(namespace, { reason: OF_CHARTS })),
    });
    this.watch(monitoring);
  }
}

function detectionBy({ detection }: GuardEntry, monitoring: MonitoringAttributes): DetectionEngine {
  if (detection === "tetragon") return DetectionEngine.tetragon();
  return DetectionEngine.falco({ notice: DetectionNotice.alertmanager(monitoring) });
}
