import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnTrial, exampleOpenRelease } from "./chart-examples";
import { expectValue, isDependedOn } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const unenforcedPolicies = guardrail({
  id: "charts/unenforced-policies",
  title: "Where people depend on it, Kyverno's policies refuse pods",
  severity: "medium",
  why: "In Audit every pod is admitted, and what is wrong with it stands in a report that somebody would have to read.",
  fix: "set validationFailureAction to Enforce once the reports are empty",
  controls: { soc2: ["CC6.8"], nist: ["CM-6"] },
  source: "kyverno-policies 3.9.0, validationFailureAction: Audit",
  subject: "release",
  charts: ["kyverno-policies"],
  check: ofOwnChart((release) =>
    isDependedOn(release) ? expectValue(release, "validationFailureAction").toBe("Enforce") : undefined,
  ),
  examples: () => {
    const action = (says: string, validationFailureAction: string) =>
      exampleRelease(says, "kyverno-policies", "3.9.0", { validationFailureAction });
    return {
      pass: [action("policies that refuse", "Enforce")],
      fail: [
        exampleRelease("the chart as it comes", "kyverno-policies", "3.9.0", {}),
        action("policies that report", "Audit"),
      ],
      unknown: [action("a choice from elsewhere", "$" + "{var.action}"), exampleOpenRelease("kyverno-policies")],
      notApplicable: [
        exampleOnTrial("an environment that nobody depends on", "kyverno-policies", {}),
        exampleNamesake("kyverno-policies"),
        exampleRelease("another chart", "kyverno", "3.9.0", {}),
      ],
    };
  },
});
