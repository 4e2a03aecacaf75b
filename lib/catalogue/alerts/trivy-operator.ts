import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, SubjectSpec } from "./types";

const SOURCE = "aquasecurity/trivy-operator v0.32.0, pkg/metrics/collector.go";
const VULNERABILITIES: MetricUse = { name: "trivy_image_vulnerabilities", source: SOURCE };
const SECRETS: MetricUse = { name: "trivy_image_exposedsecrets", source: SOURCE };

/** Whose image it is; the scrape has a label `namespace` itself. */
const WHOSE = "exported_namespace, resource_kind, resource_name, container_name, image_repository, image_tag";
/**
 * Label with the kind of the workload: the operator is told to show `palisade.dev/kind`, under a prefix and with what a
 * label cannot hold made an underscore (pkg/metrics/util.go).
 */
const KIND = "k8s_label_palisade_dev_kind";
/** Those whose image stands beside keys. */
const HOLDS_KEYS = "signer|validator|secret-server|database";

const LOOK = [
  "The report: `kubectl --namespace <namespace> get vulnerabilityreports --output wide`, then `describe` the one of the image.",
  "Is the part that is at fault used at all, and can whoever attacks reach it?",
  "Is there a release of the image with a fixed version? The report names it.",
];

/** Watching the operator that looks into images, and what it found in those that run. */
export const TRIVY_OPERATOR: SubjectSpec = {
  id: "trivy-operator",
  title: "Image scanning (Trivy operator)",
  about: "It looks into every image that runs: for known faults of its parts, for secrets, and for what is in it.",
  scraped: true,
  parameters: {},
  alerts: [
    targetDown({
      name: "ImageScanningDown",
      program: "The operator of Trivy",
      impact: "New images run without anybody having looked into them. What was found before is kept for a day.",
    }),
    {
      name: "KeyImageCriticallyVulnerable",
      severity: "critical",
      holdMinutes: 30,
      expression: ({ scraped }) =>
        `max by (${OWNER_LABELS}, ${WHOSE}) (${VULNERABILITIES.name}{${scraped}, severity="Critical", ${KIND}=~"${HOLDS_KEYS}"}) > 0`,
      summary: "{{ $labels.image_repository }}:{{ $labels.image_tag }} stands beside keys and has critical faults",
      description:
        "{{ $value }} of them in {{ $labels.container_name }} of {{ $labels.exported_namespace }}/{{ $labels.resource_name }}.",
      runbook: {
        meaning:
          "The image of a signer, a validator, a database or a secret server has parts with faults known as critical.",
        impact: "Whoever can reach the part may get at keys.",
        checks: [...LOOK, "Who can reach the workload? Its network policy says so."],
        mitigation: [
          "A fixed image: change it in the catalogue or by the construct's `image`, rehearse, and roll it out one replica at a time.",
          "None yet: close who can reach the part, and look at the report every day.",
        ],
        never: ["Do not move a key to another signer for this alone."],
      },
      metrics: [VULNERABILITIES],
    },
    {
      name: "ImageCriticallyVulnerable",
      severity: "warning",
      holdMinutes: 60,
      expression: ({ scraped }) =>
        `max by (${OWNER_LABELS}, ${WHOSE}) (${VULNERABILITIES.name}{${scraped}, severity="Critical", ${KIND}!~"${HOLDS_KEYS}"}) > 0`,
      summary: "{{ $labels.image_repository }}:{{ $labels.image_tag }} has critical faults",
      description:
        "{{ $value }} of them in {{ $labels.container_name }} of {{ $labels.exported_namespace }}/{{ $labels.resource_name }}.",
      runbook: {
        meaning: "An image that runs has parts with faults known as critical.",
        impact: "Depends on the part: from none to somebody in the cluster.",
        checks: LOOK,
        mitigation: ["A fixed image: roll it out with the next release.", "None yet: write down why it may wait."],
      },
      metrics: [VULNERABILITIES],
    },
    {
      name: "SecretInImage",
      severity: "critical",
      holdMinutes: 5,
      expression: ({ scraped }) =>
        `max by (${OWNER_LABELS}, ${WHOSE}) (${SECRETS.name}{${scraped}, severity=~"Critical|High"}) > 0`,
      summary: "A secret stands in the image {{ $labels.image_repository }}:{{ $labels.image_tag }}",
      description: "{{ $value }} of them; it runs in {{ $labels.exported_namespace }}/{{ $labels.resource_name }}.",
      runbook: {
        meaning: "A key, a token or a password was built into an image. Whoever can pull it has it.",
        impact: "Treat it as known to everybody since the image was pushed.",
        checks: [
          "`kubectl --namespace <namespace> get exposedsecretreports`: which rule, which file?",
          "Is it a real one, or the example of a library?",
        ],
        mitigation: [
          "A real one: change it where it is accepted, first of all. The runbook of its kind says how.",
          "Then build the image without it, and delete the old one.",
        ],
        never: ["Do not only delete the image: that takes nothing back."],
      },
      metrics: [SECRETS],
    },
    {
      name: "NothingScanned",
      severity: "warning",
      holdMinutes: 360,
      expression: ({ scraped }) => `absent(${VULNERABILITIES.name}{${scraped}})`,
      summary: `No image was looked into by {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} for six hours`,
      description: "There is no report at all. No finding does not mean that nothing is there to be found.",
      runbook: {
        meaning: "Scans do not start or do not end.",
        impact: "All the other alerts of this page are silent, and mean nothing.",
        checks: [
          "Jobs in its namespace: do they run, and what do their logs say?",
          "The database of faults: is its registry reached, or does it say that too many asked (429)?",
          "A private registry: scans have no password for it unless you named one.",
        ],
        mitigation: ["Mend the way to the registries.", "Give the jobs more memory when they are killed."],
      },
      metrics: [VULNERABILITIES],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Faults in images that run",
      unit: "short",
      expression: ({ scraped }) => `sum by (severity) (${VULNERABILITIES.name}{${scraped}})`,
      legend: "{{severity}}",
      metrics: [VULNERABILITIES],
    },
    {
      title: "Images with critical faults",
      unit: "short",
      expression: ({ scraped }) =>
        `count by (exported_namespace) (${VULNERABILITIES.name}{${scraped}, severity="Critical"} > 0)`,
      legend: "{{exported_namespace}}",
      metrics: [VULNERABILITIES],
    },
  ],
};
