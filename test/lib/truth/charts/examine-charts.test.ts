import fc from "fast-check";
import { formatProblem } from "../../../../lib/core/errors";
import type { JsonRecord } from "../../../../lib/core/json";
import { Examination } from "../../../../lib/truth";
import { examineCharts } from "../../../../lib/truth/charts/examine-charts";
import type { SynthesizedResource } from "../../../../lib/truth/synthesized-resource";

const STACK = {
  chart: "kube-prometheus-stack",
  repository: "https://prometheus-community.github.io/helm-charts",
  version: "88.5.3",
};
const SECRETS = { chart: "external-secrets", repository: "https://charts.external-secrets.io", version: "2.9.0" };

function resource(config: JsonRecord, marks: JsonRecord = {}): SynthesizedResource {
  return {
    mode: "resource",
    type: "helm_release",
    address: "helm_release.platform_chart",
    path: "dev-monitoring/platform/chart",
    config,
    marks,
  };
}

function examine(config: JsonRecord, marks?: JsonRecord): Examination {
  const examination = new Examination();
  examineCharts(resource(config, marks), examination);
  return examination;
}

function messages(config: JsonRecord, marks?: JsonRecord): readonly string[] {
  return examine(config, marks).problems.map(formatProblem);
}

function withValues(...values: readonly unknown[]): JsonRecord {
  return { ...STACK, values: values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))) };
}

describe("a value that its chart does not take", () => {
  it("is refused when its key is misspelt three levels deep", () => {
    expect(messages(withValues({ grafana: { persistence: { enabeld: true } } }))).toEqual([
      [
        "dev-monitoring/platform/chart values grafana.persistence.enabeld: the chart kube-prometheus-stack 88.5.3 has no such value",
        "  got: true",
        "  allowed: grafana.persistence.enabled",
        "  do this: correct the key, or list it in ownKeys if it is yours",
        "  source: kube-prometheus-stack 88.5.3: prometheus-community/helm-charts @ ea930baeebeb",
      ].join("\n"),
    ]);
  });

  it("is refused when it stands at another depth, and the message says where it belongs", () => {
    const [problem] = examine(withValues({ prometheus: { retention: "15d" } })).problems;
    expect(problem).toMatchObject({
      where: "dev-monitoring/platform/chart values prometheus.retention",
      allowed: "prometheus.prometheusSpec.retention",
    });
  });

  it("is refused when it is a number where the chart wants a text, and the other way round", () => {
    const values = { prometheus: { prometheusSpec: { scrapeInterval: 30, replicas: "2" } } };
    expect(messages(withValues(values))).toEqual([
      [
        "dev-monitoring/platform/chart values prometheus.prometheusSpec.scrapeInterval: the chart kube-prometheus-stack 88.5.3 takes another type for this value",
        "  got: 30",
        "  allowed: a text, null",
        "  do this: give a value of that type",
        "  source: kube-prometheus-stack 88.5.3: prometheus-community/helm-charts @ ea930baeebeb",
      ].join("\n"),
      [
        "dev-monitoring/platform/chart values prometheus.prometheusSpec.replicas: the chart kube-prometheus-stack 88.5.3 takes another type for this value",
        '  got: "2"',
        "  allowed: a number",
        "  do this: give a value of that type",
        "  source: kube-prometheus-stack 88.5.3: prometheus-community/helm-charts @ ea930baeebeb",
      ].join("\n"),
    ]);
  });

  it("is refused when a text stands for true or false, which a template takes for true", () => {
    const values = { prometheus: { prometheusSpec: { enableAdminAPI: "false" } } };
    expect(examine(withValues(values)).problems).toMatchObject([{ got: "false", allowed: "true or false" }]);
  });

  it("is refused when a whole block is something else", () => {
    expect(messages(withValues({ prometheus: { prometheusSpec: true } }))).toEqual([
      [
        "dev-monitoring/platform/chart values prometheus.prometheusSpec: the chart kube-prometheus-stack 88.5.3 takes another type for this value",
        "  got: true",
        "  allowed: a map with the keys persistentVolumeClaimRetentionPolicy, disableCompaction, automountServiceAccountToken, apiserverConfig, additionalArgs, …",
        "  do this: give a value of that type",
        "  source: kube-prometheus-stack 88.5.3: prometheus-community/helm-charts @ ea930baeebeb",
      ].join("\n"),
    ]);
  });

  it("is refused by the chart's own schema, and found once", () => {
    const values = { serviceMonitor: { renderMode: "always" }, replicaCount: "two" };
    expect(messages({ ...SECRETS, values: [JSON.stringify(values)] })).toEqual([
      [
        "dev-monitoring/platform/chart values replicaCount: the chart external-secrets 2.9.0 takes another type for this value",
        '  got: "two"',
        "  allowed: a number",
        "  do this: give a value of that type",
        "  source: external-secrets 2.9.0: external-secrets/external-secrets @ cc5bfbc2234a",
      ].join("\n"),
      [
        "dev-monitoring/platform/chart values serviceMonitor.renderMode: the schema of the chart external-secrets 2.9.0 refuses this value",
        '  got: "always"',
        "  allowed: skipIfMissing, failIfMissing, alwaysRender",
        "  do this: give a value that the schema takes",
        "  source: values.schema.json of external-secrets 2.9.0: external-secrets/external-secrets @ cc5bfbc2234a",
      ].join("\n"),
    ]);
  });

  it("is refused when it is the name of an alert that the chart does not have", () => {
    const values = { defaultRules: { disabled: { KubeAPIDwon: true, Watchdog: true } } };
    expect(examine(withValues(values)).problems).toMatchObject([{ allowed: "defaultRules.disabled.KubeAPIDown" }]);
  });

  it("is refused wherever it is set: in YAML, in set, set_list, set_sensitive and set_wo", () => {
    const { problems } = examine({
      ...STACK,
      values: ["grafana:\n  adminUsr: me\n"],
      set: [{ name: "grafana.replica", value: "2" }],
      set_list: [{ name: "grafana.plugin", value: ["a"] }],
      set_sensitive: { name: "grafana.adminPasword", value: "x" },
      set_wo: [{ name: "grafana.ldap.existingSecrt", value: "x" }],
    });
    expect(problems.map(({ where, allowed }) => [where?.split(" values ")[1], allowed])).toEqual([
      ["grafana.adminUsr", "grafana.adminUser"],
      ["grafana.replica", "grafana.replicas"],
      ["grafana.plugin", "grafana.plugins"],
      ["grafana.adminPasword", "grafana.adminPassword"],
      ["grafana.ldap.existingSecrt", "grafana.ldap.existingSecret"],
    ]);
  });

  it("is refused when the text is no YAML", () => {
    expect(messages(withValues("a: [b"))).toEqual([
      [
        "dev-monitoring/platform/chart values[0]: the values of a chart are not a map in YAML or JSON",
        '  got: "a: [b"',
        "  allowed: keys with their values, such as replicas: 2",
        "  do this: correct the text; jsonencode() and JSON.stringify write one that Helm reads",
      ].join("\n"),
    ]);
  });
});

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

describe("the chart of a release", () => {
  const wrong = { values: ['{"nonsense":1,"map":{"a":[],"b":{}}}'] };

  it("of a version that the catalogue does not know is not checked, and a note says which it knows", () => {
    const { problems, notes, facts } = examine({ ...STACK, ...wrong, version: "87.0.0" });
    expect(problems).toEqual([]);
    expect(notes).toEqual([
      {
        where: "dev-monitoring/platform/chart",
        what: "the values of the chart kube-prometheus-stack 87.0.0 are not checked, since the catalogue does not know this version",
        lines: ["the catalogue knows kube-prometheus-stack 88.5.3"],
      },
    ]);
    expect(facts.map(({ of, name, checked }) => [of, name, checked])).toEqual([
      ["chart kube-prometheus-stack 87.0.0", "nonsense", false],
      ["chart kube-prometheus-stack 87.0.0", "map.a", false],
      ["chart kube-prometheus-stack 87.0.0", "map.b", false],
    ]);
  });

  it("that the catalogue does not have is not checked", () => {
    const { problems, notes, facts } = examine({ ...STACK, ...wrong, chart: "gateway" });
    expect([problems, notes, facts.some(({ checked }) => checked)]).toEqual([[], [], false]);
  });

  it.each([
    ["a mirror", { repository: "https://mirror.example.org/charts" }],
    ["an OCI registry", { chart: "oci://mirror.example.org/charts/kube-prometheus-stack", repository: undefined }],
    ["a folder", { chart: "./vendor/kube-prometheus-stack", repository: undefined }],
    ["a version with a v in front", { version: "v88.5.3" }],
  ])("is known from %s too", (_, change) => {
    expect(messages({ ...STACK, ...wrong, ...change })).toHaveLength(2);
  });

  it("is another one at another address and another version", () => {
    const other = examine({ ...STACK, ...wrong, repository: "https://charts.example.org", version: "1.0.0" });
    expect([other.problems, other.notes]).toEqual([[], []]);
  });

  it("that hands Palisade's manifests through is left to those who know them", () => {
    expect(examine({ ...wrong, chart: "./assets/manifest-chart/0123" }).facts).toEqual([]);
  });

  it("is looked at in releases alone", () => {
    const examination = new Examination();
    examineCharts({ ...resource({ ...STACK, ...wrong }), type: "helm_template", mode: "data" }, examination);
    expect(examination.facts).toEqual([]);
  });

  it("makes nothing throw, however odd the release is", () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), fc.jsonValue(), (text, set, own) => {
        const given: unknown = set;
        const config: JsonRecord = { ...STACK, values: [text, given], set: given, set_list: [given] };
        expect(() => examine(config, { ownKeys: own, knownValues: own })).not.toThrow();
      }),
    );
  });
});
