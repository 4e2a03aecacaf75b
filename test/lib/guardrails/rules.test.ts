import { familyOf, GUARDRAILS, verifyRule } from "../../../lib/guardrails";

test.each(GUARDRAILS.map((rule) => [rule.id, rule] as const))("%s judges its examples as it should", (_, rule) => {
  expect(verifyRule(rule)).toEqual([]);
});

test("no two rules share an id", () => {
  const ids = GUARDRAILS.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("every rule stands in the folder of its family, in a file of its name", () => {
  const files = GUARDRAILS.map(({ id }) => id).filter((id) => {
    const module: unknown = jest.requireActual(`../../../lib/guardrails/rules/${id}`);
    return module === undefined;
  });
  expect(files).toEqual([]);
  expect(new Set(GUARDRAILS.map(familyOf)).size).toBeGreaterThan(1);
});
