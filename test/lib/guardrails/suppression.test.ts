import { isBlocked, openFindings, SUPPRESSION_RULE } from "../../../lib/guardrails";
import { faultsOf, LONGEST_DAYS, reaches } from "../../../lib/guardrails/suppression";
import { SUPPRESSION, stackOf, TODAY, verdictsOf, volumeRule, volumeRuleWith } from "./support/planted";

function suppressing(changes: object, rule = volumeRule) {
  return verdictsOf(stackOf({ a: {} }, { suppressions: [{ ...SUPPRESSION, ...changes }] }), [rule]);
}

/** What is said of a suppression that does not hold. */
function saidOf(changes: object, rule = volumeRule): readonly (string | undefined)[] {
  const verdicts = suppressing(changes, rule);
  // The finding stays open, and the fault stands beside it.
  expect(openFindings(verdicts).map(({ rule: id }) => id)).toContain(rule.id);
  expect(isBlocked(verdicts)).toBe(true);
  return verdicts.findings.filter(({ rule: id }) => id === SUPPRESSION_RULE).map(({ got }) => got);
}

test("a suppression that holds lets its finding off", () => {
  const verdicts = suppressing({});
  expect(isBlocked(verdicts)).toBe(false);
  expect(openFindings(verdicts)).toEqual([]);
  expect(verdicts.unused).toEqual([]);
});

test("on the day that it names last it still holds, and the day after it has expired", () => {
  expect(isBlocked(suppressing({ expires: TODAY }))).toBe(false);
  expect(saidOf({ expires: "2026-11-20" })).toEqual(["it expired on 2026-11-20"]);
});

test.each<[string, object, readonly string[]]>([
  ["has expired", { created: "2026-08-01", expires: "2026-10-30" }, ["it expired on 2026-10-30"]],
  ["has no reason", { reason: "" }, ["it has no reason that says anything"]],
  ["has a reason of spaces", { reason: " ".repeat(40) }, ["it has no reason that says anything"]],
  ["has a reason that says nothing", { reason: "false positive" }, ["it has no reason that says anything"]],
  ["has a reason that is no text", { reason: { a: 1 } }, ["it has no reason that says anything"]],
  ["has no owner", { owner: "  " }, ["nobody answers for it: it has no owner"]],
  ["lasts too long", { expires: "2027-02-01" }, ["it lasts 92 days, and one of severity high at most 90"]],
  ["begins in the future", { created: "2026-11-22" }, ["it was created in the future, on 2026-11-22"]],
  ["ends on no day", { expires: "soon" }, ['expires is no day such as 2026-11-21: "soon"']],
  [
    "ends on a day that there is not",
    { expires: "2026-02-30" },
    ['expires is no day such as 2026-11-21: "2026-02-30"'],
  ],
  [
    "says no days at all",
    { created: null, expires: 7 },
    ['created is no day such as 2026-11-21: ""', 'expires is no day such as 2026-11-21: ""'],
  ],
  [
    "is wrong in every way",
    { reason: "", owner: "", created: "2026-11-30", expires: "2026-11-01" },
    [
      "it has no reason that says anything",
      "nobody answers for it: it has no owner",
      "it expires before it was created",
      "it was created in the future, on 2026-11-30",
      "it expired on 2026-11-01",
    ],
  ],
])("one that %s lets nobody off, and is said to be so", (_, changes, said) => {
  expect(saidOf(changes)).toEqual(said);
});

test("one of a rule that there is not names the closest, and everything about where it stands", () => {
  const { findings } = suppressing({ rule: "planted/encrypted-volumes" });
  expect(findings.find(({ rule }) => rule === SUPPRESSION_RULE)).toEqual({
    stack: "app",
    environment: undefined,
    path: "app/a",
    address: "",
    pointer: "/~1~1/palisade/suppressions/0",
    field: "suppression of planted/encrypted-volumes",
    rule: SUPPRESSION_RULE,
    severity: "high",
    effect: "block",
    got: 'there is no rule "planted/encrypted-volumes"; the closest are planted/encrypted-volume',
    expected: "a rule, a reason, an owner, and days from created to expires",
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

test("nobody is let off a rule that cannot be suppressed", () => {
  expect(saidOf({}, volumeRuleWith({ unsuppressible: true }))).toEqual(["nobody can be let off this rule"]);
});

test("the fault of a suppression cannot be suppressed either", () => {
  const suppressions = [
    { ...SUPPRESSION, owner: "" },
    { ...SUPPRESSION, rule: SUPPRESSION_RULE },
  ];
  const { findings } = verdictsOf(stackOf({ a: {} }, { suppressions }));
  expect(findings.filter(({ rule }) => rule === SUPPRESSION_RULE).map(({ got }) => got)).toEqual([
    "nobody answers for it: it has no owner",
    `there is no rule "${SUPPRESSION_RULE}"; the closest are planted/encrypted-volume`,
  ]);
});

test.each([
  ["app/b", true],
  ["app/a/inner", true],
  ["app/ab", true],
  ["other", true],
  ["", true],
])("one with the scope %j lets off nobody at app/a, and is said to be unused", (scope) => {
  const verdicts = suppressing({ scope });
  expect(isBlocked(verdicts)).toBe(true);
  expect(verdicts.unused.map(({ stack, suppression }) => [stack, suppression.scope])).toEqual([["app", scope]]);
});

test("one that nothing is left of to let off is said to be unused, and does not block", () => {
  const json = stackOf({ a: { encrypted: true } }, { suppressions: [SUPPRESSION] });
  const verdicts = verdictsOf(json);
  expect(verdicts.unused).toEqual([{ stack: "app", suppression: SUPPRESSION }]);
  expect(isBlocked(verdicts)).toBe(false);
});

test("one of another stack reaches nothing here", () => {
  const suppressed = stackOf({}, { suppressions: [SUPPRESSION] });
  const { judge } = jest.requireActual<typeof import("../../../lib/guardrails")>("../../../lib/guardrails");
  const verdicts = judge(
    [
      { name: "other", json: suppressed },
      { name: "app", json: stackOf({ a: {} }) },
    ],
    { rules: [volumeRule], today: TODAY },
  );
  expect(openFindings(verdicts).map(({ stack }) => stack)).toEqual(["app"]);
  expect(verdicts.unused.map(({ stack }) => stack)).toEqual(["other"]);
});

test("what is no suppression at all is one without anything", () => {
  const verdicts = verdictsOf(stackOf({ a: {} }, { suppressions: ["all", null, 7, {}] }));
  expect(verdicts.findings.filter(({ rule }) => rule === SUPPRESSION_RULE).map(({ got }) => got)).toEqual([
    'there is no rule ""; the closest are planted/encrypted-volume',
  ]);
  expect(verdictsOf(stackOf({ a: {} }, { suppressions: "all" })).findings).toHaveLength(1);
});

test("a scope reaches what stands at it and below, and not what only begins like it", () => {
  expect(["app", "app/a", "app/a/b"].map((path) => reaches({ ...SUPPRESSION, scope: "app" }, path))).toEqual([
    true,
    true,
    true,
  ]);
  expect(["application", "ap", ""].map((path) => reaches({ ...SUPPRESSION, scope: "app" }, path))).toEqual([
    false,
    false,
    false,
  ]);
});

test.each(Object.entries(LONGEST_DAYS))("one of severity %s may last %i days, and no day more", (severity, days) => {
  const after = (count: number): string =>
    new Date(Date.parse("2026-11-01") + count * 86_400_000).toISOString().slice(0, 10);
  const named = (["critical", "high", "medium", "low"] as const).find((each) => each === severity) ?? "low";
  expect(faultsOf({ ...SUPPRESSION, expires: after(days) }, named, TODAY)).toEqual([]);
  expect(faultsOf({ ...SUPPRESSION, expires: after(days + 1) }, named, TODAY)).toEqual([
    `it lasts ${days + 1} days, and one of severity ${severity} at most ${days}`,
  ]);
});
