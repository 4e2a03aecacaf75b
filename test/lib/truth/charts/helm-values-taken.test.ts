import { formatProblem } from "../../../../lib/core/errors";
import { examine, messages, withValues } from "./support/release";

const SECRETS = { chart: "external-secrets", repository: "https://charts.external-secrets.io", version: "2.9.0" };

// What Helm 3.22 does with each of these was seen with `helm template`.
describe("values that Helm takes", () => {
  it.each([
    ["a number", { prometheus: { prometheusSpec: { replicas: null } } }],
    ["a text", { alertmanager: { alertmanagerSpec: { retention: null } } }],
    ["a value of a part", { grafana: { persistence: { size: null }, service: { port: null } } }],
  ])("may be null, which takes a default away: %s", (_, values) => {
    expect(messages(withValues(values))).toEqual([]);
  });

  it("may be null although the chart's schema does not say so, since Helm looks at it afterwards", () => {
    const values = {
      webhook: { image: { tag: null } },
      securityContext: { runAsUser: null },
      global: { affinity: null },
    };
    expect(messages({ ...SECRETS, values: [JSON.stringify(values)] })).toEqual([]);
  });

  it("may be null in place of a block, with a warning, since templates may look for its keys", () => {
    const { problems, warnings } = examine(
      withValues({ grafana: { ingress: null }, prometheus: { prometheusSpec: null } }),
    );
    expect(problems).toEqual([]);
    expect(warnings.map(formatProblem)).toEqual(
      ["grafana.ingress", "prometheus.prometheusSpec"].map((path) =>
        [
          `dev-monitoring/platform/chart values ${path}: null takes a whole block of the chart kube-prometheus-stack 88.5.3 away, and its templates may look for what was in it`,
          "  got: null",
          "  do this: set the keys below it, unless helm template renders the chart without it",
          "  source: kube-prometheus-stack 88.5.3: prometheus-community/helm-charts @ ea930baeebeb",
        ].join("\n"),
      ),
    );
  });

  it("may be an empty map where an empty list may stand, and the other way round", () => {
    expect(messages(withValues({ grafana: { tolerations: {}, nodeSelector: [] } }))).toEqual([]);
    expect(messages(withValues({ grafana: { tolerations: { key: "x" } } }))).toHaveLength(1);
  });

  it("may name a key twice, and the last counts", () => {
    const text = (last: string) => `grafana:\n  replicas: "2"\n  replicas: ${last}\n`;
    expect(messages(withValues(text("2")))).toEqual([]);
    expect(messages(withValues(text('"3"')))).toHaveLength(1);
  });

  it("may name a place of a list inside of a list", () => {
    expect(messages({ ...withValues(), set: [{ name: "grafana.plugins[0][1]", value: "x" }] })).toEqual([]);
  });

  it("are no aliases without an end, which are refused and no reason to fail", () => {
    expect(messages(withValues("grafana: &all\n  labels: *all\n"))).toEqual([
      [
        "dev-monitoring/platform/chart values[0]: the values of a chart are not a map in YAML or JSON",
        '  got: "grafana: &all\\n  labels: *all\\n"',
        "  allowed: keys with their values, such as replicas: 2",
        "  do this: correct the text; jsonencode() and JSON.stringify write one that Helm reads",
      ].join("\n"),
    ]);
  });
});
