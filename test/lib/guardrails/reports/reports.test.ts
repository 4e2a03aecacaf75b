import { PALISADE_VERSION } from "../../../../lib/core/version";
import { judge } from "../../../../lib/guardrails";
import { jsonReport } from "../../../../lib/guardrails/reports/json";
import { markdownReport } from "../../../../lib/guardrails/reports/markdown";
import { terminalReport } from "../../../../lib/guardrails/reports/terminal";
import { SUPPRESSION, stackOf, TODAY, volumeRule, volumeRuleWith } from "../support/planted";
import { fullReport, LOW, REPORT } from "./report-fixture";

describe("the report for a terminal", () => {
  it("has the worst first, by rule and stack, and says in a line what is let off", () => {
    expect(terminalReport(REPORT)).toBe(`high  Every volume is encrypted  planted/encrypted-volume
  fix: encrypt it
  app (blocks)
    app/b (aws_ebs_volume.b) encrypted
      got: false
      expected: true

low  Small things  planted/low
  fix: tidy up
  app (warns)
    app/a (aws_ebs_volume.a) encrypted
      nothing stands there
      expected: true

rules that failed to judge, which blocks; mend the rule:
  planted/throwing at app/bad (aws_ebs_volume.bad): there is no such thing

suppressions that let nobody off any more; remove them:
  planted/encrypted-volume at app/nowhere in app (storage, until 2026-12-01)

entries of the baseline that are no longer found; --write-baseline takes them out:
  00000000000000000000000000000000 planted/old at app/old size

2 open findings: 1 blocking, 1 warning, 0 only reported; 1 rule error, blocking; 1 suppressed; 1 known from the baseline; 2 cannot be told; 3 rules on 1 stack, 5 times right`);
  });

  it("shows with all what is let off, known and not told, and why", () => {
    const shown = terminalReport(REPORT, { all: true });
    expect(shown).toContain(`suppressed:
  planted/encrypted-volume at app/a (aws_ebs_volume.a) encrypted: the data is public and replaced every night (storage, until 2026-12-01)

known from the baseline:
  planted/low at app/b (aws_ebs_volume.b) encrypted

cannot be told:
  planted/encrypted-volume at app/bad (aws_ebs_volume.bad) encrypted: the value is not known before the apply
  planted/low at app/bad (aws_ebs_volume.bad) encrypted: the value is not known before the apply
`);
  });

  it("is coloured only when it is told so", () => {
    expect(terminalReport(REPORT)).not.toContain("\u001b");
    const coloured = terminalReport(REPORT, { colour: true });
    expect(coloured).toContain("\u001b[31mhigh\u001b[0m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what colours are made of
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(terminalReport(REPORT));
  });

  it("counts places beyond the third, and names them with all", () => {
    const json = stackOf({ a: {}, b: {}, c: {}, d: {}, e: {} });
    const report = {
      rules: [volumeRule],
      verdicts: judge([{ name: "app", json }], { rules: [volumeRule], today: TODAY }),
    };
    expect(terminalReport(report)).toContain("    and 2 more places: --all shows all");
    expect(terminalReport(report)).not.toContain("app/d");
    expect(terminalReport(report, { all: true })).toContain("app/e");
  });

  it("leaves out what only stands in reports, and counts it", () => {
    const json = stackOf({ a: {} }, { guardrails: { profile: "relaxed" } });
    const report = { rules: [LOW], verdicts: judge([{ name: "app", json }], { rules: [LOW], today: TODAY }) };
    expect(terminalReport(report)).toBe(
      "1 open finding: 0 blocking, 0 warning, 1 only reported; 1 rule on 1 stack, 0 times right",
    );
    expect(terminalReport(report, { all: true })).toContain("app (is only reported)");
  });

  it("of nothing says that there is nothing", () => {
    expect(terminalReport({ rules: [], verdicts: judge([], { rules: [], today: TODAY }) })).toBe(
      "no open findings; 0 rules on 0 stacks, 0 times right",
    );
  });

  it("names file and line of what no construct made", () => {
    const json = { resource: { aws_ebs_volume: { a: { encrypted: false } } } };
    const files = new Map([["app", [{ path: "infra/main.tf.json", read: () => JSON.stringify(json, null, 2) }]]]);
    const verdicts = judge([{ name: "app", json }], { rules: [volumeRule], today: TODAY });
    expect(terminalReport({ rules: [volumeRule], verdicts, files })).toContain("      at: infra/main.tf.json:5");
  });
});

describe("the report as JSON", () => {
  const parsed = JSON.parse(jsonReport(REPORT));

  it("says its own version, and what came out", () => {
    expect(parsed).toMatchObject({
      version: 1,
      palisade: PALISADE_VERSION,
      verdict: "blocked",
      stacks: ["app"],
      rules: ["planted/encrypted-volume", "planted/low", "planted/throwing"],
      summary: { block: 1, warn: 1, report: 0, suppressed: 1, known: 1, unknown: 2, passed: 5, errors: 1 },
    });
  });

  it("has names that stay: programs read them", () => {
    expect(Object.keys(parsed)).toEqual([
      "version",
      "palisade",
      "verdict",
      "stacks",
      "rules",
      "summary",
      "findings",
      "unknown",
      "errors",
      "unusedSuppressions",
      "goneFromBaseline",
      "counts",
    ]);
    expect(parsed.findings[1]).toEqual({
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      rule: "planted/encrypted-volume",
      severity: "high",
      effect: "block",
      title: "Every volume is encrypted",
      fix: "encrypt it",
      stack: "app",
      environment: null,
      path: "app/b",
      address: "aws_ebs_volume.b",
      pointer: "/resource/aws_ebs_volume/b/encrypted",
      field: "encrypted",
      got: "false",
      expected: "true",
      suppression: null,
      isKnown: false,
    });
    expect(parsed.findings[0].suppression).toEqual(SUPPRESSION);
    expect(parsed.errors[0]).toMatchObject({ rule: "planted/throwing", message: "there is no such thing" });
    expect(parsed.unknown[0]).toMatchObject({ because: "the value is not known before the apply" });
    expect(parsed.unusedSuppressions).toEqual([{ stack: "app", ...SUPPRESSION, scope: "app/nowhere" }]);
    expect(parsed.goneFromBaseline).toHaveLength(1);
  });

  it("is the same text for the same stacks", () => {
    expect(jsonReport(fullReport())).toBe(jsonReport(REPORT));
  });
});

describe("the report as Markdown", () => {
  it("has a table for each rule, and one for everything that is let off", () => {
    const page = markdownReport(REPORT);
    expect(page).toContain("**Blocked**: 1 blocking, 1 warning and 0 only reported; 1 suppressed, 1 known");
    expect(page).toContain(`## High

### Every volume is encrypted

\`planted/encrypted-volume\`. Whoever gets a copy reads it. Fix: encrypt it.

| stack | where                                  | got     | expected | effect |
| ----- | -------------------------------------- | ------- | -------- | ------ |
| \`app\` | \`app/b\` \`aws_ebs_volume.b\` \`encrypted\` | \`false\` | true     | block  |`);
    for (const title of [
      "Suppressed",
      "Known from the baseline",
      "Rules that failed to judge",
      "Suppressions that let nobody off any more",
      "Entries of the baseline that are no longer found",
    ]) {
      expect(page).toContain(`## ${title}\n`);
    }
  });

  it("takes nothing that stands in a stack for Markdown or HTML", () => {
    const rule = volumeRuleWith({ why: "<b>a</b> [x](y) | *z*\n# h" });
    const json = stackOf({ a: { encrypted: "`|<script>`\n# x" } });
    const page = markdownReport({
      rules: [rule],
      verdicts: judge([{ name: "app", json }], { rules: [rule], today: TODAY }),
    });
    expect(page).toContain("\\<b\\>a\\</b\\> \\[x\\](y) | \\*z\\* \\# h");
    expect(page).toContain('`` "`\\|<script>`\\n# x" ``');
  });
});
