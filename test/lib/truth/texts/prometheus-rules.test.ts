import type { JsonRecord } from "../../../../lib/core/json";
import { ruleTemplateFaults } from "../../../../lib/truth/texts/go-template";
import { ACCEPTED_TEMPLATES, REFUSED_TEMPLATES } from "../../../support/promql-cases";
import { examinedManifest } from "./examined";

const rules = (...list: JsonRecord[]): JsonRecord => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: "rules", namespace: "apps" },
  spec: { groups: [{ name: "group", rules: list }] },
});
const GOOD = { alert: "Down", expr: "up == 0", for: "5m", labels: { severity: "critical" } };
const problems = (...list: JsonRecord[]) => examinedManifest(rules(...list)).problems;

test("a good rule is a fact and no problem", () => {
  expect(examinedManifest(rules(GOOD))).toEqual({
    problems: [],
    warnings: [],
    facts: ["alert expression: Down"],
  });
});

test("an expression with a fault names alert, place and version", () => {
  expect(problems({ ...GOOD, expr: "sum(rate(up[5m]) by (job)" })).toEqual([
    [
      'helm_release.it PrometheusRule rules spec.groups[0].rules[0].expr: Prometheus 3.15 cannot read the expression of Down: "by" does not fit there, at character 18',
      '  got: "sum(rate(up[5m]) by (job)"',
      "  do this: mend the expression",
      "  source: @prometheus-io/lezer-promql 0.315.0, the grammar of Prometheus v3.15.0; promql/parser of the same version",
    ].join("\n"),
  ]);
});

test("a function that does not exist has a nearest one", () => {
  expect(problems({ ...GOOD, expr: "increse(up[5m]) > 0" })[0]).toContain("  allowed: increase, irate, acos");
});

test("a range vector is nothing an alert can use", () => {
  expect(problems({ ...GOOD, expr: "up[5m]" })).toEqual([
    [
      "helm_release.it PrometheusRule rules spec.groups[0].rules[0].expr: the expression of Down gives a range vector, which no rule can use",
      '  got: "up[5m]"',
      "  allowed: an instant vector or a number",
      "  do this: put a function such as rate() around it",
      "  source: prometheus/prometheus v3.15.0, rules/manager.go: rule result is not a vector or scalar",
    ].join("\n"),
  ]);
});

test.each([
  [{ for: "5 minutes" }, /rules\[0\]\.for: Prometheus 3\.15 cannot read the duration/],
  [{ for: "5m1h" }, /cannot read the duration/],
  [{ keep_firing_for: "soon" }, /keep_firing_for: Prometheus 3\.15 cannot read the duration/],
  [{ alert: undefined }, /is an alert or a recording/],
  [{ alert: "" }, /is an alert or a recording/],
  [{ labels: { "": "c" } }, /takes no such name in labels/],
  [{ labels: { __name__: "c" } }, /takes no such name in labels/],
  [{ annotations: { summary: "{{ $label.job }}" } }, /there is no variable \$label\n.*\n {2}allowed: \$labels/],
  [{ annotations: { summary: "{{ $value | humanise }}" } }, /there is no function humanise\n.*\n {2}allowed: humanize/],
  [{ annotations: { summary: "{{ $labels.job" } }, /{{ at character 1 is not closed/],
  [{ annotations: { summary: "{{ if $value }}high" } }, /{{ if }} has no {{ end }}/],
])("%j is refused", (change, message) => {
  expect(problems({ ...GOOD, ...change })).toEqual([expect.stringMatching(message)]);
});

test("a recording has a metric's name and nothing of an alert", () => {
  expect(problems({ record: "a:b", expr: "sum(up)" })).toEqual([]);
  expect(problems({ record: "a:b", expr: "sum(up)", for: "1m" })).toEqual([
    expect.stringContaining("a recording has for, which only an alert has"),
  ]);
});

test("two alerts of one name need different labels", () => {
  expect(examinedManifest(rules(GOOD, { ...GOOD, expr: "up == 1" })).warnings).toEqual([
    [
      "helm_release.it PrometheusRule rules spec.groups[0].rules[1]: two alerts are named Down and have the same labels, so that nobody can tell them apart",
      "  do this: remove one, rename it or give it another label",
      "  source: prometheus/prometheus v3.15.0, cmd/promtool: duplicate rules",
    ].join("\n"),
  ]);
  expect(examinedManifest(rules(GOOD, { ...GOOD, labels: { severity: "warning" } })).warnings).toEqual([]);
});

test("an expression with a reference is not judged, and counted as not checked", () => {
  const reference = "$" + "{aws_instance.it.id}";
  expect(examinedManifest(rules({ ...GOOD, expr: `up{a="${reference}"} ==` }))).toEqual({
    problems: [],
    warnings: [],
    facts: ["alert expression: Down?"],
  });
});

test("odd rules do not make it throw", () => {
  expect(problems({ alert: "A", expr: 1 })).toEqual([]);
  expect(examinedManifest({ ...rules(), spec: { groups: "none" } }).problems).toEqual([]);
  expect(examinedManifest({ ...rules(), spec: { groups: [null, { name: 1, rules: [null, 1] }] } }).problems).toEqual(
    [],
  );
});

// promtool says the same of each: test/real/promtool-environments.test.ts.
test.each(ACCEPTED_TEMPLATES)("the template %s is read", (template) => {
  expect(ruleTemplateFaults(template)).toEqual([]);
});

test.each(REFUSED_TEMPLATES)("the template %s is refused", (template) => {
  expect(ruleTemplateFaults(template).length).toBeGreaterThan(0);
});
