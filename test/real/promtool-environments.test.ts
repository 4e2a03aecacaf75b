import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isJsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";
import { Examination } from "../../lib/truth/examination";
import { type KubernetesObject, kubernetesObjectsOf } from "../../lib/truth/kubernetes/objects";
import { resourcesOf } from "../../lib/truth/synthesized-resource";
import { examineTexts } from "../../lib/truth/texts/examine-texts";
import { PROMETHEUS } from "../../lib/truth/texts/promql-report";
import { synthEnvironments } from "../support/environments";
import {
  ACCEPTED_EXPRESSIONS,
  ACCEPTED_TEMPLATES,
  REFUSED_EXPRESSIONS,
  REFUSED_TEMPLATES,
} from "../support/promql-cases";
import { expectEvidence } from "./evidence";
import { describeWithTools } from "./tools";

/** What the two versions do not agree on: names in quotes and durations as numbers came with Prometheus 3. */
const UNKNOWN_TO_DEBIAN: readonly string[] = ['{"utf8.name", a="b"}', "x > 5m"];

const resources = Object.values(synthEnvironments()).flatMap((stack) => [...resourcesOf(stack)]);
const objects = resources.flatMap((resource) => kubernetesObjectsOf(resource));

/** The rules of an object as promtool reads them. */
const ruleFiles = objects
  .filter(({ kind }) => kind === "PrometheusRule")
  .map(({ manifest }) => ({ groups: recordAt(manifest, "spec")["groups"] }));

/** What a dashboard asks, as recordings: promtool reads no dashboards. */
function panelFile({ manifest }: KubernetesObject): readonly { record: string; expr: string }[] {
  return Object.values(recordAt(manifest, "data")).flatMap((text) => {
    const dashboard: unknown = JSON.parse(String(text));
    return listAt(dashboard, "panels").flatMap((panel) =>
      listAt(panel, "targets").flatMap((target) => {
        const expr = textAt(target, "expr");
        return expr === undefined ? [] : [{ record: "panel:expression", expr }];
      }),
    );
  });
}

const dashboards = objects.filter(
  ({ kind, manifest }) => kind === "ConfigMap" && "grafana_dashboard" in recordAt(manifest, "metadata", "labels"),
);

/** Whether promtool takes each file. */
function judge(promtool: string, files: readonly unknown[]): readonly boolean[] {
  const folder = mkdtempSync(join(tmpdir(), "palisade-promtool-"));
  try {
    const names = files.map((_file, index) => `rules-${index}.json`);
    for (const [index, name] of names.entries()) writeFileSync(join(folder, name), JSON.stringify(files[index]));
    const { error, stdout, stderr } = spawnSync(promtool, ["check", "rules", "--lint=none", ...names], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error !== undefined) throw error;
    const parts = `${stdout}\n${stderr}`;
    return names.map((name) => !parts.includes(`${name}: `) && stdout.includes(`Checking ${name}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const asRule = (expr: string) => ({ groups: [{ name: "it", rules: [{ record: "a:b", expr }] }] });

const withTemplate = (summary: string) => ({
  groups: [{ name: "it", rules: [{ alert: "It", expr: "up", annotations: { summary } }] }],
});

describeWithTools(["promtool", "promtool-debian"], "promtool, the current one and Debian's", (toolOf) => {
  const NAMES = ["promtool", "promtool-debian"] as const;

  it.each(NAMES)("%s takes every rule of every environment", (name) => {
    expect(ruleFiles.length).toBeGreaterThan(20);
    expect(judge(toolOf(name).program, ruleFiles)).toEqual(ruleFiles.map(() => true));
  });

  it.each(NAMES)("%s takes what every panel of every dashboard asks", (name) => {
    const files = dashboards.map((object) => ({ groups: [{ name: "panels", rules: panelFile(object) }] }));
    expect(files.length).toBeGreaterThan(10);
    expect(judge(toolOf(name).program, files)).toEqual(files.map(() => true));
  });

  it("reads expressions as our reader does", () => {
    const [current, old] = NAMES.map((name) => {
      const good = judge(toolOf(name).program, ACCEPTED_EXPRESSIONS.map(asRule));
      const bad = judge(toolOf(name).program, REFUSED_EXPRESSIONS.map(asRule));
      return {
        refused: ACCEPTED_EXPRESSIONS.filter((_expression, index) => good[index] === false),
        taken: REFUSED_EXPRESSIONS.filter((_expression, index) => bad[index] === true),
      };
    });
    expect(current).toEqual({ refused: [], taken: [] });
    expect(old).toEqual({ refused: UNKNOWN_TO_DEBIAN, taken: [] });
  });

  it.each(NAMES)("%s reads templates as our reader does", (name) => {
    const { program } = toolOf(name);
    const good = judge(program, ACCEPTED_TEMPLATES.map(withTemplate));
    expect(ACCEPTED_TEMPLATES.filter((_template, index) => good[index] === false)).toEqual([]);
    const bad = judge(program, REFUSED_TEMPLATES.map(withTemplate));
    expect(REFUSED_TEMPLATES.filter((_template, index) => bad[index] === true)).toEqual([]);
  });

  it("took every expression that the examination counts", () => {
    const examination = new Examination();
    for (const resource of resources) examineTexts(resource, examination);
    const facts = examination.facts.filter(({ kind, of }) => kind === "alert expression" && of === PROMETHEUS);
    // The two tests above took every rule and every panel, so every name stands for something that was taken.
    const rules = ruleFiles.flatMap(({ groups }) =>
      [groups]
        .flat()
        .flatMap((group) => listAt(group, "rules").map((rule) => textAt(rule, "alert") ?? textAt(rule, "record"))),
    );
    const titles = dashboards.flatMap(({ manifest }) =>
      Object.values(recordAt(manifest, "data")).flatMap((text) => {
        const dashboard: unknown = JSON.parse(String(text));
        return listAt(dashboard, "panels")
          .filter(isJsonRecord)
          .map((panel) => `${textAt(dashboard, "title")}: ${textAt(panel, "title")}`);
      }),
    );
    const taken = new Set([...rules, ...titles]);
    const accepted = facts.filter(({ name }) => taken.has(name));
    expect(accepted).toEqual(facts);
    for (const name of NAMES) {
      const { version } = toolOf(name);
      const debian = name === "promtool-debian";
      const program = debian ? "promtool of Debian" : "promtool";
      const plain = accepted.map(({ kind, of, name: fact }) => ({ kind, of, name: fact }));
      expectEvidence(name, { program, version, facts: plain }, { anyVersion: debian });
    }
  });
});
