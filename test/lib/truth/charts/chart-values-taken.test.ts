import { formatProblem } from "../../../../lib/core/errors";
import type { JsonRecord } from "../../../../lib/core/json";
import { examine, messages, STACK, withValues } from "./support/release";

describe("a value that its chart takes", () => {
  it("is a fact, by the deepest key that is the chart's own", () => {
    const values = { prometheus: { prometheusSpec: { replicas: 2, resources: { limits: { memory: "1Gi" } } } } };
    expect(examine(withValues(values, { "prometheus-node-exporter": { namespaceOverride: "nodes" } })).facts).toEqual(
      [
        "prometheus.prometheusSpec.replicas",
        "prometheus.prometheusSpec.resources",
        "prometheus-node-exporter.namespaceOverride",
      ].map((name) => ({ kind: "chart value", of: "chart kube-prometheus-stack 88.5.3", name, checked: true })),
    );
  });

  it.each([
    ["one that only the templates name", { grafana: { persistence: { storageClassName: "gp3" } } }],
    [
      "a number or a share, where Kubernetes takes both",
      { prometheus: { podDisruptionBudget: { maxUnavailable: 1 } } },
    ],
    ["a share", { prometheus: { podDisruptionBudget: { maxUnavailable: "50%" } } }],
    ["a limit over a default of false", { prometheus: { prometheusSpec: { enforcedSampleLimit: 5000 } } }],
    ["a key with a dot in it", { grafana: { "grafana.ini": { server: { root_url: "https://grafana.example.org" } } } }],
    ["null, which takes a default away", { grafana: { livenessProbe: null } }],
    [
      "what a program behind the chart reads",
      { alertmanager: { config: { route: { receiver: "x" }, receivers: [] } } },
    ],
    ["a global value of a part", { global: { imageRegistry: "registry.example.org" } }],
    ["part of a chart that is not at hand", { "prometheus-windows-exporter": { anything: [1] } }],
  ])("is fine: %s", (_, values) => {
    expect(messages(withValues(values))).toEqual([]);
  });

  it("counts at its last place: a later text and a later set win", () => {
    const wrong = { prometheus: { prometheusSpec: { replicas: "2" } } };
    const right = { prometheus: { prometheusSpec: { replicas: 2 } } };
    expect(messages(withValues(wrong, right))).toEqual([]);
    expect(messages(withValues(right, wrong))).toHaveLength(1);
    const set = (entry: JsonRecord) => messages({ ...withValues(wrong), set: [entry] });
    expect(set({ name: "prometheus.prometheusSpec.replicas", value: "2" })).toEqual([]);
    expect(set({ name: "prometheus.prometheusSpec.replicas", value: "2", type: "string" })).toHaveLength(1);
  });

  it("is read as the Helm provider reads set", () => {
    const set = [
      { name: "grafana.enabled", value: "False" },
      { name: "grafana.podAnnotations.prometheus\\.io/scrape", value: "true", type: "string" },
      { name: "grafana.plugins", value: "{one,two}" },
      { name: "grafana.extraConfigmapMounts[0].name", value: "mine" },
      { name: "nodeExporter", value: "{enabled: false}", type: "literal" },
      { name: "prometheus.prometheusSpec.retention", value: "10d,grafana.enabled=true" },
    ];
    const { problems, facts } = examine({ ...STACK, set });
    expect(problems.map(formatProblem)).toEqual([]);
    expect(facts.map(({ name }) => name)).toEqual([
      "grafana.enabled",
      "grafana.podAnnotations",
      "grafana.plugins",
      "grafana.extraConfigmapMounts",
      "nodeExporter.enabled",
      "prometheus.prometheusSpec.retention",
    ]);
  });

  it("is read as Helm reads YAML: yes is true, and a time is a text", () => {
    const text = "grafana:\n  enabled: yes\nprometheus:\n  prometheusSpec:\n    retention: 12:30:45\n";
    expect(messages(withValues(text))).toEqual([]);
  });

  it("is not judged by what is not known before the apply", () => {
    const reference = "$" + "{var.unknown}";
    expect(messages(withValues({ prometheus: { prometheusSpec: { replicas: reference } } }))).toEqual([]);
    expect(messages(withValues(`prometheus: ${reference}`))).toEqual([]);
    expect(messages(withValues({ [reference]: 1 }))).toEqual([]);
    expect(messages({ ...STACK, set: [{ name: "grafana.replicas", value: reference }] })).toEqual([]);
    // What comes later may mend a type, but no key.
    const wrong = JSON.stringify({ grafana: { replicas: "2", replica: 2 } });
    expect(messages({ ...STACK, values: [wrong, reference] })).toEqual([
      expect.stringContaining("values grafana.replica: the chart kube-prometheus-stack 88.5.3 has no such value"),
    ]);
  });
});

describe("a key of one's own", () => {
  const values = withValues({ grafana: { ours: { deep: 1 } }, mine: { a: 1, b: 2 } });

  it("is left alone, with what stands below it, and not counted as checked", () => {
    const { problems, facts } = examine(values, { ownKeys: ["grafana.ours", "mine.a", "mine.b"] });
    expect(problems).toEqual([]);
    expect(facts.map(({ name, checked }) => [name, checked])).toEqual([
      ["grafana.ours", false],
      ["mine.a", false],
      ["mine.b", false],
    ]);
  });

  it("leaves its neighbours checked", () => {
    expect(messages(values, { ownKeys: ["grafana.ours", "mine.a"] })).toEqual([
      expect.stringContaining("values mine.b: the chart kube-prometheus-stack 88.5.3 has no such value"),
    ]);
  });

  it("is refused when the chart has it, and when it is not set", () => {
    const ownKeys = ["grafana.replicas", "grafana.podLabels.team", "grafana.theirs"];
    expect(messages(withValues({ grafana: { replicas: 2 } }), { ownKeys })).toEqual([
      [
        "dev-monitoring/platform/chart: ownKeys names a value that the chart kube-prometheus-stack 88.5.3 has itself",
        '  got: "grafana.replicas"',
        "  do this: take it out of ownKeys, so that it is checked",
        "  source: kube-prometheus-stack 88.5.3: prometheus-community/helm-charts @ ea930baeebeb",
      ].join("\n"),
      expect.stringContaining("ownKeys names a value that the chart kube-prometheus-stack 88.5.3 has itself"),
      [
        "dev-monitoring/platform/chart: ownKeys names a value that is not set",
        '  got: "grafana.theirs"',
        "  do this: take it out of ownKeys, or correct it; a dot inside of a key stands behind a backslash",
      ].join("\n"),
    ]);
  });
});
