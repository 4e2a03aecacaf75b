import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SUBJECT_IDS, SUBJECTS } from "../../../lib/catalogue/alerts";
import { dashboard } from "../../../lib/render/dashboard";
import { ruleGroup, runbookUrl } from "../../../lib/render/prometheus-rules";
import { runbookPage } from "../../../lib/render/runbook";

const target = { namespace: "nodes", workload: "eth-0" };
const runbookBaseUrl = "https://example.org/runbooks/";
const RUNBOOKS = join(__dirname, "../../../docs/runbooks");

describe("rules", () => {
  test.each(SUBJECT_IDS)("the rules of %s have a severity and a runbook link each", (id) => {
    const group = ruleGroup(SUBJECTS[id], target, { runbookBaseUrl });
    expect(group.name).toBe(`nodes.eth-0.${id}`);
    for (const rule of group.rules) {
      expect(rule.labels["severity"]).toMatch(/^(critical|warning|info)$/);
      expect(rule.annotations["runbook_url"]).toBe(`https://example.org/runbooks/${id}.md#${rule.alert.toLowerCase()}`);
    }
  });

  test("labels for routing stand on every rule and do not hide the severity", () => {
    const labels = { palisade_chain: "ethereum", severity: "none" };
    for (const rule of ruleGroup(SUBJECTS.reth, target, { runbookBaseUrl, labels }).rules) {
      expect(rule.labels["palisade_chain"]).toBe("ethereum");
      expect(rule.labels["severity"]).not.toBe("none");
    }
  });

  test("templates of Prometheus reach it as they are", () => {
    const [down] = ruleGroup(SUBJECTS.reth, target, { runbookBaseUrl }).rules;
    expect(down?.annotations["summary"]).toContain("{{ $labels.namespace }}");
  });

  test("an alert that fires at once has no waiting time", () => {
    const { rules } = ruleGroup(SUBJECTS["agent-service"], target, { runbookBaseUrl });
    expect(rules.find(({ alert }) => alert === "AgentOutOfMemory")).not.toHaveProperty("for");
    expect(rules.find(({ alert }) => alert === "AgentUnavailable")?.for).toBe("10m");
  });
});

describe("dashboards", () => {
  const sections = [
    { subject: SUBJECTS.reth, target },
    { subject: SUBJECTS.lighthouse, target: { ...target, workload: "eth-0-consensus" } },
  ];
  const rendered = dashboard({ title: "nodes/eth-0", tags: ["palisade"], sections });

  test("panel ids are unique and panels do not overlap", () => {
    const ids = rendered.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const cells = rendered.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(rendered.panels.every(({ gridPos }) => gridPos.x + gridPos.w <= 24)).toBe(true);
  });

  test("every panel has a unit, an expression and the data source of the reader", () => {
    for (const panel of rendered.panels.filter(({ type }) => type === "timeseries")) {
      expect(panel["datasource"]).toEqual({ type: "prometheus", uid: `\${datasource}` });
      expect(panel["fieldConfig"]).toMatchObject({ defaults: { unit: expect.stringMatching(/./) } });
      expect(panel.targets?.[0]?.expr).toContain('namespace="nodes"');
    }
  });

  test("each program is a row with its own panels", () => {
    expect(rendered.panels.filter(({ type }) => type === "row").map(({ title }) => title)).toEqual([
      "reth execution client: eth-0",
      "lighthouse consensus client: eth-0-consensus",
    ]);
  });

  test("the uid is short, stable and the title's own", () => {
    expect(rendered.uid).toMatch(/^[0-9a-f]{20}$/);
    expect(dashboard({ title: "nodes/eth-0", tags: [], sections: [] }).uid).toBe(rendered.uid);
    expect(dashboard({ title: "nodes/eth-1", tags: [], sections: [] }).uid).not.toBe(rendered.uid);
  });
});

describe("runbooks", () => {
  // `npx tsx test/support/write-runbooks.ts` writes the pages anew.
  test.each(SUBJECT_IDS)("the page of %s in docs/runbooks is the one the catalogue gives", (id) => {
    expect(readFileSync(join(RUNBOOKS, `${id}.md`), "utf8")).toBe(runbookPage(SUBJECTS[id]));
  });

  test("no page is left over", () => {
    const pages = readdirSync(RUNBOOKS).filter((name) => name.endsWith(".md"));
    expect(pages.sort()).toEqual([...SUBJECT_IDS].map((id) => `${id}.md`).sort());
  });

  test.each(SUBJECT_IDS)("every alert of %s links to a heading that is on its page", (id) => {
    const page = runbookPage(SUBJECTS[id]);
    const anchors = [...page.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading.toLowerCase());
    for (const alert of SUBJECTS[id].alerts) {
      const anchor = runbookUrl("", SUBJECTS[id], alert).split("#")[1];
      expect(anchors).toContain(anchor);
    }
  });
});
