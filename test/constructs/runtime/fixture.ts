import type { Construct } from "constructs";
import {
  DetectionEngine,
  DetectionNotice,
  ImageScanning,
  type ImageScanningProps,
  RuntimeDetection,
  type RuntimeDetectionProps,
} from "../../../constructs/runtime";
import { isJsonRecord, type JsonRecord, listAt, recordAt } from "../../../lib/core/json";
import { plainCluster } from "../../support/fixtures";
import type { SynthesizedJson } from "../../support/synth";

/** Where the monitoring platform is. */
export const PLATFORM = { namespaceName: "monitoring", releaseLabel: "kube-prometheus-stack" };

/** Falco that tells Alertmanager. */
export const FALCO = DetectionEngine.falco({ notice: DetectionNotice.alertmanager(PLATFORM) });

export function detectionIn(scope: Construct, props: Partial<RuntimeDetectionProps> = {}): RuntimeDetection {
  return new RuntimeDetection(scope, "detection", { cluster: plainCluster, engine: FALCO, ...props });
}

export function scanningIn(scope: Construct, props: Partial<ImageScanningProps> = {}): ImageScanning {
  return new ImageScanning(scope, "scanning", { cluster: plainCluster, ...props });
}

/** Resources of a type, by their addresses. */
export function resources(json: SynthesizedJson, type: string): Readonly<Record<string, JsonRecord>> {
  const found = recordAt(json, "resource", type);
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) => (isJsonRecord(value) ? [[name, value]] : [])),
  );
}

/** Values of the release with this name. */
// biome-ignore lint/suspicious/noExplicitAny: every chart's values have a shape of their own
export function valuesOf(json: SynthesizedJson, release: string): any {
  const found = Object.values(resources(json, "helm_release")).find(({ name }) => name === release);
  if (found === undefined) throw new Error(`no release ${release}`);
  // What Terraform would read of it.
  const text = String(listAt(found, "values")[0]).replaceAll("$${", "${").replaceAll("%%{", "%{");
  return JSON.parse(text);
}

/** Network policies, by their names. */
export function policiesOf(json: SynthesizedJson): Readonly<Record<string, JsonRecord>> {
  return Object.fromEntries(
    Object.values(resources(json, "kubernetes_network_policy_v1")).map((policy) => [
      String(recordAt(policy, "metadata")["name"]),
      policy,
    ]),
  );
}
