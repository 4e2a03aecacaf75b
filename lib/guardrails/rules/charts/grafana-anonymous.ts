import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";
import { GRAFANA_CHARTS, grafanaPath, hasNoGrafana } from "./grafana-values";
import { ofOwnChart } from "./own-charts";

export const grafanaAnonymous = guardrail({
  id: "charts/grafana-anonymous",
  title: "Grafana shows nothing to those who do not log in",
  severity: "high",
  why: "Everyone who reaches it sees every metric and every log, and asks its data sources whatever they like.",
  fix: "leave auth.anonymous in grafana.ini off, and log people in through your identity provider",
  controls: { soc2: ["CC6.1"], iso27001: ["A.8.5"], nist: ["AC-3"] },
  source: "Grafana documentation, Configure authentication: anonymous access; grafana 12.11.1, grafana.ini",
  subject: "release",
  charts: GRAFANA_CHARTS,
  check: ofOwnChart((release) => {
    if (isOnDesk(release) || hasNoGrafana(release)) return undefined;
    return judgements(
      expectValue(release, grafanaPath(release, "grafana.ini", "auth.anonymous", "enabled")).notToBe(true),
      expectValue(release, grafanaPath(release, "env", "GF_AUTH_ANONYMOUS_ENABLED")).notToBe(true),
    );
  }),
  examples: () => {
    const ini = { "grafana.ini": { "auth.anonymous": { enabled: true } } };
    return {
      pass: [
        exampleRelease("Grafana as it comes", "grafana", "12.11.1", {}),
        exampleRelease("a stack as it comes", "kube-prometheus-stack", "88.5.3", {}),
        exampleRelease("one that says no", "grafana", "12.11.1", {
          "grafana.ini": { "auth.anonymous": { enabled: false } },
        }),
      ],
      fail: [
        exampleRelease("everybody", "grafana", "12.11.1", ini),
        exampleRelease("everybody, in a stack", "kube-prometheus-stack", "88.5.3", { grafana: ini }),
        exampleRelease("everybody, in another stack", "victoria-metrics-k8s-stack", "0.91.2", { grafana: ini }),
        exampleRelease("everybody, by a variable", "grafana", "12.11.1", {
          env: { GF_AUTH_ANONYMOUS_ENABLED: "true" },
        }),
      ],
      unknown: [
        exampleOpenRelease("grafana"),
        exampleRelease("a switch from elsewhere", "grafana", "12.11.1", {
          "grafana.ini": { "auth.anonymous": { enabled: "$" + "{var.open}" } },
        }),
      ],
      notApplicable: [
        exampleRelease("a stack without it", "kube-prometheus-stack", "88.5.3", {
          grafana: { ...ini, enabled: false },
        }),
        exampleOnDesk("a cluster on a desk", "grafana", ini),
        exampleNamesake("grafana", ini),
        exampleRelease("another chart", "app", "1.2.3", ini),
      ],
    };
  },
});
