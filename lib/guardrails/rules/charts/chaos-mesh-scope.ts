import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { exampleOnDesk, exampleOnTrial, exampleOpenRelease } from "./chart-examples";
import { isDependedOn, isOn } from "./chart-values";

export const chaosMeshScope = guardrail({
  id: "charts/chaos-mesh-scope",
  title: "Where people depend on it, Chaos Mesh breaks things in named namespaces alone",
  severity: "medium",
  why: "An experiment with a selector too wide stops signers and databases, and its daemon is root on every node.",
  fix: "set clusterScoped to false with controllerManager.targetNamespace, or controllerManager.enableFilterNamespace to true",
  controls: { soc2: ["A1.2"], nist: ["AC-6"] },
  source: "chaos-mesh 2.8.3, clusterScoped: true, controllerManager.enableFilterNamespace: false",
  subject: "release",
  charts: ["chaos-mesh"],
  check: (release) => {
    if (!isDependedOn(release)) return undefined;
    const isEverywhere = isOn(release, "clusterScoped", true);
    const isFiltered = isOn(release, "controllerManager.enableFilterNamespace", false);
    if (isEverywhere === false || isFiltered === true) return PASS;
    const at = ["clusterScoped"];
    return isEverywhere === undefined || isFiltered === undefined ? unknown(at) : fail(at, "false");
  },
  examples: () => {
    const release = (says: string, values: object) => exampleRelease(says, "chaos-mesh", "2.8.3", { ...values });
    return {
      pass: [
        release("one namespace", { clusterScoped: false, controllerManager: { targetNamespace: "trials" } }),
        release("namespaces that ask for it", { controllerManager: { enableFilterNamespace: true } }),
      ],
      fail: [release("the chart as it comes", {}), release("everywhere", { clusterScoped: true })],
      unknown: [
        exampleOpenRelease("chaos-mesh"),
        release("a scope from elsewhere", { clusterScoped: "$" + "{var.all}" }),
        release("a filter from elsewhere", { controllerManager: { enableFilterNamespace: "$" + "{var.some}" } }),
      ],
      notApplicable: [
        exampleOnTrial("an environment to break things in", "chaos-mesh", {}),
        exampleOnDesk("a cluster on a desk", "chaos-mesh", {}),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});
