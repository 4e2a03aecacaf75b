import type { TerraformStack } from "cdktf";
import type { ICluster } from "cdktf-palisade/core";
import type { IMonitoring, MonitoringAttributes } from "cdktf-palisade/monitoring";
import {
  DetectionEngine,
  DetectionNotice,
  DetectionResponse,
  ImageScanning,
  RuntimeDetection,
  ScannerDatabase,
} from "cdktf-palisade/runtime";

/** What is there already: a cluster, and what watches it. */
interface Given {
  readonly cluster: ICluster;
  readonly monitoring: IMonitoring;
  readonly platform: MonitoringAttributes;
}

export function addDetection(stack: TerraformStack, { cluster, monitoring, platform }: Given): void {
  // Sees every node, with Falco's own rules and those for signers; Alertmanager tells people.
  const falco = new RuntimeDetection(stack, "detection", {
    cluster,
    engine: DetectionEngine.falco({ notice: DetectionNotice.alertmanager(platform) }),
    alsoReaches: { "web3signer-eth2": [6432] }, // a connection pooler in front of the database
  });

  // Beside it, or in its place: in the kernel, for signers alone. It kills what they never run.
  const tetragon = new RuntimeDetection(stack, "enforcement", {
    cluster,
    engine: DetectionEngine.tetragon({ response: DetectionResponse.kill({ on: ["other-program", "trace"] }) }),
  });

  const scanning = new ImageScanning(stack, "images", {
    cluster,
    database: ScannerDatabase.server({ storageGiB: 10 }),
    excludedNamespaces: ["kube-system"],
  });

  for (const target of [falco, tetragon, scanning]) monitoring.watch(target);
}
