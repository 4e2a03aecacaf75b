import { asList, textAt } from "../../../core/json";
import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOn } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const kedaScope = guardrail({
  id: "charts/keda-scope",
  title: "KEDA scales named kinds alone",
  severity: "low",
  why: "Whoever may write a ScaledObject then changes the size of any kind, a signer's or an operator's database too.",
  fix: "set rbac.scaledRefKinds to the kinds that are scaled, or rbac.enabledCustomScaledRefKinds to false",
  controls: { soc2: ["CC6.3"], nist: ["AC-6"] },
  source: "keda 2.20.2, rbac.scaledRefKinds: every kind of every group",
  subject: "release",
  charts: ["keda"],
  check: ofOwnChart((release) => {
    const grants = ["rbac.create", "rbac.enabledCustomScaledRefKinds"];
    if (grants.some((path) => isOn(release, path, true) === false)) return undefined;
    return expectValue(release, "rbac.scaledRefKinds").toSatisfy(
      (kinds) => !asList(kinds).some((kind) => textAt(kind, "kind") === "*"),
      "kinds by their names",
    );
  }),
  examples: () => {
    const rbac = (says: string, values: object) => exampleRelease(says, "keda", "2.20.2", { rbac: { ...values } });
    return {
      pass: [rbac("one kind", { scaledRefKinds: [{ apiGroup: "argoproj.io", kind: "Rollout" }] })],
      fail: [
        exampleRelease("the chart as it comes", "keda", "2.20.2", {}),
        rbac("every kind", { create: true, scaledRefKinds: [{ apiGroup: "apps", kind: "*" }] }),
      ],
      unknown: [exampleOpenRelease("keda"), rbac("kinds from elsewhere", { scaledRefKinds: "$" + "{var.kinds}" })],
      notApplicable: [
        rbac("the kinds of Kubernetes alone", { enabledCustomScaledRefKinds: false }),
        rbac("roles from elsewhere", { create: false }),
        exampleNamesake("keda"),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});
