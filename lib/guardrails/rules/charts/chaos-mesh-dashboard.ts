import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import { exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOn, isOnDesk } from "./chart-values";

export const chaosMeshDashboard = guardrail({
  id: "charts/chaos-mesh-dashboard",
  title: "Only who may break things reaches the dashboard that breaks them",
  severity: "high",
  why: "The chart opens it on a port of every node, and without its security mode whoever reaches it stops any pod.",
  fix: "set dashboard.service.type to ClusterIP, or dashboard.create to false, and leave dashboard.securityMode on",
  controls: { soc2: ["CC6.6"], nist: ["AC-3", "SC-7"] },
  source: "chaos-mesh 2.8.3, dashboard.service.type: NodePort",
  subject: "release",
  charts: ["chaos-mesh"],
  check: (release) => {
    if (isOnDesk(release) || isOn(release, "dashboard.create", true) === false) return undefined;
    return judgements(
      expectValue(release, "dashboard.service.type").toBe("ClusterIP"),
      expectValue(release, "dashboard.securityMode").toBe(true, "pass"),
    );
  },
  examples: () => {
    const dashboard = (says: string, values: object) =>
      exampleRelease(says, "chaos-mesh", "2.8.3", { dashboard: { ...values } });
    const service = { type: "ClusterIP" };
    return {
      pass: [dashboard("in the cluster", { service }), dashboard("with tokens", { service, securityMode: true })],
      fail: [
        exampleRelease("the chart as it comes", "chaos-mesh", "2.8.3", {}),
        dashboard("for the internet", { create: true, service: { type: "LoadBalancer" } }),
        dashboard("without tokens", { service, securityMode: false }),
      ],
      unknown: [
        dashboard("a switch from elsewhere", { service, securityMode: "$" + "{var.safe}" }),
        exampleOpenRelease("chaos-mesh"),
      ],
      notApplicable: [
        dashboard("none", { create: false }),
        exampleOnDesk("a cluster on a desk", "chaos-mesh", {}),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});
