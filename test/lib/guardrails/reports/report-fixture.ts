import { judge } from "../../../../lib/guardrails";
import type { Report } from "../../../../lib/guardrails/reports/report";
import { SUPPRESSION, stackOf, TODAY, throwingRule, volumeRule, volumeRuleWith } from "../support/planted";

export const LOW = volumeRuleWith({
  id: "planted/low",
  severity: "low",
  title: "Small things",
  fix: "tidy up",
  controls: {},
});

/** Everything a report can hold: open of two kinds, suppressed, known, unknown, an error, an unused suppression, a gone entry. */
export function fullReport(): Report {
  const rules = [volumeRule, LOW, throwingRule];
  const json = stackOf(
    { a: {}, b: { encrypted: false }, bad: { encrypted: "$" + "{var.e}" }, good: { encrypted: true } },
    { suppressions: [SUPPRESSION, { ...SUPPRESSION, scope: "app/nowhere" }], guardrails: { profile: "strict" } },
  );
  const inputs = [{ name: "app", json }];
  const known = judge(inputs, { rules, today: TODAY }).findings.find(
    ({ rule, path }) => rule === "planted/low" && path === "app/b",
  );
  const baseline = new Set([known?.fingerprint ?? ""]);
  const verdicts = judge(inputs, { rules, today: TODAY, baseline });
  const gone = [{ fingerprint: "0".repeat(32), rule: "planted/old", stack: "app", path: "app/old", field: "size" }];
  return { verdicts, rules, gone };
}

export const REPORT = fullReport();
