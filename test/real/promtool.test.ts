import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ruleContext, SUBJECT_IDS, SUBJECTS, type SubjectSpec } from "../../lib/catalogue/alerts";
import { type AlertRule, ruleGroup } from "../../lib/render/prometheus-rules";
import { ALERT_PROOFS, type AlertCase, ENDPOINT, WORKLOAD } from "./alert-cases";
import { describeWithTool } from "./tools";

/** Path of the program; known as soon as the tests below are declared. */
let promtool = "";

const target = { namespace: "nodes", workload: WORKLOAD, endpoint: ENDPOINT };
const groupOf = (subject: SubjectSpec) =>
  ruleGroup(subject, target, { runbookBaseUrl: "https://example.org/runbooks" });
const alerts = SUBJECT_IDS.flatMap((id) => groupOf(SUBJECTS[id]).rules.map((rule) => [rule.alert, rule] as const));

/** Writes the files as JSON, which promtool reads as YAML, and runs it in their folder. */
function run(files: Readonly<Record<string, unknown>>, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "palisade-promtool-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
    const { status, stdout, stderr } = spawnSync(promtool, args, { cwd: folder, encoding: "utf8" });
    return { ok: status === 0, output: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const checkRules = (groups: unknown) => run({ "rules.json": { groups } }, "check", "rules", "rules.json");

/** One case as a promtool test: how many alerts of the rule fire in the target's namespace. */
function proof(rule: AlertRule, alertCase: AlertCase, firing: boolean) {
  const expr = `count(ALERTS{alertname="${rule.alert}", alertstate="firing", namespace="nodes"}) > 0`;
  const count = `min(clamp_max(${expr}, 1))`;
  return {
    interval: "1m",
    input_series: Object.entries(alertCase.series).map(([series, values]) => ({ series, values })),
    promql_expr_test: [
      { expr: count, eval_time: `${alertCase.atMinutes}m`, exp_samples: firing ? [{ labels: "{}", value: 1 }] : [] },
    ],
  };
}

function prove(rule: AlertRule, tests: readonly unknown[]) {
  return run(
    {
      "rules.json": { groups: [{ name: "proof", rules: [rule] }] },
      "tests.json": { rule_files: ["rules.json"], evaluation_interval: "1m", group_eval_order: ["proof"], tests },
    },
    "test",
    "rules",
    "tests.json",
  );
}

/** The quiet case, while the trouble is shown by another workload and by another program of the same pod. */
function besideTrouble(trouble: AlertCase, quiet: AlertCase): AlertCase {
  const elsewhere = (name: string) => [
    name.replaceAll(WORKLOAD, "other"),
    ...(name.includes(`"${ENDPOINT}"`) ? [name.replaceAll(`"${ENDPOINT}"`, '"second"')] : []),
  ];
  const others = Object.entries(trouble.series).flatMap(([name, values]) =>
    elsewhere(name).map((renamed) => [renamed, values] as const),
  );
  return { series: { ...Object.fromEntries(others), ...quiet.series }, atMinutes: quiet.atMinutes };
}

test("every alert of the catalogue is proven, and no proof is left over", () => {
  expect(Object.keys(ALERT_PROOFS).sort()).toEqual(alerts.map(([name]) => name).sort());
  for (const { fires, quiet } of Object.values(ALERT_PROOFS)) {
    expect(fires.length).toBeGreaterThan(0);
    expect(quiet.length).toBeGreaterThan(0);
  }
});

describeWithTool("promtool", "promtool", (program) => {
  promtool = program;

  test.each(SUBJECT_IDS)("accepts the rules of %s", (id) => {
    const { ok, output } = checkRules([groupOf(SUBJECTS[id])]);
    expect({ ok, output }).toEqual({ ok: true, output: expect.stringMatching(/SUCCESS/) });
    expect(output).not.toMatch(/lint error/);
  });

  test.each(SUBJECT_IDS)("parses every panel of %s", (id) => {
    const subject = SUBJECTS[id];
    const rules = subject.panels.map((panel, index) => ({
      record: `panel:number:${index}`,
      expr: panel.expression(ruleContext(subject, target)),
    }));
    expect(checkRules([{ name: "panels", rules }]).output).toMatch(/SUCCESS/);
  });

  test("refuses a broken expression and a broken template, so that it would tell", () => {
    const rule = groupOf(SUBJECTS.reth).rules[0];
    expect(checkRules([{ name: "broken", rules: [{ ...rule, expr: "up{" }] }]).ok).toBe(false);
    expect(checkRules([{ name: "broken", rules: [{ ...rule, annotations: { summary: "{{ $labels." } }] }]).ok).toBe(
      false,
    );
  });

  test.each(alerts)("%s fires where it should", (name, rule) => {
    const cases = ALERT_PROOFS[name]?.fires ?? [];
    const { ok, output } = prove(
      rule,
      cases.map((alertCase) => proof(rule, alertCase, true)),
    );
    expect({ ok, output }).toEqual({ ok: true, output: expect.any(String) });
  });

  test.each(alerts)("%s is quiet where it should be, also while another program is in trouble", (name, rule) => {
    const { fires = [], quiet = [] } = ALERT_PROOFS[name] ?? {};
    const [trouble] = fires;
    const cases =
      trouble === undefined ? quiet : [...quiet, ...quiet.map((alertCase) => besideTrouble(trouble, alertCase))];
    const { ok, output } = prove(
      rule,
      cases.map((alertCase) => proof(rule, alertCase, false)),
    );
    expect({ ok, output }).toEqual({ ok: true, output: expect.any(String) });
  });

  test.each(alerts)("the proof of %s catches a rule that never fires and one that always does", (name, rule) => {
    const { fires = [], quiet = [] } = ALERT_PROOFS[name] ?? {};
    const never = { ...rule, expr: "vector(1) > 2" };
    const { for: _hold, ...unheld } = rule;
    const always = { ...unheld, expr: 'label_replace(vector(1), "namespace", "nodes", "", "")' };
    expect(
      prove(
        never,
        fires.map((alertCase) => proof(rule, alertCase, true)),
      ).ok,
    ).toBe(false);
    expect(
      prove(
        always,
        quiet.map((alertCase) => proof(rule, alertCase, false)),
      ).ok,
    ).toBe(false);
  });
});
