import { isBlocked, openFindings, SUPPRESSION_RULE } from "../../../lib/guardrails";
import { SUPPRESSION, stackOf, throwingRule, verdictsOf, volumeRuleWith } from "./support/planted";

describe("what the rules say", () => {
  it("has the worst first, and then goes by stack, rule and path", () => {
    const rules = (["low", "critical", "medium", "high"] as const).map((severity) =>
      volumeRuleWith({ id: `planted/${severity}`, severity }),
    );
    const { findings } = verdictsOf(stackOf({ b: {}, a: {} }), rules);
    expect(findings.map(({ severity, path }) => `${severity} ${path}`)).toEqual([
      "critical app/a",
      "critical app/b",
      "high app/a",
      "high app/b",
      "medium app/a",
      "medium app/b",
      "low app/a",
      "low app/b",
    ]);
  });

  it("blocks while a finding that blocks is open, and not when all that is open only warns", () => {
    const volumes = { a: {}, b: {} };
    expect(isBlocked(verdictsOf(stackOf(volumes)))).toBe(true);
    expect(isBlocked(verdictsOf(stackOf({ a: { encrypted: true } })))).toBe(false);
    expect(isBlocked(verdictsOf(stackOf(volumes), [volumeRuleWith({ severity: "low" })]))).toBe(false);
    expect(isBlocked(verdictsOf(stackOf(volumes, { suppressions: [SUPPRESSION] })))).toBe(true);
    expect(isBlocked(verdictsOf(stackOf({ a: {} }, { suppressions: [SUPPRESSION] })))).toBe(false);
  });

  it("blocks when a rule failed to judge, whatever else holds", () => {
    const verdicts = verdictsOf(stackOf({ bad: { encrypted: true } }, { guardrails: { profile: "relaxed" } }), [
      throwingRule,
    ]);
    expect(openFindings(verdicts)).toEqual([]);
    expect(isBlocked(verdicts)).toBe(true);
  });

  it("lets what the baseline knows pass, and nothing else", () => {
    const before = verdictsOf(stackOf({ a: {} }));
    const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
    const same = verdictsOf(stackOf({ a: {} }), undefined, known);
    expect(same.findings.map(({ isKnown }) => isKnown)).toEqual([true]);
    expect(isBlocked(same)).toBe(false);
    const more = verdictsOf(stackOf({ a: {}, b: {} }), undefined, known);
    expect(openFindings(more).map(({ path }) => path)).toEqual(["app/b"]);
    expect(isBlocked(more)).toBe(true);
  });

  it("lets nobody accept what nobody can be let off", () => {
    const rules = [volumeRuleWith({ unsuppressible: true })];
    const known = new Set(verdictsOf(stackOf({ a: {} }), rules).findings.map(({ fingerprint }) => fingerprint));
    expect(isBlocked(verdictsOf(stackOf({ a: {} }), rules, known))).toBe(true);
  });

  it("keeps a suppressed finding, with who answers for it", () => {
    const { findings } = verdictsOf(stackOf({ a: {} }, { suppressions: [SUPPRESSION] }));
    expect(findings.map(({ suppression }) => suppression)).toEqual([SUPPRESSION]);
  });
});

test("a baseline does not let a faulty suppression pass", () => {
  const json = stackOf({ a: {} }, { suppressions: [{ ...SUPPRESSION, owner: "" }] });
  const first = verdictsOf(json);
  const again = verdictsOf(json, undefined, new Set(first.findings.map(({ fingerprint }) => fingerprint)));
  expect(openFindings(again).map(({ rule }) => rule)).toEqual([SUPPRESSION_RULE]);
  expect(isBlocked(again)).toBe(true);
});
