import { examine, messages, STACK, withValues } from "./support/release";

const SECRETS = { chart: "external-secrets", repository: "https://charts.external-secrets.io", version: "2.9.0" };

describe("a value that its chart does not take", () => {
  it("is refused when its key is misspelt three levels deep", () => {
    expect(messages(withValues({ grafana: { persistence: { enabeld: true } } }))).toEqual([
      [
        "dev-monitoring/platform/chart values grafana.persistence.enabeld: the chart kube-prometheus-stack 88.5.3 has no such value",
        "  got: true",
        "  allowed: grafana.persistence.enabled",
        '  do this: correct the key, or say vouchFor(release, ["grafana.persistence.enabeld"]) if it is yours',
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
        '  do this: give a value of that type, or say vouchFor(release, ["prometheus.prometheusSpec.scrapeInterval"]) if the chart takes this one',
        "  source: kube-prometheus-stack 88.5.3: prometheus-community/helm-charts @ ea930baeebeb",
      ].join("\n"),
      [
        "dev-monitoring/platform/chart values prometheus.prometheusSpec.replicas: the chart kube-prometheus-stack 88.5.3 takes another type for this value",
        '  got: "2"',
        "  allowed: a number",
        '  do this: give a value of that type, or say vouchFor(release, ["prometheus.prometheusSpec.replicas"]) if the chart takes this one',
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
        '  do this: give a value of that type, or say vouchFor(release, ["prometheus.prometheusSpec"]) if the chart takes this one',
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
        '  do this: give a value of that type, or say vouchFor(release, ["replicaCount"]) if the chart takes this one',
        "  source: external-secrets 2.9.0: external-secrets/external-secrets @ cc5bfbc2234a",
      ].join("\n"),
      [
        "dev-monitoring/platform/chart values serviceMonitor.renderMode: the schema of the chart external-secrets 2.9.0 refuses this value",
        '  got: "always"',
        "  allowed: skipIfMissing, failIfMissing, alwaysRender",
        '  do this: give a value that the schema takes, or say vouchFor(release, ["serviceMonitor.renderMode"]) if the chart takes this one',
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

  it.each(["jsonencode", "yamlencode"])("is found in what Terraform makes with %s of known data", (name) => {
    const data = '{"grafana" = {"adminUsr" = "x", "replicas" = var.replicas}}';
    const { problems } = examine(withValues(`\${${name}(${data})}`));
    expect(problems.map(({ where }) => where?.split(" values ")[1])).toEqual(["grafana.adminUsr"]);
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
