import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GUARDRAILS } from "../../../lib/guardrails";
import { mutantsOf } from "../../support/mutants";
import { isNoticed } from "../../support/mutated-rule";
import { EQUIVALENT_MUTANTS } from "./equivalent-mutants";

// Each rule is changed in one place and judged by its own examples: a rule whose condition can be broken without an
// example that tells is not tested. Only one's own family: npx jest test/lib/guardrails/mutation.test.ts -t "network/".

let mutants = 0;
afterAll(() => process.stderr.write(`\n${mutants} mutants of ${GUARDRAILS.length} rules were tried\n`));

const RULES = join(__dirname, "../../../lib/guardrails/rules");

interface Survivor {
  readonly code: string;
  readonly change: string;
  readonly shown: string;
}

function survivorsOf(id: string): { readonly tried: number; readonly survivors: readonly Survivor[] } {
  const file = join(RULES, `${id}.ts`);
  const source = readFileSync(file, "utf8");
  const lines = source.split("\n");
  const tried = mutantsOf(source);
  const survivors = tried
    .filter((mutant) => !isNoticed(id, file, mutant.source))
    .map(({ line, before, after }): Survivor => {
      const code = (lines[line - 1] ?? "").trim();
      const change = `${before.replace(/\s+/g, " ")} -> ${after}`;
      return { code, change, shown: `${id}.ts:${line}  ${change}   in   ${code}` };
    });
  return { tried: tried.length, survivors };
}

test.each(GUARDRAILS.map(({ id }) => id))("some example of %s notices each change to what it decides", (id) => {
  const { tried, survivors } = survivorsOf(id);
  const letOff = EQUIVALENT_MUTANTS.filter(({ rule }) => rule === id);
  const isLetOff = ({ code, change }: Survivor): boolean =>
    letOff.some((each) => each.code === code && each.change === change);
  mutants += tried;
  expect(tried).toBeGreaterThan(0);
  expect(survivors.filter((survivor) => !isLetOff(survivor)).map(({ shown }) => shown)).toEqual([]);
  const stale = letOff.filter(
    (each) => !survivors.some(({ code, change }) => each.code === code && each.change === change),
  );
  expect(stale).toEqual([]);
});

const PLANTED = `
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
export const planted = guardrail({
  id: "encryption/planted", title: "t", severity: "low", why: "w", fix: "f", source: "s",
  subject: "resource", types: ["aws_ebs_volume"],
  check: ({ config }) => expectAt(config, "encrypted").toBe(true),
  examples: () => ({
    pass: [exampleOf("right", "aws_ebs_volume", { encrypted: true })],
    fail: [
      exampleOf("nothing", "aws_ebs_volume", {}),
      exampleOf("wrong", "aws_ebs_volume", { encrypted: false }),
    ],
  }),
});`;

const isPlantedNoticed = (source: string): boolean =>
  isNoticed("encryption/planted", join(RULES, "encryption/planted.ts"), source);

test("a rule whose examples tell too little is found out", () => {
  const careless = PLANTED.replace(/.*exampleOf\("wrong".*\n/, "");
  const weaker = (text: string): string => text.replace(".toBe(true)", '.notToBe("x", "fail")');
  expect(isPlantedNoticed(PLANTED)).toBe(false);
  expect(isPlantedNoticed(weaker(careless))).toBe(false);
  expect(isPlantedNoticed(weaker(PLANTED))).toBe(true);
});

test("a change that throws, or that never comes to an end, is noticed", () => {
  expect(isPlantedNoticed(PLANTED.replace("expectAt(", "unheardOf("))).toBe(true);
  expect(isPlantedNoticed(PLANTED.replace("check: (", "check: () => { for (;;); }, other: ("))).toBe(true);
});

test("every kind of change is made, and what only people read is left alone", () => {
  const source = `
    const LIMIT = 7; const NAMES = ["a"]; const UNUSED = 9;
    export const rule = guardrail({
      id: "a/b", why: "é", types: ["aws_x"], examples: () => ({ pass: [one("x", 1 === 1)] }),
      check: ({ a, b }) => {
        const at = ["x", 0];
        if (a === "x" && !b && typeof b !== "string") return fail([0, "x"], "not this", a ?? 1);
        return a > LIMIT || /y/.test(b ?? "") ? PASS : expectAt(a, "p", ["q"]).toBe(helped(a), "fail");
      },
    });
    function helped(a: "p" | "q"): boolean { return (a as string) !== "in a sentence" ? true : a <= 3; }
    function one(says: string): string { return says + "it"; }`;
  expect(mutantsOf(source).map(({ before, after }) => `${before} -> ${after}`)).toEqual([
    "7 -> 7 + 1",
    "&& -> ||",
    "&& -> ||",
    "=== -> !==",
    '"x" -> "x~"',
    "!b -> b",
    'fail([0, "x"], "not this", a ?? 1) -> ({ verdict: "pass" })',
    "|| -> &&",
    "> -> <=",
    "/y/ -> /(?!)/",
    'PASS -> ({ verdict: "fail", at: [], expected: "mutant" })',
    '"p" -> "p~"',
    '"fail" -> "pass"',
    "!== -> ===",
    "true -> false",
    "<= -> >",
    "3 -> (3 + 1)",
  ]);
});
