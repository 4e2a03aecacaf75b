import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk, majorOf } from "./chart-values";
import { ofOwnChart } from "./own-charts";

/** First version of the chart that has network policies by default. */
const SINCE = 10;

export const argoCdNetworkPolicies = guardrail({
  id: "charts/argo-cd-network-policies",
  title: "Only Argo CD reaches the cache and the repository server of Argo CD",
  severity: "medium",
  why: "Whoever writes to its cache says what Argo CD installs, with the rights of Argo CD.",
  fix: "leave global.networkPolicy.create on, or set it to true in charts before version 10",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], iso27001: ["A.8.20", "A.8.22"], nist: ["SC-7"] },
  source: "argo-cd 10.1.1, global.networkPolicy.create: true since version 10",
  subject: "release",
  charts: ["argo-cd"],
  check: ofOwnChart((release) => {
    if (isOnDesk(release)) return undefined;
    const isOnByDefault = (majorOf(release) ?? SINCE) >= SINCE;
    return expectValue(release, "global.networkPolicy.create").toBe(true, isOnByDefault ? "pass" : "fail");
  }),
  examples: () => {
    const policies = (create: unknown) => ({ global: { networkPolicy: { create } } });
    return {
      pass: [
        exampleRelease("the chart as it comes", "argo-cd", "10.0.0", {}),
        exampleRelease("a chart of no fixed version", "argo-cd", "", {}),
        exampleRelease("an older chart that is told to", "argo-cd", "9.1.0", policies(true)),
      ],
      fail: [
        exampleRelease("an older chart as it comes", "argo-cd", "9.1.0", {}),
        exampleRelease("a chart that is told not to", "argo-cd", "10.1.1", policies(false)),
      ],
      unknown: [
        exampleRelease("a switch from elsewhere", "argo-cd", "10.1.1", policies("$" + "{var.on}")),
        exampleOpenRelease("argo-cd"),
      ],
      notApplicable: [
        exampleOnDesk("a cluster on a desk", "argo-cd", policies(false)),
        exampleNamesake("argo-cd", policies(false)),
        exampleRelease("another chart", "app", "1.2.3", policies(false)),
      ],
    };
  },
});
