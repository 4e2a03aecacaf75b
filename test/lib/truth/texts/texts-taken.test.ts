import type { JsonRecord } from "../../../../lib/core/json";
import { examined, examinedManifest } from "./examined";

const rules = (...list: JsonRecord[]) =>
  examinedManifest({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "rules", namespace: "apps" },
    spec: { groups: [{ name: "group", rules: list }] },
  });

// promtool 3.15 takes every one of these.
describe("rules that Prometheus takes", () => {
  it.each([
    ["a recording that says nothing of an alert", { record: "a:b", expr: "1", annotations: {}, for: "0s" }],
    ["nought in every unit", { record: "a:b", expr: "1", keep_firing_for: "0h0m" }],
    ["a pattern that leaves the empty label out", { record: "a:b", expr: '{a!~"|b"}' }],
    ["a bracket that is text", { record: "a:b", expr: 'x{a=~"\\\\(?=b"}' }],
    [
      "numbers in every form",
      { alert: "A", expr: "x", annotations: { a: "{{ if gt $value 1e3 }}{{ 0x10 }}{{ 1_000 }}{{ end }}" } },
    ],
  ])("are no problem: %s", (_, rule) => {
    expect(rules(rule)).toMatchObject({ problems: [], warnings: [] });
  });

  it("may have names that stand in quotes, which is worth a warning", () => {
    expect(rules({ record: "a.b", expr: "1", labels: { "c.d": "e" } })).toMatchObject({
      problems: [],
      warnings: [
        [
          "helm_release.it PrometheusRule rules spec.groups[0].rules[0].record: Prometheus 3.15 reads the name a.b in quotes alone, and releases before 3 not at all",
          "  allowed: letters, digits and _, no digit first",
          "  do this: rename it, if nothing else asks for it",
          "  source: prometheus/prometheus v3.15.0, model/rulefmt/rulefmt.go",
        ].join("\n"),
        expect.stringContaining("labels.c.d: Prometheus 3.15 reads the name c.d in quotes alone"),
      ],
    });
  });

  it("may use a function that has to be switched on, which is worth a warning", () => {
    expect(rules({ record: "a:b", expr: "mad_over_time(x[5m])" })).toMatchObject({
      problems: [],
      warnings: [
        [
          "helm_release.it PrometheusRule rules spec.groups[0].rules[0].expr: Prometheus 3.15 cannot read the expression of a:b: mad_over_time is experimental, and Prometheus refuses it unless it is told otherwise, at character 1",
          '  got: "mad_over_time(x[5m])"',
          "  allowed: it with --enable-feature=promql-experimental-functions",
          "  do this: switch the feature on, or do without it",
          "  source: @prometheus-io/lezer-promql 0.315.0, the grammar of Prometheus v3.15.0; promql/parser of the same version",
        ].join("\n"),
      ],
    });
  });

  it("do not select every series by a pattern that fits nothing", () => {
    expect(rules({ record: "a:b", expr: '{a=~"b?"}' }).problems).toHaveLength(1);
  });
});

describe("dashboards", () => {
  const board = (content: JsonRecord) =>
    examinedManifest({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "board", namespace: "apps", labels: { grafana_dashboard: "1" } },
      data: { "board.json": JSON.stringify(content).replaceAll("${", () => "$${") },
    }).problems;
  const LOGS = '{app="x"} |= "error" | json';
  const query = (expr: string, datasource?: unknown, others: JsonRecord = {}) =>
    board({ ...others, panels: [{ ...(datasource === undefined ? {} : { datasource }), targets: [{ expr }] }] });

  it.each(["Loki", { uid: "P8E80F9AEF21F6940" }, "$" + "{DS_LOKI}", { uid: "$logs" }, undefined, null])(
    "may ask another data source than Prometheus: %j",
    (datasource) => {
      expect(query(LOGS, datasource)).toEqual([]);
    },
  );

  it.each([
    ["a name", "Prometheus", {}],
    [
      "a variable",
      { uid: "$source" },
      { templating: { list: [{ name: "source", type: "datasource", query: "prometheus" }] } },
    ],
    ["an input", "$" + "{DS_MAIN}", { __inputs: [{ name: "DS_MAIN", pluginId: "prometheus" }] }],
    ["nothing", undefined, {}],
  ])("ask Prometheus where %s says so", (_, datasource, others) => {
    expect(query("rate(x)", datasource, others)).toHaveLength(1);
  });

  it("may hold a query that nobody wrote yet", () => {
    expect(query("", { type: "prometheus", uid: "x" })).toEqual([]);
  });
});

test("a policy of Vault in JSON may hold null", () => {
  const policy = '{"path":{"secret/*":{"capabilities":["read"],"comment":null}}}';
  expect(examined("vault_policy", { policy }).problems).toEqual([]);
});

describe("configurations of Alertmanager in the values of a chart", () => {
  const release = (values: readonly unknown[], others: JsonRecord = {}) =>
    examined("helm_release", {
      chart: "kube-prometheus-stack",
      version: "88.5.3",
      values: values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))),
      ...others,
    }).problems;
  const config = (content: unknown) => ({ alertmanager: { config: content } });

  it.each([
    ["over the chart's own receiver", [config({ route: { routes: [{ receiver: "null" }] } })]],
    ["with global settings alone", [config({ global: { slack_api_url: "https://hooks.example.org" } })]],
    ["with null for what the chart brings", [config({ route: { routes: null }, receivers: [{ name: "null" }] })]],
    [
      "in several texts",
      [config({ receivers: [{ name: "a" }, { name: "null" }] }), config({ route: { receiver: "a" } })],
    ],
    ["of which a part is not known yet", ["$" + "{file(x)}", config({ route: { receiver: "elsewhere" } })]],
  ])("are read %s", (_, values) => {
    expect(release(values)).toEqual([]);
  });

  it("are read with receivers that are set one by one", () => {
    const set = [{ name: "alertmanager.config.receivers[0].name", value: "a" }];
    expect(release([config({ route: { routes: [{ receiver: "a" }] } })], { set })).toEqual([]);
  });

  it("are read once Helm has filled in its templates", () => {
    const webhook = { name: "{{ .Values.name }}", webhook_configs: [{ url: "{{ .Values.url }}" }] };
    const content = { route: { receiver: "{{ .Values.name }}", routes: [] }, receivers: [webhook] };
    expect(release([{ alertmanager: { tplConfig: true, config: content } }])).toEqual([]);
    expect(release([config(content)])).toEqual([]);
    expect(release([config({ ...content, route: { receiver: "x", routes: [] } })])).toHaveLength(1);
  });

  it("keep the chart's route, whose receiver has to stay as well", () => {
    expect(release([config({ route: { receiver: "a" }, receivers: [{ name: "a" }] })])).toEqual([
      [
        "helm_release.it values alertmanager.config receivers: Alertmanager 0.34 refuses its configuration: the chart brings a route to the receiver null, which is not among these",
        '  got: ["a"]',
        "  allowed: a receiver named null, or routes of one's own",
        "  do this: add the receiver, or set route.routes",
        "  source: prometheus/alertmanager v0.34.2, config/config.go",
      ].join("\n"),
    ]);
  });

  it("may have the switch of the chart alertmanager beside them, and the receiver it brings", () => {
    const values = [JSON.stringify({ config: { enabled: true, route: { group_by: ["a"] } } })];
    expect(examined("helm_release", { chart: "alertmanager", values }).problems).toEqual([]);
  });

  it("are looked for in charts by their own names alone", () => {
    expect(examined("helm_release", { chart: "constructor", values: ["a: b"] }).problems).toEqual([]);
  });
});
