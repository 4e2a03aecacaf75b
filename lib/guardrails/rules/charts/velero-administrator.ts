import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOn, isOnDesk } from "./chart-values";

export const veleroAdministrator = guardrail({
  id: "charts/velero-administrator",
  title: "Velero is no administrator of the cluster",
  severity: "medium",
  why: "Whoever gets into its pod, or into its bucket and waits for a restore, owns everything in the cluster.",
  fix: "set rbac.clusterAdministrator to false, and bind a role of your own for the kinds that are saved and restored",
  controls: { soc2: ["CC6.3"], iso27001: ["A.8.2"], nist: ["AC-6"] },
  source: "velero 12.1.0, rbac.clusterAdministrator: true",
  subject: "release",
  charts: ["velero"],
  check: (release) => {
    if (isOnDesk(release) || isOn(release, "rbac.create", true) === false) return undefined;
    return expectValue(release, "rbac.clusterAdministrator").toBe(false);
  },
  examples: () => ({
    pass: [exampleRelease("a role of its own", "velero", "12.1.0", { rbac: { clusterAdministrator: false } })],
    fail: [
      exampleRelease("the chart as it comes", "velero", "12.1.0", {}),
      exampleRelease("an administrator", "velero", "12.1.0", { rbac: { create: true, clusterAdministrator: true } }),
    ],
    unknown: [exampleOpenRelease("velero")],
    notApplicable: [
      exampleRelease("a role from elsewhere", "velero", "12.1.0", { rbac: { create: false } }),
      exampleOnDesk("a cluster on a desk", "velero", {}),
      exampleRelease("another chart", "app", "1.2.3", {}),
    ],
  }),
});
