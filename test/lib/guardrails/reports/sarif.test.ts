import { readFileSync } from "node:fs";
import Ajv from "ajv";
import * as fc from "fast-check";
import { GUARDRAILS, judge, type Rule } from "../../../../lib/guardrails";
import type { Report } from "../../../../lib/guardrails/reports/report";
import { SARIF_LIMITS, sarifReport } from "../../../../lib/guardrails/reports/sarif";
import { SUPPRESSION, stackOf, TODAY, throwingRule, volumeRule, volumeRuleWith } from "../support/planted";

/** The schema that OASIS publishes, as a package of Microsoft's carries it. */
const SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

function schemaFile(): string | undefined {
  try {
    return require.resolve(SCHEMA);
  } catch {
    return undefined;
  }
}

function reportOf(
  json: ReturnType<typeof stackOf>,
  rules: readonly Rule[] = [volumeRule],
  more: Partial<Report> = {},
): Report {
  return { rules, verdicts: judge([{ name: "app", json }], { rules, today: TODAY }), ...more };
}

function runOf(report: Report, options = {}) {
  const log = JSON.parse(sarifReport(report, options));
  expect(log.version).toBe("2.1.0");
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

const STACK = stackOf(
  { a: {}, b: { encrypted: false }, bad: { encrypted: true } },
  { suppressions: [SUPPRESSION, { ...SUPPRESSION, scope: "app/nowhere" }] },
);

test("a rule says everything that a reader of the finding needs", () => {
  expect(runOf(reportOf(STACK)).tool.driver.rules[0]).toEqual({
    id: "planted/encrypted-volume",
    name: "PlantedEncryptedVolume",
    shortDescription: { text: "Every volume is encrypted" },
    fullDescription: { text: "Whoever gets a copy reads it." },
    help: {
      text: "Whoever gets a copy reads it. Fix: encrypt it. More: docs/guardrails.md#plantedencrypted-volume",
      markdown:
        "Whoever gets a copy reads it.\n\n**Fix:** encrypt it.\n\nMore: `docs/guardrails.md#plantedencrypted-volume`",
    },
    defaultConfiguration: { level: "error" },
    properties: {
      tags: ["security", "planted", "CKV_AWS_3", "soc2/PI1.5", "pci/1.3.1"],
      precision: "high",
      "problem.severity": "error",
      "security-severity": "8.0",
    },
  });
});

test("a rule has an address only where the page has one, since SARIF takes no relative one", () => {
  const documentationUrl = "https://docs.example.org/guardrails";
  const [rule] = runOf(reportOf(STACK), { documentationUrl }).tool.driver.rules;
  expect(rule.helpUri).toBe("https://docs.example.org/guardrails#plantedencrypted-volume");
});

test("a finding stands on its lines, at its construct and its address, with fingerprints", () => {
  const text = JSON.stringify(STACK, null, 2);
  const files = new Map([["app", [{ path: "cdktf.out/stacks/app one/cdk.tf.json", read: () => text }]]]);
  const { results } = runOf(reportOf(STACK, [volumeRule], { files }));
  const { fingerprint } = reportOf(STACK).verdicts.findings[1] ?? {};
  const line = text.split("\n").findIndex((each) => each.includes('"encrypted": false')) + 1;
  expect(results[1]).toEqual({
    ruleId: "planted/encrypted-volume",
    ruleIndex: 0,
    level: "error",
    message: { text: "app/b encrypted: got false, expected true. Fix: encrypt it." },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "cdktf.out/stacks/app%20one/cdk.tf.json" },
          region: { startLine: line, startColumn: 9, endLine: line, endColumn: 27 },
        },
        logicalLocations: [
          { name: "b", fullyQualifiedName: "app/b", kind: "construct" },
          { name: "aws_ebs_volume.b", fullyQualifiedName: "aws_ebs_volume.b", kind: "resource" },
        ],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, "palisade/v1": fingerprint },
    suppressions: [],
    properties: { severity: "high", effect: "block", pointer: "/resource/aws_ebs_volume/b/encrypted" },
  });
});

test("what is missing is shown on the lines of what it is missing in", () => {
  const text = JSON.stringify(STACK, null, 2);
  const lines = text.split("\n");
  const files = new Map([["app", [{ path: "a.tf.json", read: () => text }]]]);
  const { region } = runOf(reportOf(STACK, [volumeRule], { files })).results[0].locations[0].physicalLocation;
  expect(lines[region.startLine - 1]?.trim()).toBe('"a": {');
  expect(lines[region.endLine - 1]?.trim()).toBe("},");
});

test("of several files the one that holds it is named, also where sections are lists", () => {
  const files = new Map([
    [
      "app",
      [
        { path: "one.tf.json", read: () => '{"resource":{"aws_ebs_volume":{"other":{}}}}' },
        {
          path: "two.tf.json",
          read: () => '{"resource":[{"aws_x":{}},\n{"aws_ebs_volume":{"a":{},\n"b":{"encrypted":false}}}]}',
        },
        { path: "three.tf.json", read: () => "no JSON at all" },
      ],
    ],
  ]);
  const [first, second] = runOf(reportOf(STACK, [volumeRule], { files })).results;
  expect(first.locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: "two.tf.json" },
    region: { startLine: 2 },
  });
  expect(second.locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: "two.tf.json" },
    region: { startLine: 3, startColumn: 6, endLine: 3, endColumn: 23 },
  });
});

test("what is let off stays, with who answers for it; what the baseline knew is unchanged", () => {
  const { verdicts } = reportOf(STACK);
  const known = verdicts.findings.map((finding) => ({ ...finding, isKnown: finding.path === "app/b" }));
  const { results } = runOf({ rules: [volumeRule], verdicts: { ...verdicts, findings: known }, gone: [] });
  expect(results[0].suppressions).toEqual([
    {
      kind: "external",
      status: "accepted",
      justification: "the data is public and replaced every night (storage, from 2026-11-01 until 2026-12-01)",
      properties: { owner: "storage", created: "2026-11-01", expires: "2026-12-01", scope: "app/a" },
    },
  ]);
  expect(results.map(({ baselineState }: { readonly baselineState: string }) => baselineState)).toEqual([
    "new",
    "unchanged",
  ]);
  expect(runOf(reportOf(STACK)).results[0].baselineState).toBeUndefined();
});

test("a rule that failed to judge makes the run one that did not succeed", () => {
  const [invocation] = runOf(reportOf(STACK, [throwingRule])).invocations;
  expect(invocation.executionSuccessful).toBe(false);
  expect(invocation.toolExecutionNotifications[0]).toEqual({
    level: "error",
    message: { text: "the rule planted/throwing failed to judge app/bad: there is no such thing" },
    associatedRule: { id: "planted/throwing" },
  });
  expect(runOf(reportOf(STACK)).invocations[0].executionSuccessful).toBe(true);
});

test.each([
  ["critical", "error", "9.5"],
  ["high", "error", "8.0"],
  ["medium", "warning", "5.5"],
  ["low", "note", "2.0"],
] as const)(
  "a rule of severity %s has the level and the number that GitHub calls by that name",
  (severity, level, number) => {
    const [rule] = runOf(reportOf(STACK, [volumeRuleWith({ severity })])).tool.driver.rules;
    expect(rule.defaultConfiguration.level).toBe(level);
    expect(rule.properties["security-severity"]).toBe(number);
  },
);

test.each([
  ["strict", "low", "warning"],
  ["relaxed", "low", "note"],
  ["relaxed", "critical", "error"],
] as const)("in the profile %s a finding of severity %s has the level %s", (profile, severity, level) => {
  const report = reportOf(stackOf({ a: {} }, { guardrails: { profile } }), [volumeRuleWith({ severity })]);
  expect(runOf(report).results[0].level).toBe(level);
});

test("no more is in it than GitHub takes: the worst findings, and a word on the others", () => {
  const { verdicts } = reportOf(STACK);
  const [worst] = verdicts.findings;
  const many = Array.from({ length: SARIF_LIMITS.results + 7 }, () => worst).flatMap((each) => each ?? []);
  const controls = { nist: Array.from({ length: 40 }, (_, index) => `AC-${index}`) };
  const rules = [volumeRuleWith({ controls })];
  const run = runOf({ rules, verdicts: { ...verdicts, findings: many } });
  expect(run.results).toHaveLength(SARIF_LIMITS.results);
  expect(run.invocations[0].toolExecutionNotifications[0].message.text).toBe(
    "7 findings are left out: a run holds 25000",
  );
  expect(run.tool.driver.rules[0].properties.tags).toHaveLength(SARIF_LIMITS.tags);
});

test("every rule of Palisade stands in it, once, with an index that leads to it", () => {
  const { rules } = runOf(reportOf(STACK, [...GUARDRAILS, volumeRule])).tool.driver;
  const ids = rules.map(({ id }: { readonly id: string }) => id);
  expect(ids).toEqual([...GUARDRAILS.map(({ id }) => id), "planted/encrypted-volume", "guardrails/valid-suppression"]);
  const names = new Set(rules.map(({ name }: { readonly name: string }) => name));
  expect(names.size).toBe(ids.length);
  for (const { properties } of rules) expect(new Set(properties.tags).size).toBe(properties.tags.length);
});

const file = schemaFile();
if (file === undefined) process.stderr.write(`not installed, so the schema of SARIF is not asked: ${SCHEMA}\n`);
(file === undefined ? test.skip : test)("the schema of SARIF 2.1.0 takes it, whatever stands in the stacks", () => {
  // A schema of draft 4, which uses nothing that later drafts read otherwise but these two.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file ?? "", "utf8"));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const faultsOf = (report: Report, options = {}): unknown => {
    validate(JSON.parse(sarifReport(report, options)));
    return validate.errors ?? [];
  };
  const rules = [...GUARDRAILS, volumeRule, throwingRule];
  expect(faultsOf(reportOf(STACK, rules, { gone: [] }), { documentationUrl: "https://example.org/a" })).toEqual([]);
  expect(faultsOf({ rules: [], verdicts: judge([], { rules: [], today: TODAY }) })).toEqual([]);
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.record({ encrypted: fc.jsonValue() })), (volumes) => {
      const json = stackOf(volumes);
      const files = new Map([["app", [{ path: "a b/ü.tf.json", read: () => JSON.stringify(json, null, 1) }]]]);
      expect(faultsOf(reportOf(json, [volumeRule], { files }))).toEqual([]);
    }),
  );
});
