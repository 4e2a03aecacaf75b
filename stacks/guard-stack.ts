import type { Construct } from "constructs";
import { Namespace } from "../constructs/core/namespace";
import type { MonitoringAttributes } from "../constructs/monitoring";
import { AdmissionEngine, AdmissionPolicies } from "../constructs/policy";
import { DetectionEngine, DetectionNotice, ImageScanning, RuntimeDetection } from "../constructs/runtime";
import type { EnvironmentSpec } from "./environment";
import type { GuardEntry } from "./environment-guard";
import { guardExemptions, SCANNING_NAMESPACE } from "./guard-exemptions";
import { KubernetesStack } from "./kubernetes-stack";

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
      exemptions: guardExemptions(environment, guard, monitoring),
    });
    this.watch(monitoring);
  }
}

function detectionBy({ detection }: GuardEntry, monitoring: MonitoringAttributes): DetectionEngine {
  if (detection === "tetragon") return DetectionEngine.tetragon();
  return DetectionEngine.falco({ notice: DetectionNotice.alertmanager(monitoring) });
}
