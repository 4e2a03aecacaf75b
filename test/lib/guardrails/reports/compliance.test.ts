import { GUARDRAILS, judge } from "../../../../lib/guardrails";
import { complianceReport, evidenceOf } from "../../../../lib/guardrails/reports/compliance";
import { TODAY, volumeRuleWith } from "../support/planted";
import { REPORT } from "./report-fixture";

describe("the report by control", () => {
  it("counts what the rules of a control said, and lists what is not covered", () => {
    const [soc2, , pci] = evidenceOf(REPORT);
    expect(soc2?.controls).toEqual([
      {
        control: "PI1.5",
        rules: ["planted/encrypted-volume", "planted/throwing"],
        pass: 4,
        fail: 2,
        open: 1,
        unknown: 1,
      },
    ]);
    const uncovered = soc2?.uncovered.map(({ control }) => control) ?? [];
    expect(uncovered).toEqual(expect.arrayContaining(["CC6.1", "CC6.6", "CC7.2"]));
    expect(uncovered).not.toContain("PI1.5");
    expect(pci?.uncovered.map(({ control }) => control)).not.toContain("1.3.1");
    expect(soc2?.uncovered.find(({ control }) => control === "PI1.4")?.subjects).toEqual([
      "keys, versions and locks of buckets",
    ]);
  });

  it("covers a group of controls by any of its members", () => {
    const rule = volumeRuleWith({ controls: { soc2: ["CC3.4"] } });
    const [soc2] = evidenceOf({ rules: [rule], verdicts: judge([], { rules: [rule], today: TODAY }) });
    const uncovered = soc2?.uncovered.map(({ control }) => control) ?? [];
    expect(uncovered).not.toContain("CC3.x");
    expect(uncovered).not.toContain("CC3.4");
    expect(uncovered).toContain("CC3.1");
  });

  it("says evidence for, and never that anything is compliant", () => {
    for (const report of [REPORT, { rules: GUARDRAILS, verdicts: judge([], { rules: GUARDRAILS, today: TODAY }) }]) {
      const page = complianceReport(report);
      expect(page).toContain("evidence for");
      expect(page).toContain("Not covered");
      expect(page).not.toMatch(/compl(y|ies|iant|iance)|conform|certif|guarantee|satisf/i);
    }
  });
});
