import type { ChartSpec } from "./chart-spec";

/** The operator at the release that the chart runs. */
export const TRIVY_OPERATOR_IMAGE = "mirror.gcr.io/aquasec/trivy-operator:0.32.0";

/**
 * The scanner, as the chart pins it. 0.69.4, 0.69.5 and 0.69.6 were published by thieves in March 2026 (CVE-2026-33634,
 * aquasecurity/trivy-action issue 541); this one is of July 2026.
 */
export const TRIVY_IMAGE = "mirror.gcr.io/aquasec/trivy:0.72.0";

/** Versions of the scanner that steal credentials (GHSA-69fq-xp46-6x23). */
export const MALICIOUS_TRIVY_VERSIONS: readonly string[] = ["0.69.4", "0.69.5", "0.69.6"];

/** What a container of the scanner may do: nothing that a program with a folder of its own does not need. */
const CONTAINER_SECURITY = {
  privileged: false,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
} as const;

const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: 65534,
  runAsGroup: 65534,
  fsGroup: 65534,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

/**
 * The operator of Trivy: looks into every image that runs, and writes what it finds and what is in it as objects of the
 * cluster. As it comes it reads the Secrets of every namespace, starts privileged pods that read folders of nodes, has
 * every scan fetch the database of vulnerabilities anew, and judges what the guardrails have judged already.
 */
export const TRIVY_OPERATOR_CHART = {
  name: "trivy-operator",
  repository: "https://aquasecurity.github.io/helm-charts",
  version: "0.34.0",
  source: "aquasecurity/trivy-operator v0.32.0 @ 1006872c1463, values and templates of deploy/helm read 2026-11-21",
  values: {
    operator: {
      // To find passwords of registries it would read the keys of signers too.
      accessGlobalSecretsAndServiceAccount: false,
      sbomGenerationEnabled: true,
      vulnerabilityScannerEnabled: true,
      exposedSecretScannerEnabled: true,
      // Pods with folders of the node, for a benchmark of the node.
      infraAssessmentScannerEnabled: false,
      // Guardrails judge manifests and roles before they are applied.
      configAuditScannerEnabled: false,
      rbacAssessmentScannerEnabled: false,
      clusterComplianceEnabled: false,
      // A finished job keeps the log of a scan; the report stands elsewhere.
      scanJobTTL: "10m",
      scanJobTimeout: "10m",
      metricsFindingsEnabled: true,
      // One series for each vulnerability of each image.
      metricsVulnIdEnabled: false,
    },
    // The chart installs the benchmarks themselves, whether anybody reads them or not.
    compliance: { specs: [] },
    podSecurityContext: POD_SECURITY,
    securityContext: CONTAINER_SECURITY,
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
    trivyOperator: {
      // Nobody's passwords are looked for on the machine of a cloud that this is not.
      useGCRServiceAccount: false,
      scanJobPodTemplatePodSecurityContext: POD_SECURITY,
      scanJobPodTemplateContainerSecurityContext: CONTAINER_SECURITY,
      // Which of them are signers, for the alerts.
      reportResourceLabels: "palisade.dev/kind",
    },
    trivy: {
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: null, memory: "1Gi" } },
      server: {
        podSecurityContext: POD_SECURITY,
        securityContext: CONTAINER_SECURITY,
        resources: { requests: { cpu: "200m", memory: "512Mi" }, limits: { cpu: null, memory: "1Gi" } },
      },
    },
  },
} as const satisfies ChartSpec;
