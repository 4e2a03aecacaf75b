import { SUBJECT_IDS, SUBJECTS } from "../../../../lib/catalogue/alerts";
import { hasMetric, METRIC_LISTS, metricList, ownerOfMetric } from "../../../../lib/catalogue/clients/metric-list";
import { readSchema, testWith } from "../../../support/shared-schemas";

const subjects = SUBJECT_IDS.map((id) => SUBJECTS[id]);

describe.each(METRIC_LISTS)("the metrics of %s", (name) => {
  const list = metricList(name);

  test("say whose they are, each name once, and are read by alerts", () => {
    expect(list.version).toMatch(/^v?\d+\.\d+\.\d+$/);
    expect(list.source).toContain(list.version);
    expect(list.names).toEqual([...new Set(list.names)].sort());
    for (const metric of list.names) expect(metric).toMatch(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/);
    expect(subjects.map(({ metricList: used }) => used)).toContain(name);
  });

  test("begin alike where the list says so", () => {
    const { prefix = "" } = list;
    expect(list.names.filter((metric) => !metric.startsWith(prefix))).toEqual([]);
  });

  test("are nobody else's", () => {
    for (const metric of list.names) expect(ownerOfMetric(metric)?.program).toBe(list.program);
  });

  test("hold everything that alerts and panels read", () => {
    const read = subjects
      .filter(({ metricList: used }) => used === name)
      .flatMap(({ alerts, panels }) => [...alerts, ...panels].flatMap(({ metrics }) => metrics));
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter(({ name: metric }) => !hasMetric(list, metric))).toEqual([]);
  });
});

testWith("flags/README.md")("the metrics of lighthouse are those of the list to compare with", () => {
  const content = readSchema("flags/lighthouse-bn-v8.1.3.metrics.json");
  const names: readonly string[] = content.metrics.map(({ name }: { name: string }) => name);
  expect(metricList("lighthouse-bn").version).toBe(content.version);
  expect(metricList("lighthouse-bn").names).toEqual([...new Set(names)].sort());
});

/** Programs of charts of which only the metrics that alerts read are known, each with the place in the code it was read at. */
const WITHOUT_LIST = ["falco", "falcosidekick", "tetragon", "trivy-operator"];

test("a program that is scraped and has a release in the catalogue has a list", () => {
  const without = subjects.filter(({ scraped, metricList: list }) => scraped && list === undefined).map(({ id }) => id);
  // Agents are anybody's programs, and show what OpenTelemetry names.
  expect(without.filter((id) => !id.startsWith("agent-"))).toEqual(WITHOUT_LIST);
});
