import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";

export const ciliumEnforcement = guardrail({
  id: "charts/cilium-enforcement",
  title: "Cilium enforces network policies",
  severity: "high",
  why: "Every network policy is taken, listed, and without effect.",
  fix: "leave policyEnforcementMode at default, or set it to always",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], iso27001: ["A.8.20", "A.8.22"], nist: ["SC-7"] },
  source: "cilium 1.20.0, policyEnforcementMode: default",
  subject: "release",
  charts: ["cilium"],
  check: (release) => expectValue(release, "policyEnforcementMode").notToBe("never"),
  examples: () => {
    const mode = (says: string, policyEnforcementMode: string) =>
      exampleRelease(says, "cilium", "1.20.0", { policyEnforcementMode });
    return {
      pass: [exampleRelease("the chart as it comes", "cilium", "1.20.0", {}), mode("always", "always")],
      fail: [mode("never", "never")],
      unknown: [mode("a choice from elsewhere", "$" + "{var.mode}"), exampleOpenRelease("cilium")],
      notApplicable: [exampleRelease("another chart", "tetragon", "1.7.0", { policyEnforcementMode: "never" })],
    };
  },
});
