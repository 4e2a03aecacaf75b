import { asText } from "../../../core/json";
import { exampleOf, exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

/** A chart that nobody works on any more, there at least. */
interface RetiredChart {
  /** Address that it left; elsewhere it goes on. @default - it goes on nowhere */
  readonly left?: string;
  /** What took its place. */
  readonly successor: string;
}

const GRAFANA = "grafana.github.io/helm-charts";
const COMMUNITY = "https://grafana-community.github.io/helm-charts";

const RETIRED: Readonly<Record<string, RetiredChart>> = {
  grafana: { left: GRAFANA, successor: `grafana of ${COMMUNITY}` },
  loki: { left: GRAFANA, successor: `loki of ${COMMUNITY}; the old one is for Enterprise Logs alone` },
  "loki-stack": { successor: `loki of ${COMMUNITY}, and a collector` },
  promtail: { successor: "opentelemetry-collector, or Grafana Alloy" },
  tempo: { left: GRAFANA, successor: `tempo of ${COMMUNITY}` },
  "tempo-distributed": { left: GRAFANA, successor: `tempo-distributed of ${COMMUNITY}` },
};

export const retiredChart = guardrail({
  id: "charts/retired-chart",
  title: "Every chart comes from where it is worked on",
  severity: "medium",
  why: "A chart that nobody works on brings no security fix of its programs, and one day it does not install any more.",
  fix: "use the chart that took its place",
  controls: { soc2: ["CC6.8"], iso27001: ["A.8.8"] },
  source: "grafana-community/helm-charts issue 2; grafana/helm-charts pull requests 3974 and 4107",
  subject: "release",
  charts: Object.keys(RETIRED),
  check: ({ chart, resource }) => {
    const { left = "", successor = "" } = RETIRED[chart] ?? {};
    const addresses = [resource.config["repository"], resource.config["chart"]].map(asText);
    return addresses.some((address) => address.includes(left)) ? fail(["chart"], successor, chart) : PASS;
  },
  examples: () => {
    const from = (repository: string, chart: string) =>
      exampleOf(`${chart} of ${repository}`, "helm_release", { name: "it", chart, repository });
    return {
      pass: [
        from("https://grafana-community.github.io/helm-charts", "loki"),
        from("https://charts.example.org", "grafana"),
        exampleOf("a mirror", "helm_release", { name: "it", chart: "oci://charts.example.org/tempo" }),
      ],
      fail: [
        from("https://grafana.github.io/helm-charts", "grafana"),
        from("https://grafana.github.io/helm-charts", "loki"),
        from("https://grafana.github.io/helm-charts", "tempo"),
        from("https://grafana.github.io/helm-charts/", "tempo-distributed"),
        exampleRelease("promtail of a mirror", "promtail", "6.17.1", {}),
        exampleRelease("loki-stack of a mirror", "loki-stack", "2.10.2", {}),
        exampleOf("a whole address", "helm_release", {
          name: "it",
          chart: "https://grafana.github.io/helm-charts/tempo",
        }),
      ],
      notApplicable: [
        from("https://grafana.github.io/helm-charts", "alloy"),
        exampleOf("a bucket", "aws_s3_bucket", {}),
      ],
    };
  },
});
