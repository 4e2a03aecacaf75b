import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../../lib/core/json";
import { GUARDRAILS } from "../../lib/guardrails";
import { effectOf } from "../../lib/guardrails/profile";
import { environments } from "../../stacks/environments";
import { guardExemptions } from "../../stacks/guard-exemptions";
import { synthEnvironments } from "../support/environments";
import { refusedInJson } from "./admission/asked-pods";
import { describeWithCharts, releasesIn, render } from "./charts/rendered-charts";

const MONITORING = { namespaceName: "monitoring", releaseLabel: "kube-prometheus-stack", runbookBaseUrl: "" };
/** Asked nothing by any engine. */
const NEVER_ASKED = ["kube-system", "admission"];
const WITH_PODS = ["CronJob", "DaemonSet", "Deployment", "Job", "Pod", "StatefulSet"];

/** What is sent to a cluster and has pods; what `helm test` alone would make is not. */
function workloadsIn(lines: readonly string[]): readonly JsonRecord[] {
  return parseAllDocuments(lines.join("\n"))
    .map((document): unknown => document.toJS())
    .filter(isJsonRecord)
    .filter((object) => WITH_PODS.includes(textAt(object, "kind") ?? ""))
    .filter((object) => !(textAt(recordAt(object, "metadata", "annotations"), "helm.sh/hook") ?? "").includes("test"));
}

describeWithCharts((helm, _, folder) => {
  const stacks = synthEnvironments();
  const guarded = environments.flatMap((environment) =>
    environment.guard === undefined ? [] : [{ environment, guard: environment.guard, name: environment.name }],
  );

  it.each(guarded)("pods of $name's charts are let in by its own guard", ({ environment, guard, name }) => {
    const exemptions = guardExemptions(environment, guard, MONITORING);
    const judging = { profile: environment.guardrails, effects: {} };
    const blocking = GUARDRAILS.filter(({ id, severity }) => effectOf(judging, id, severity) === "block").map(
      ({ id }) => id,
    );
    const releases = Object.entries(stacks)
      .filter(([stack]) => stack.startsWith(`${name}-`))
      .flatMap(([stack, json]) => releasesIn(stack, json));
    let asked = 0;
    const refused = releases.flatMap(({ chart, namespace: own, values }) =>
      workloadsIn(render(helm, join(folder, chart.name), values, own).lines).flatMap((object) => {
        const metadata = recordAt(object, "metadata");
        const namespace = textAt(metadata, "namespace") ?? own;
        if (NEVER_ASKED.includes(namespace)) return [];
        asked++;
        const here = exemptions.filter((exemption) => exemption.namespace === namespace);
        const rules = refusedInJson(object).filter(
          (rule) => blocking.includes(rule) && !here.some((exemption) => exemption.covers(rule)),
        );
        return rules.length === 0 ? [] : [`${namespace}/${textAt(metadata, "name")}: ${rules.join(", ")}`];
      }),
    );
    expect(refused).toEqual([]);
    expect(asked).toBeGreaterThan(10);
  });
});
