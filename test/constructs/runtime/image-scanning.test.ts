import { ImageRef } from "../../../constructs/core/image-ref";
import { Peer } from "../../../constructs/core/peer";
import { ScannerDatabase } from "../../../constructs/runtime";
import { MALICIOUS_TRIVY_VERSIONS, TRIVY_IMAGE } from "../../../lib/catalogue/charts/trivy-operator";
import { listAt, recordAt } from "../../../lib/core/json";
import { synthStack } from "../../support/synth";
import { policiesOf, scanningIn, valuesOf } from "./fixture";

describe("ImageScanning", () => {
  const json = synthStack((stack) => void scanningIn(stack));
  const values = valuesOf(json, "trivy-operator");

  it("reads no Secrets of others, starts no pods with folders of nodes, and lists what is in every image", () => {
    expect(values.operator).toMatchObject({
      accessGlobalSecretsAndServiceAccount: false,
      infraAssessmentScannerEnabled: false,
      sbomGenerationEnabled: true,
      vulnerabilityScannerEnabled: true,
      exposedSecretScannerEnabled: true,
      builtInTrivyServer: true,
      scanJobsConcurrentLimit: 3,
      scannerReportTTL: "24h",
    });
    expect(values.trivyOperator.scanJobPodTemplatePodSecurityContext.runAsNonRoot).toBe(true);
  });

  it("runs releases that nobody tampered with", () => {
    expect(values.image.tag).toBe("0.32.0");
    expect(values.trivy.image).toEqual({ registry: "mirror.gcr.io", repository: "aquasec/trivy", tag: "0.72.0" });
    expect(MALICIOUS_TRIVY_VERSIONS.some((version) => TRIVY_IMAGE.endsWith(`:${version}`))).toBe(false);
  });

  it("lets scans ask the server and fetch images, the server fetch its database, and the operator do neither", () => {
    const policies = policiesOf(json);
    const ports = (name: string, way: string) =>
      listAt(recordAt(policies[name], "spec"), way).flatMap((rule) =>
        listAt(rule, "ports").map((port) => recordAt(port)["port"]),
      );
    expect(ports("scans", "egress")).toEqual(["53", "53", "4954", "443", "443"]);
    expect(ports("scans", "ingress")).toEqual([]);
    expect(ports("trivy-server", "egress")).toEqual(["53", "53", "443", "443"]);
    expect(ports("trivy-server", "ingress")).toEqual(["4954", "4954"]);
    expect(ports("trivy-operator", "egress")).toEqual(["53", "53", "443", "6443", "4954"]);
    expect(policies["scans"]).toMatchObject({
      spec: { pod_selector: { match_labels: { "app.kubernetes.io/managed-by": "trivy-operator" } } },
    });
  });

  it("does without a server where each scan fetches the database", () => {
    const alone = synthStack((stack) => void scanningIn(stack, { database: ScannerDatabase.perScan() }));
    expect(valuesOf(alone, "trivy-operator").operator.builtInTrivyServer).toBe(false);
    expect(Object.keys(policiesOf(alone)).sort()).toEqual(["default-deny", "scans", "trivy-operator"]);
  });

  it("takes a scanner, registries, namespaces and numbers of one's own", () => {
    const own = synthStack((stack) =>
      scanningIn(stack, {
        scannerImage: ImageRef.parse("registry.example.org/mirror/trivy:0.72.0"),
        registries: [Peer.cidr("10.1.0.0/16")],
        excludedNamespaces: ["kube-system", "team-*"],
        concurrentScans: 5,
        reportHours: 12,
        database: ScannerDatabase.server({ storageGiB: 10, storageClassName: "fast" }),
      }),
    );
    expect(valuesOf(own, "trivy-operator")).toMatchObject({
      excludeNamespaces: "kube-system,team-*",
      operator: { scanJobsConcurrentLimit: 5, scannerReportTTL: "12h" },
      trivy: {
        image: { registry: "registry.example.org", repository: "mirror/trivy", tag: "0.72.0" },
        storageSize: "10Gi",
        storageClassName: "fast",
      },
    });
    expect(JSON.stringify(policiesOf(own))).not.toContain("0.0.0.0/0");
  });

  it.each([
    ["trivy:0.72.0", "docker.io", "library/trivy"],
    ["aquasec/trivy:0.72.0", "docker.io", "aquasec/trivy"],
    ["localhost:5000/trivy:0.72.0", "localhost:5000", "trivy"],
  ])("reads %s as everybody does, since the chart wants the registry apart", (reference, registry, repository) => {
    const own = synthStack((stack) => scanningIn(stack, { scannerImage: ImageRef.parse(reference) }));
    expect(valuesOf(own, "trivy-operator").trivy.image).toEqual({ registry, repository, tag: "0.72.0" });
  });
});
