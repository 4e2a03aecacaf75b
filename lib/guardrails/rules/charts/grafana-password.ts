import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { isOnDesk } from "./chart-values";
import { GRAFANA_CHARTS, grafanaPath, hasNoGrafana } from "./grafana-values";
import { ofOwnChart } from "./own-charts";

export const grafanaPassword = guardrail({
  id: "charts/grafana-password",
  title: "The password of Grafana's administrator is no value of a chart",
  severity: "high",
  why: "It stands in the repository and in the state, and prom-operator and admin are the first that anybody tries.",
  fix: "leave adminPassword out, and set admin.existingSecret, as a MonitoringPlatform does with grafanaAdmin",
  controls: { soc2: ["CC6.1", "CC6.7"], iso27001: ["A.5.17"], pci: ["8.6.2"], nist: ["IA-5"] },
  aliases: ["C-0012"],
  source: "grafana 12.11.1, admin.existingSecret; prometheus-community/helm-charts pull request 5679",
  subject: "release",
  charts: GRAFANA_CHARTS,
  check: ofOwnChart((release) => {
    if (isOnDesk(release) || hasNoGrafana(release)) return undefined;
    const at = grafanaPath(release, "adminPassword");
    const found = read(release.values, at);
    if (found.state === "known" && found.value !== "") return fail(at, "a Secret by admin.existingSecret");
    // One from elsewhere stands in the state all the same; where it comes from says whether that is bad.
    return found.state === "unknown" || release.isPartial ? unknown(at) : PASS;
  }),
  examples: () => ({
    pass: [
      exampleRelease("a Secret", "grafana", "12.11.1", { admin: { existingSecret: "grafana-admin" } }),
      exampleRelease("one that the chart makes", "kube-prometheus-stack", "88.5.3", { grafana: { adminPassword: "" } }),
    ],
    fail: [
      exampleRelease("one that everybody knows", "grafana", "12.11.1", { adminPassword: "admin" }),
      exampleRelease("one in a stack", "kube-prometheus-stack", "88.5.3", {
        grafana: { adminPassword: "prom-operator" },
      }),
      exampleRelease("one in another stack", "victoria-metrics-k8s-stack", "0.91.2", {
        grafana: { adminPassword: "admin" },
      }),
    ],
    unknown: [
      exampleOpenRelease("grafana"),
      exampleRelease("one from elsewhere", "grafana", "12.11.1", { adminPassword: "$" + "{var.password}" }),
    ],
    notApplicable: [
      exampleRelease("a stack without it", "kube-prometheus-stack", "88.5.3", {
        grafana: { enabled: false, adminPassword: "admin" },
      }),
      exampleOnDesk("a cluster on a desk", "grafana", { adminPassword: "admin" }),
      exampleNamesake("grafana", { adminPassword: "admin" }),
      exampleRelease("another chart", "app", "1.2.3", { adminPassword: "admin" }),
    ],
  }),
});
