import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KNOWN_CHARTS, type KnownChart } from "../../lib/catalogue/charts/known-charts";
import { type JsonRecord, recordAt } from "../../lib/core/json";
import { type Fact, factKey } from "../../lib/truth";
import { pathKeys } from "../../lib/truth/charts/value-path";
import { chartValuesFile, readYaml } from "../support/charts/chart-values-file";
import { synthEnvironments } from "../support/environments";
import { describeWithCharts, type PlatformRelease, releasesIn, render } from "./charts/rendered-charts";
import { expectEvidence } from "./evidence";

/*
 * Our values, rendered by the real Helm with the real charts. The charts are not part of this repository: name a folder
 * that holds them, unpacked, in PALISADE_CHARTS. Each is at the version of KNOWN_CHARTS, with its dependencies inside:
 *
 *   helm pull kube-prometheus-stack --repo https://prometheus-community.github.io/helm-charts --version 88.5.3 --untar
 *
 * Without the folder the tests are skipped with a notice. That a chart renders proves little, since Helm passes over a
 * key that no template reads. So every value is changed once, and what is rendered has to change with it.
 */

/** Values that are set and leave no trace in what is rendered, with the reason. */
const WITHOUT_TRACE: Readonly<Record<string, string>> = {
  "chart falco 9.1.0 falco.load_plugins": "the chart adds the one plugin that is named, whatever stands there",
  "chart kube-prometheus-stack 88.5.3 grafana.assertNoLeakedSecrets": "stops a release, and changes none",
  "chart kyverno 3.9.0 admissionController.podDisruptionBudget.enabled": "where several run there is a budget anyway",
  "chart kyverno 3.9.0 reportsController.podDisruptionBudget.enabled": "where several run there is a budget anyway",
  "chart metrics-server 3.13.1 tls.helm.certDurationDays": "stands inside of a certificate, which is new each time",
  "chart metrics-server 3.13.1 tls.helm.lookup": "asks the cluster for the certificate there is; nothing is there here",
  "chart trivy-operator 0.34.0 compliance.specs": "is empty, and a name that the chart does not know brings nothing",
  "chart vault 0.34.1 injector.replicas": "holds for the injector, which is switched off",
  "chart vault 0.34.1 injector.webhook.failurePolicy": "holds for the injector, which is switched off",
};

/** The same values with another one at a path. */
function changedAt(values: JsonRecord, [first = "", ...rest]: readonly string[]): JsonRecord {
  const inner = values[first];
  const changed = rest.length === 0 ? another(inner) : changedAt(recordAt(inner), rest);
  return { ...values, [first]: changed };
}

function another(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return `${value}x`;
  if (Array.isArray(value)) return value.length === 0 ? ["palisade"] : [];
  return { ...recordAt({ value }, "value"), palisade: "changed" };
}

/** Whether two renderings differ elsewhere than where they always do: certificates are new each time. */
function differs(first: readonly string[], second: readonly string[], fresh: ReadonlySet<number>): boolean {
  return first.length !== second.length || first.some((line, index) => !fresh.has(index) && line !== second[index]);
}

/** The facts of a release that show in what is rendered. A chart that refuses the change has read the value too. */
function factsThatShow(helm: string, folder: string, { values, facts }: PlatformRelease): readonly Fact[] {
  const { lines, fault } = render(helm, folder, values);
  if (fault !== undefined) return [];
  const again = render(helm, folder, values).lines;
  const fresh = new Set(lines.flatMap((line, index) => (line === again[index] ? [] : [index])));
  return facts.filter(({ name }) => {
    const changed = render(helm, folder, changedAt(values, pathKeys(name)));
    return changed.fault !== undefined || differs(lines, changed.lines, fresh);
  });
}

describeWithCharts((helm, helmVersion, folder) => {
  const releases = Object.entries(synthEnvironments()).flatMap(([stack, json]) => releasesIn(stack, json));
  const folderOf = ({ name }: KnownChart) => join(folder, name);

  it.each(KNOWN_CHARTS.map((chart) => [chart.name, chart] as const))(
    "%s is the version that the catalogue knows, and takes what is written down of it",
    (name, chart) => {
      expect(readYaml(join(folderOf(chart), "Chart.yaml"))["version"]).toBe(chart.version);
      const file = join(__dirname, `../../lib/catalogue/charts/values/${name}-${chart.version}.json`);
      expect(chartValuesFile(folder, chart)).toBe(readFileSync(file, "utf8"));
    },
  );

  it.each(releases.map((release) => [`${release.stack} ${release.chart.name}`, release] as const))(
    "%s renders",
    (_, { chart, values }) => {
      const { fault, lines } = render(helm, folderOf(chart), values);
      expect(fault).toBeUndefined();
      expect(lines.length).toBeGreaterThan(100);
    },
  );

  it("shows every value that is set in what is rendered", () => {
    const shown = new Map<string, Fact>();
    const all = new Map<string, Fact>();
    for (const release of releases) {
      const fresh = release.facts.filter((fact) => !shown.has(factKey(fact)));
      for (const fact of fresh) all.set(factKey(fact), fact);
      for (const fact of factsThatShow(helm, folderOf(release.chart), { ...release, facts: fresh })) {
        shown.set(factKey(fact), fact);
      }
    }
    const unseen = [...all].filter(([key]) => !shown.has(key)).map(([, { of, name }]) => `${of} ${name}`);
    expect(unseen.sort()).toEqual(Object.keys(WITHOUT_TRACE).sort());
    expectEvidence("charts", { program: "helm", version: helmVersion, facts: [...shown.values()] });
  });
});
