import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFindings, SUPPRESSION_RULE } from "../../../lib/guardrails";
import { Baseline } from "../../../lib/guardrails/baseline";
import { thrownMessage } from "../../support/thrown-message";
import { SUPPRESSION, stackOf, verdictsOf, volumeRule, volumeRuleWith } from "./support/planted";

const folder = mkdtempSync(join(tmpdir(), "palisade-baseline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RULES = [volumeRule];

function fileWith(text: string): string {
  const file = join(folder, "baseline.json");
  writeFileSync(file, text);
  return file;
}

test("a baseline holds a line for each finding, in order, and nothing that is let off", () => {
  const json = stackOf(
    { c: {}, a: {}, b: {} },
    { suppressions: [SUPPRESSION, { ...SUPPRESSION, scope: "app/b", owner: "" }] },
  );
  const verdicts = verdictsOf(json);
  const text = Baseline.of(verdicts, RULES).text();
  const prints = Object.fromEntries(
    verdicts.findings.map(({ path, fingerprint, rule }) => [`${rule} ${path}`, fingerprint]),
  );
  expect(text).toBe(`{
  "version": 1,
  "findings": [
    {"fingerprint":"${prints["planted/encrypted-volume app/b"]}","rule":"planted/encrypted-volume","stack":"app","path":"app/b","field":"encrypted"},
    {"fingerprint":"${prints["planted/encrypted-volume app/c"]}","rule":"planted/encrypted-volume","stack":"app","path":"app/c","field":"encrypted"}
  ]
}
`);
  expect(prints[`${SUPPRESSION_RULE} app/b`]).toBeDefined();
});

test("a finding that nobody can be let off is not accepted", () => {
  const rules = [volumeRuleWith({ unsuppressible: true })];
  expect(Baseline.of(verdictsOf(stackOf({ a: {} }), rules), rules).entries).toEqual([]);
});

test("what was written is read again, and lets just that pass", () => {
  const file = fileWith("");
  Baseline.of(verdictsOf(stackOf({ a: {} })), RULES).write(file);
  const baseline = Baseline.read(file);
  expect(baseline.text()).toBe(readFileSync(file, "utf8"));
  const later = verdictsOf(stackOf({ a: {}, b: {} }), undefined, baseline.fingerprints);
  expect(openFindings(later).map(({ path }) => path)).toEqual(["app/b"]);
});

test("entries without a finding are named, so that the file shrinks; those of other stacks are left alone", () => {
  const baseline = Baseline.of(verdictsOf(stackOf({ a: {}, b: {} })), RULES);
  expect(baseline.goneFrom(verdictsOf(stackOf({ a: {} }))).map(({ path }) => path)).toEqual(["app/b"]);
  expect(baseline.goneFrom({ ...verdictsOf(stackOf({})), stacks: ["other"] })).toEqual([]);
});

test("an empty baseline is one", () => {
  expect(Baseline.of(verdictsOf(stackOf({})), RULES).text()).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  expect(Baseline.read(fileWith('{"version":1,"findings":[]}')).entries).toEqual([]);
});

test("a file that is not there, or no JSON, is told of", () => {
  const missing = join(folder, "missing.json");
  expect(thrownMessage(() => Baseline.read(missing))).toBe(
    `${missing}: there is no such baseline\n  do this: write one with --write-baseline, or leave --baseline out`,
  );
  for (const text of ["[]", "{", '"a"', ""]) {
    expect(thrownMessage(() => Baseline.read(fileWith(text)))).toContain("the baseline is not a JSON object");
  }
});

test("every fault of a file is told of at once", () => {
  const good = { fingerprint: "a".repeat(32), rule: "a/b", stack: "s", path: "p", field: "" };
  const findings = [good, good, { ...good, fingerprint: "x" }, { ...good, fingerprint: "b".repeat(32), rule: 7 }, null];
  const file = fileWith(JSON.stringify({ version: 2, findings }));
  const message = thrownMessage(() => Baseline.read(file));
  expect(message.split("\n").filter((line) => line.startsWith(file))).toEqual([
    `${file}: the baseline has another form than this version of Palisade reads`,
    `${file}: entry 1 of the findings stands there twice`,
    `${file}: entry 2 of the findings is not one`,
    `${file}: entry 3 of the findings is not one`,
    `${file}: entry 4 of the findings is not one`,
  ]);
  expect(thrownMessage(() => Baseline.read(fileWith('{"version":1,"findings":{}}')))).toContain(
    "the baseline has no list of findings",
  );
});
