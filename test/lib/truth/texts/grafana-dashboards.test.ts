import { examinedManifest } from "./examined";

const dashboard = (content: unknown, labels: Record<string, string> = { grafana_dashboard: "1" }) =>
  examinedManifest({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "board", namespace: "apps", labels },
    data: {
      "board.json": typeof content === "string" ? content : JSON.stringify(content).replaceAll("${", () => "$${"),
    },
  });
const panel = (expr: string, type = "prometheus") => ({
  title: "Heads",
  datasource: { type, uid: "x" },
  targets: [{ refId: "A", expr }],
});

test("panels are facts, also those inside of a row", () => {
  const row = { type: "row", panels: [panel("rate(x[5m])")] };
  expect(dashboard({ title: "Nodes", panels: [panel("up"), row] })).toEqual({
    problems: [],
    warnings: [],
    facts: ["alert expression: Nodes: Heads"],
  });
});

test("a panel that Prometheus cannot read", () => {
  expect(dashboard({ title: "Nodes", panels: [{ type: "row", panels: [panel("rate(x)")] }] }).problems).toEqual([
    [
      "helm_release.it ConfigMap board data.board.json panels[0].panels[0].targets[0].expr: Prometheus 3.15 cannot read the expression of Nodes: Heads: rate takes a range vector and gets an instant vector, at character 6",
      '  got: "rate(x)"',
      "  allowed: a selector with a range, such as up[5m]",
      "  do this: mend the expression",
      "  source: @prometheus-io/lezer-promql 0.315.0, the grammar of Prometheus v3.15.0; promql/parser of the same version",
    ].join("\n"),
  ]);
});

test("a range is nothing wrong on a dashboard, and other data sources are not Prometheus", () => {
  expect(dashboard({ panels: [panel("up[5m]"), panel('{job="x"} |= "error"', "loki")] }).problems).toEqual([]);
});

test("Grafana's variables are put in where their meaning is certain", () => {
  const good = 'sum(rate(x{job=~"$job", a="[[b:regex]]"}[$__rate_interval])) by (job)';
  expect(dashboard({ panels: [panel(good), panel("topk($n, x)")] }).problems).toEqual([]);
  expect(dashboard({ panels: [panel('sum(rate(x{job=~"$job"}[$__rate_interval]) by (job)')] }).problems).toHaveLength(
    1,
  );
});

test("a dashboard that is no JSON", () => {
  expect(dashboard("{ title: ").problems).toEqual([
    [
      "helm_release.it ConfigMap board data.board.json: Grafana cannot read the dashboard: it is no JSON",
      '  got: "{ title: "',
      "  do this: write the dashboard as JSON",
      "  source: grafana/grafana 13.2.0, pkg/services/provisioning/dashboards",
    ].join("\n"),
  ]);
  expect(dashboard("{ title: ", {}).problems).toEqual([]);
});
