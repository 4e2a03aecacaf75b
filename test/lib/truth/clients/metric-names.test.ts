import fc from "fast-check";
import { metricList } from "../../../../lib/catalogue/clients/metric-list";
import { formatProblem } from "../../../../lib/core/errors";
import type { JsonRecord } from "../../../../lib/core/json";
import { examineMetricNames } from "../../../../lib/truth/clients/metric-names";
import { Examination } from "../../../../lib/truth/examination";
import { resourcesOf } from "../../../../lib/truth/synthesized-resource";

function examine(manifest: JsonRecord): Examination {
  const examination = new Examination();
  const comment = { metadata: { path: "test/rules/Resource" } };
  const stack = { resource: { kubernetes_manifest: { rules: { "//": comment, manifest } } } };
  for (const resource of resourcesOf(stack)) examineMetricNames(resource, examination);
  return examination;
}

const rules = (...expressions: string[]): JsonRecord => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: "own" },
  spec: { groups: [{ name: "own", rules: expressions.map((expr, index) => ({ alert: `Own${index}`, expr })) }] },
});

test("a metric that a program does not show is refused where all of its names are known", () => {
  const { problems } = examine(rules("up == 0", "rate(erpc_network_failed_requests_total[5m]) > 0"));
  expect(problems.map(formatProblem)).toEqual([
    [
      "test/rules PrometheusRule own spec.groups[0].rules[1].expr: eRPC 0.1.2 shows no metric erpc_network_failed_requests_total",
      '  got: "erpc_network_failed_requests_total"',
      "  allowed: erpc_network_failed_request_total, erpc_network_hedged_request_total, erpc_network_multiplexed_request_total",
      "  do this: correct the name: an expression without series never fires",
      `  source: ${metricList("erpc").source}`,
    ].join("\n"),
  ]);
});

test("where names are made at run time, one that is not known is not proven, and not refused", () => {
  const { problems, facts } = examine(rules("reth_made_up_total > 1", "reth_network_connected_peers < 3"));
  expect(problems).toEqual([]);
  expect(facts).toEqual([
    { kind: "metric", of: "reth v2.5.1", name: "reth_made_up_total", checked: false },
    { kind: "metric", of: "reth v2.5.1", name: "reth_network_connected_peers", checked: true },
  ]);
});

test("labels, quoted text, functions and other programs' metrics are no metrics of a client", () => {
  const expression = `sum by (pod) (rate(node_cpu_seconds_total{erpc_x="erpc_y", p2p_peers="1"}[5m])) > 1 or vector(1)`;
  expect(examine(rules(expression)).facts).toEqual([]);
});

test("labels that series are grouped or matched by are no metrics", () => {
  const expressions = [
    "max by (erpc_zone) (up) > 0",
    "sum(up) without (erpc_zone, p2p_zone) > 0",
    "up / on (erpc_zone) group_left (erpc_rack) up > 0",
    "up - ignoring (erpc_zone) up > 0",
  ];
  expect(examine(rules(...expressions))).toMatchObject({ facts: [], problems: [] });
});

test("a metric counts however the selector names it, and a pattern for names does not", () => {
  const expressions = ['{"erpc_nothing"} > 0', '{__name__="erpc_none"} > 0', '{__name__=~"erpc_.+"} > 0'];
  expect(examine(rules(...expressions)).problems.map(({ got }) => got)).toEqual(["erpc_nothing", "erpc_none"]);
});

test("parts of a histogram belong to it", () => {
  const { facts, problems } = examine(rules("erpc_upstream_request_duration_seconds_bucket > 1"));
  expect(problems).toEqual([]);
  expect(facts.map(({ checked }) => checked)).toEqual([true]);
});

test("dashboards are read to the last panel", () => {
  const dashboard = {
    panels: [{ panels: [{ targets: [{ expr: "chain_head_block" }] }], targets: [{ expr: 'p2p_peers{pod="a"}' }] }],
  };
  const data = { "own.json": JSON.stringify(dashboard), "broken.json": '{"expr"', "notes.txt": "chain_head_header" };
  const { facts } = examine({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "own" }, data });
  expect(facts.map(({ of, name }) => `${of} ${name}`)).toEqual([
    "geth v1.17.8 chain_head_block",
    "geth v1.17.8 p2p_peers",
  ]);
});

test("anything may stand in the place of rules and dashboards", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, text) => {
      examine({ ...rules(text), spec: value });
      examine(rules(text));
      examine({ kind: "ConfigMap", data: value });
    }),
  );
});
