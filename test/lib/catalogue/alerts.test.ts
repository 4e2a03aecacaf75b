import { checkParameters, ruleContext, SUBJECT_IDS, SUBJECTS, WORKLOAD_LABEL } from "../../../lib/catalogue/alerts";

const target = { namespace: "nodes", workload: "eth-0" };
const subjects = SUBJECT_IDS.map((id) => SUBJECTS[id]);
const rows = subjects.flatMap((subject) => subject.alerts.map((alert) => ({ subject, alert })));
const expressions = subjects.flatMap((subject) =>
  [...subject.alerts, ...subject.panels].map(({ expression, metrics }) => ({
    text: expression(ruleContext(subject, target)),
    metrics: metrics.map(({ name }) => name),
  })),
);

/** Metric names in an expression: identifiers in front of a selector. */
function metricsIn(expression: string): string[] {
  return [...expression.matchAll(/([a-zA-Z_:][a-zA-Z0-9_:]*)\{/g)].map(([, name = ""]) => name);
}

describe("the alert catalogue", () => {
  test.each(SUBJECT_IDS)("%s stands under its own name and has at least three alerts and a panel", (id) => {
    expect(SUBJECTS[id].id).toBe(id);
    expect(SUBJECTS[id].alerts.length).toBeGreaterThanOrEqual(3);
    expect(SUBJECTS[id].panels.length).toBeGreaterThanOrEqual(1);
  });

  test("no two alerts share a name", () => {
    const names = rows.map(({ alert }) => alert.name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(rows.map(({ alert }) => [alert.name, alert] as const))("%s says what to do", (_, alert) => {
    const { meaning, impact, checks, mitigation } = alert.runbook;
    for (const text of [alert.summary, alert.description, meaning, impact, ...checks, ...mitigation]) {
      expect(text.trim().length).toBeGreaterThan(10);
    }
    expect(checks.length).toBeGreaterThan(0);
    expect(mitigation.length).toBeGreaterThan(0);
    expect(Number.isInteger(alert.holdMinutes)).toBe(true);
  });

  test.each(expressions.map((expression) => [expression.text, expression] as const))(
    "every metric in `%s` has a source, and none is listed that is not read",
    (_, { text, metrics }) => {
      const read = new Set(metricsIn(text).filter((name) => name !== "up"));
      expect([...read].sort()).toEqual([...new Set(metrics)].sort());
    },
  );

  test.each(expressions.map(({ text }) => [text]))("`%s` reads nobody else's series", (text) => {
    for (const [, selector = ""] of text.matchAll(/\{([^}]*)\}(?!\})/g)) {
      expect(selector).toContain('namespace="nodes"');
      // Co-signers of one validator are read together; they are called alike, with the number of the shard behind it.
      if (selector.includes(`${WORKLOAD_LABEL}=~"eth-[0-9]+"`)) continue;
      expect(selector).toMatch(
        new RegExp(`(${WORKLOAD_LABEL}|deployment|statefulset|daemonset|cronjob)="eth-0"|pod=~"eth-0-`),
      );
    }
  });

  test("metrics are read as counters over at least four scrapes", () => {
    for (const { text } of expressions) {
      for (const [, minutes = ""] of text.matchAll(/\[(\d+)m\]/g)) expect(Number(minutes)).toBeGreaterThanOrEqual(2);
    }
  });

  test("the pods of an agent are told from those of an agent with a longer name", () => {
    const text = SUBJECTS["agent-service"].panels.at(-1)?.expression(ruleContext(SUBJECTS["agent-service"], target));
    const pattern = new RegExp(`^(?:${text?.match(/pod=~"([^"]+)"/)?.[1] ?? ""})$`);
    expect(pattern.test("eth-0-6d5f9c7b8-x2x4z")).toBe(true);
    expect(pattern.test("eth-0-more-6d5f9c7b8-x2x4z")).toBe(false);
  });

  test("the pods of a workload are those of a Deployment or a StatefulSet of its name", () => {
    const text = SUBJECTS.workload.panels.at(-1)?.expression(ruleContext(SUBJECTS.workload, target));
    const pattern = new RegExp(`^(?:${text?.match(/pod=~"([^"]+)"/)?.[1] ?? ""})$`);
    for (const pod of ["eth-0-6d5f9c7b8-x2x4z", "eth-0-0", "eth-0-12"]) expect(pattern.test(pod)).toBe(true);
    for (const pod of ["eth-0-more-6d5f9c7b8-x2x4z", "eth-0-more-0", "eth-0"]) expect(pattern.test(pod)).toBe(false);
  });

  test("numbers that no alert takes, or that cannot be thresholds, are refused together", () => {
    expect(() => checkParameters(SUBJECTS.lighthouse, { peer: 3, behindSlots: -1 })).toThrow(
      /take no number of this name[\s\S]*allowed: behindSlots, peers[\s\S]*not usable as a threshold/,
    );
  });

  test("a number changes the threshold", () => {
    const behind = SUBJECTS.lighthouse.alerts[1];
    const context = ruleContext(SUBJECTS.lighthouse, { ...target, parameters: { behindSlots: 9 } });
    expect(behind?.expression(context)).toMatch(/> 9$/);
  });
});
