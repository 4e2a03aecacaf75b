import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";

/** Where charts say how often their programs run that work as several, by chart. Each has one where nothing is said. */
const REPLICAS: Readonly<Record<string, readonly string[]>> = {
  "cert-manager": ["replicaCount", "webhook.replicaCount", "cainjector.replicaCount"],
  "external-secrets": ["replicaCount", "webhook.replicaCount"],
  kagent: ["controller.replicas"],
  keda: ["operator.replicaCount", "metricsServer.replicaCount"],
  kyverno: ["admissionController.replicas"],
  "linkerd-control-plane": ["controllerReplicas"],
  "metrics-server": ["replicas"],
};

export const singleReplica = guardrail({
  id: "charts/single-replica",
  title: "What the whole cluster waits for runs more than once",
  severity: "low",
  why: "While the only one restarts, nothing is admitted, scaled, or given its secret or certificate.",
  fix: "set the chart's number of replicas to 2 or more, and its budget for disruptions",
  controls: { soc2: ["A1.2"], iso27001: ["A.8.14"] },
  source:
    "The values of cert-manager v1.21.1, external-secrets 2.9.0, kagent 0.9.12, keda 2.20.2, kyverno 3.9.0, linkerd-control-plane 2026.8.3, metrics-server 3.13.1",
  subject: "release",
  charts: Object.keys(REPLICAS),
  check: ofOwnChart((release) => {
    if (isOnDesk(release)) return undefined;
    return (REPLICAS[release.chart] ?? []).flatMap(
      // None at all is switched off.
      (at) => expectValue(release, at).toSatisfy((count) => Number(count) !== 1, "2 replicas or more") ?? [],
    );
  }),
  examples: () => ({
    pass: [
      exampleRelease("two of each", "cert-manager", "v1.21.1", {
        replicaCount: 2,
        webhook: { replicaCount: 3 },
        cainjector: { replicaCount: 2 },
      }),
      exampleRelease("two of each, and none", "external-secrets", "2.9.0", {
        replicaCount: 2,
        webhook: { replicaCount: 0 },
      }),
      exampleRelease("two", "metrics-server", "3.13.1", { replicas: 2 }),
      exampleRelease("two", "kagent", "0.9.12", { controller: { replicas: 2 } }),
      exampleRelease("two", "keda", "2.20.2", { operator: { replicaCount: 2 }, metricsServer: { replicaCount: 2 } }),
      exampleRelease("three", "kyverno", "3.9.0", { admissionController: { replicas: 3 } }),
      exampleRelease("three", "linkerd-control-plane", "2026.8.3", { controllerReplicas: 3 }),
    ],
    fail: [
      exampleRelease("one webhook", "cert-manager", "v1.21.1", { replicaCount: 2, cainjector: { replicaCount: 2 } }),
      exampleRelease("the chart as it comes", "external-secrets", "2.9.0", {}),
      exampleRelease("one", "kyverno", "3.9.0", { admissionController: { replicas: 1 } }),
    ],
    unknown: [
      exampleOpenRelease("metrics-server"),
      exampleRelease("a number from elsewhere", "kyverno", "3.9.0", {
        admissionController: { replicas: "$" + "{var.count}" },
      }),
    ],
    notApplicable: [
      exampleOnDesk("a cluster on a desk", "kyverno", {}),
      exampleNamesake("metrics-server"),
      exampleRelease("another chart", "app", "1.2.3", {}),
    ],
  }),
});
