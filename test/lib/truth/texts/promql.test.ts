import fc from "fast-check";
import { readPromql } from "../../../../lib/truth/texts/promql";
import { PROMQL_FUNCTIONS } from "../../../../lib/truth/texts/promql-functions";
import { ACCEPTED_EXPRESSIONS, REFUSED_EXPRESSIONS } from "../../../support/promql-cases";

// promtool says the same of each: test/real/promtool.test.ts.
test.each(ACCEPTED_EXPRESSIONS)("%s is read", (expression) => {
  expect(readPromql(expression).faults).toEqual([]);
});

test.each(REFUSED_EXPRESSIONS)("%s is refused", (expression) => {
  expect(readPromql(expression).faults.length).toBeGreaterThan(0);
});

test("a fault has its place and its words", () => {
  expect(readPromql("sum(rate(up[5m])) by (job").faults).toEqual([
    { what: "the expression ends too early", position: 25 },
  ]);
  expect(readPromql("rate(up[5x])").faults).toEqual([{ what: '"x])" does not fit there', position: 9 }]);
  expect(readPromql("histogram_quantle(0.9, x)").faults).toEqual([
    {
      what: "there is no function histogram_quantle",
      position: 0,
      allowed: "histogram_quantile, histogram_quantiles, histogram_count",
    },
  ]);
  expect(readPromql("up > rate(up)").faults).toEqual([
    {
      what: "rate takes a range vector and gets an instant vector",
      position: 10,
      allowed: "a selector with a range, such as up[5m]",
    },
  ]);
});

test("the grammar knows every function of the table", () => {
  for (const [name, { takes }] of PROMQL_FUNCTIONS) {
    const samples = { scalar: "1", vector: "x", range: "x[5m]", string: '"s"' };
    const { faults } = readPromql(`${name}(${takes.map((type) => samples[type]).join(", ")})`);
    expect(faults.filter(({ what }) => !what.includes("experimental"))).toEqual([]);
  }
});

test("no text makes the reader throw", () => {
  const pieces = fc.constantFrom(
    "sum",
    "rate(",
    ")",
    "x",
    "{",
    "}",
    '"',
    "[5m]",
    "by",
    "(a)",
    "+",
    "1",
    "=~",
    "$v",
    " ",
  );
  fc.assert(fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => void readPromql(parts.join(""))));
});
