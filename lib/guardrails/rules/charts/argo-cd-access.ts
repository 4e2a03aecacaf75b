import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const argoCdAccess = guardrail({
  id: "charts/argo-cd-access",
  title: "Argo CD asks who somebody is, and gives nobody everything by default",
  severity: "high",
  why: "It may change everything in the cluster, and so may whoever it lets in as an administrator.",
  fix: 'leave users.anonymous.enabled off in configs.cm, and set "policy.default" in configs.rbac to role:readonly or nothing',
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: "Argo CD documentation, RBAC Configuration: the default policy and anonymous access; argo-cd 10.1.1",
  subject: "release",
  charts: ["argo-cd"],
  check: ofOwnChart((release) =>
    judgements(
      expectValue(release, ["configs", "cm", "users.anonymous.enabled"]).notToBe(true),
      expectValue(release, ["configs", "rbac", "policy.default"]).notToBe("role:admin"),
    ),
  ),
  examples: () => {
    const release = (says: string, configs: object) => exampleRelease(says, "argo-cd", "10.1.1", { configs });
    return {
      pass: [
        exampleRelease("the chart as it comes", "argo-cd", "10.1.1", {}),
        release("readers by default", { rbac: { "policy.default": "role:readonly" } }),
      ],
      fail: [
        release("everybody", { cm: { "users.anonymous.enabled": "true" } }),
        release("administrators by default", { rbac: { "policy.default": "role:admin" } }),
      ],
      unknown: [
        release("a switch from elsewhere", { cm: { "users.anonymous.enabled": "$" + "{var.open}" } }),
        exampleOpenRelease("argo-cd"),
      ],
      notApplicable: [
        exampleNamesake("argo-cd"),
        exampleRelease("another chart", "app", "1.2.3", { configs: { cm: { "users.anonymous.enabled": true } } }),
      ],
    };
  },
});
