import { PROFILES } from "../../../lib/guardrails";
import { effectOf, judgingOf, wantsJudging } from "../../../lib/guardrails/profile";
import { stackOf, verdictsOf, volumeRuleWith } from "./support/planted";

const SEVERITIES = ["critical", "high", "medium", "low"] as const;

test.each([
  ["strict", ["block", "block", "block", "warn"]],
  ["standard", ["block", "block", "warn", "report"]],
  ["relaxed", ["block", "warn", "report", "report"]],
])("the profile %s says what findings do", (profile, effects) => {
  const said = SEVERITIES.map((severity) => {
    const json = stackOf({ a: {} }, { guardrails: { profile } });
    return verdictsOf(json, [volumeRuleWith({ severity })]).findings[0]?.effect;
  });
  expect(said).toEqual(effects);
});

test("every profile is at most as strict as the one before it", () => {
  const order = ["report", "warn", "block"];
  const strictness = Object.values(PROFILES).map((profile) =>
    SEVERITIES.map((severity) => order.indexOf(profile[severity])),
  );
  for (const [index, profile] of strictness.slice(1).entries()) {
    expect(profile.every((value, place) => value <= (strictness[index]?.[place] ?? 0))).toBe(true);
  }
});

test.each([
  ["nothing", {}],
  ["a profile that there is not", { guardrails: { profile: "lenient" } }],
  ["the name of an object's own", { guardrails: { profile: "constructor" } }],
  ["no object", { guardrails: "relaxed" }],
  ["a list", { guardrails: [{ profile: "relaxed" }] }],
])("a stack that says %s is judged strictly", (_, marks) => {
  expect(judgingOf(marks).profile).toBe("strict");
});

test("a stack says that it is to be judged by an object, and by nothing less", () => {
  expect(wantsJudging({ guardrails: {} })).toBe(true);
  expect([{}, { guardrails: true }, { guardrails: null }].map(wantsJudging)).toEqual([false, false, false]);
});

test("a single rule can be made stricter, and never milder", () => {
  const judging = judgingOf({
    guardrails: { profile: "standard", effects: { "a/b": "block", "c/d": "report", "e/f": "ignore" } },
  });
  expect(judging.effects).toEqual({ "a/b": "block", "c/d": "report" });
  expect(effectOf(judging, "a/b", "low")).toBe("block");
  expect(effectOf(judging, "c/d", "critical")).toBe("block");
  expect(effectOf(judging, "e/f", "low")).toBe("report");
});
