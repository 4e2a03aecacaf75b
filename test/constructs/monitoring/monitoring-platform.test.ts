import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { Peer } from "../../../constructs/core/peer";
import { MonitoringPlatform, type MonitoringPlatformProps, Notifications } from "../../../constructs/monitoring";
import { VaultStore } from "../../../constructs/secrets";
import { KUBE_PROMETHEUS_STACK } from "../../../lib/catalogue/charts/kube-prometheus-stack";
import { PalisadeError } from "../../../lib/core/errors";
import { plainCluster } from "../../support/fixtures";
import { readSchema, testWith } from "../../support/shared-schemas";
import { type Json, synthStack } from "../../support/synth";

const props: MonitoringPlatformProps = {
  cluster: { ...plainCluster, storageClassName: "gp3" },
  notifications: Notifications.fromSecret(ExistingSecret.fromName("alertmanager", ["alertmanager.yaml"])),
  grafanaAdmin: ExistingSecret.fromName("grafana-admin", ["admin-user", "admin-password"]),
  runbookBaseUrl: "https://example.org/runbooks",
};

function synth(change: Partial<MonitoringPlatformProps> = {}) {
  return synthStack((stack) => {
    new MonitoringPlatform(stack, "monitoring", { ...props, ...change });
  });
}

function releases(change: Partial<MonitoringPlatformProps> = {}): Json[] {
  return Object.values(synth(change).resource["helm_release"] ?? {});
}

function values(change: Partial<MonitoringPlatformProps> = {}): Json {
  return JSON.parse(releases(change).find(({ chart }) => chart === "kube-prometheus-stack").values[0]);
}

describe("the platform", () => {
  test("the definitions of the custom resources come first, in a release of their own", () => {
    const [definitions, stack] = ["prometheus-operator-crds", "kube-prometheus-stack"].map((name) =>
      releases().find(({ chart }) => chart === name),
    );
    expect(definitions.version).toBe("31.0.1");
    expect(stack.version).toBe("88.5.3");
    expect(stack.depends_on).toEqual([expect.stringMatching(/^helm_release\.monitoring_definitions_/)]);
    expect(values().crds.enabled).toBe(false);
  });

  test("metrics survive a restart and never fill their volume", () => {
    const { prometheusSpec } = values({ prometheusStorageGiB: 50, retentionDays: 30 }).prometheus;
    expect(prometheusSpec).toMatchObject({ retention: "30d", retentionSize: "45GB" });
    expect(prometheusSpec.storageSpec.volumeClaimTemplate.spec).toEqual({
      storageClassName: "gp3",
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "50Gi" } },
    });
    expect(values().alertmanager.alertmanagerSpec.storage.volumeClaimTemplate.spec.storageClassName).toBe("gp3");
    expect(values().grafana.persistence).toMatchObject({ enabled: true, storageClassName: "gp3" });
  });

  test("its chart can be changed, and what the chart does not have is refused", () => {
    const chart = { values: { grafana: { replicas: 2 }, prometheus: { prometheusSpec: { shards: 2 } } } };
    expect(values({ chart })).toMatchObject({
      grafana: { replicas: 2, persistence: { enabled: true } },
      prometheus: { prometheusSpec: { shards: 2, replicas: 2 } },
    });
    const misspelt = { values: { grafana: { replica: 2 } } };
    expect(() => synth({ chart: misspelt })).toThrow(
      "monitoring/stack values grafana.replica: the chart kube-prometheus-stack 88.5.3 has no such value",
    );
    expect(() => synth({ chart: { ...misspelt, ownKeys: ["grafana.replica"] } })).not.toThrow();
  });

  test("monitors and rules are read whichever labels they have", () => {
    const selectors = Object.entries(values().prometheus.prometheusSpec).filter(([key]) =>
      key.endsWith("SelectorNilUsesHelmValues"),
    );
    expect(selectors).toHaveLength(5);
    expect(selectors.every(([, value]) => value === false)).toBe(true);
  });

  test("no password passes through Terraform", () => {
    expect(values().grafana.admin).toEqual({
      existingSecret: "grafana-admin",
      userKey: "admin-user",
      passwordKey: "admin-password",
    });
    expect(values().grafana).not.toHaveProperty("adminPassword");
    expect(values().alertmanager).not.toHaveProperty("config");
    expect(values().alertmanager.alertmanagerSpec).toMatchObject({
      useExistingSecret: true,
      configSecret: "alertmanager",
    });
  });

  test("alerts that go nowhere were declared so", () => {
    expect(values({ notifications: Notifications.nowhere() }).alertmanager.alertmanagerSpec).not.toHaveProperty(
      "configSecret",
    );
  });

  test("the parts of a managed control plane that nobody can scrape raise no alert", () => {
    const { kubeEtcd, kubeScheduler, kubeControllerManager, kubeProxy } = values();
    for (const part of [kubeEtcd, kubeScheduler, kubeControllerManager, kubeProxy]) expect(part.enabled).toBe(false);
  });

  test("replicas follow the props, and a single one has no disruption budget", () => {
    expect(values().prometheus).toMatchObject({
      podDisruptionBudget: { enabled: true },
      prometheusSpec: { replicas: 2, externalLabels: { cluster: "test" } },
    });
    const small = values({ prometheusReplicas: 1, alertmanagerReplicas: 1 });
    expect(small.prometheus.podDisruptionBudget.enabled).toBe(false);
    expect(small.alertmanager.alertmanagerSpec.replicas).toBe(1);
  });

  test("only the node exporter's namespace lets pods onto the host", () => {
    const namespaces = Object.values(synth().resource["kubernetes_namespace_v1"] ?? {});
    const level = (name: string) =>
      namespaces.find(({ metadata }) => metadata.name === name).metadata.labels["pod-security.kubernetes.io/enforce"];
    expect([level("monitoring"), level("monitoring-nodes")]).toEqual(["baseline", "privileged"]);
    expect(values()["prometheus-node-exporter"].namespaceOverride).toMatch(/kubernetes_namespace_v1\.monitoring_nodes/);
  });

  test("Prometheus reaches every pod and the nodes, and nothing else leaves for every pod", () => {
    const policies = Object.values(synth().resource["kubernetes_network_policy_v1"] ?? {});
    const open = policies.filter(({ spec }) =>
      (spec.egress ?? []).some(({ to = [] }: Json) =>
        to.some(
          (peer: Json) => peer.namespace_selector !== undefined && Object.keys(peer.namespace_selector).length === 0,
        ),
      ),
    );
    expect(open.map(({ metadata }) => metadata.name)).toEqual(["scrape"]);
    expect(open[0].spec.pod_selector.match_labels).toEqual({ "app.kubernetes.io/name": "prometheus" });
  });

  const policy = (name: string, change: Partial<MonitoringPlatformProps> = {}): Json =>
    Object.values(synth(change).resource["kubernetes_network_policy_v1"] ?? {}).find(
      ({ metadata }) => metadata.name === name,
    ).spec;

  test("its pods reach the Kubernetes API, by the addresses of its servers and of its Service", () => {
    expect(policy("among-themselves").egress).toContainEqual({
      to: [{ ip_block: { cidr: "10.0.0.0/16", except: [] } }, { ip_block: { cidr: "172.20.0.0/16", except: [] } }],
      ports: [
        { port: "443", protocol: "TCP" },
        { port: "6443", protocol: "TCP" },
      ],
    });
  });

  test("Alertmanager reaches HTTPS on the internet, or the receivers that are named instead", () => {
    const blocks = (egress: Json[]) =>
      egress.map(({ to, ports }) => [
        to.map(({ ip_block }: Json) => ip_block.cidr),
        ports.map(({ port }: Json) => port),
      ]);
    expect(blocks(policy("notify").egress)).toEqual([[["0.0.0.0/0", "::/0"], ["443"]]]);
    const receiverEgress = [{ peer: Peer.cidr("10.0.9.0/24"), ports: [{ port: 587 }] }];
    expect(blocks(policy("notify", { receiverEgress }).egress)).toEqual([[["10.0.9.0/24"], ["587"]]]);
  });

  test("its programs wait for what brings their two secrets", () => {
    const { resource } = synthStack((stack) => {
      const store = new VaultStore(stack, "store", { address: "https://vault.example.org:8200", mount: "apps" });
      new MonitoringPlatform(stack, "monitoring", {
        ...props,
        grafanaAdmin: store.secret("grafana", { keys: ["admin-user", "admin-password"] }),
        notifications: Notifications.fromSecret(store.secret("alertmanager", { keys: ["alertmanager.yaml"] })),
      });
    });
    const all: [string, Json][] = Object.entries(resource["helm_release"] ?? {});
    const bringers = all
      .filter(
        ([
          ,
          {
            values: [text],
          },
        ]) => text.includes('"ExternalSecret"'),
      )
      .map(([id]) => id);
    const chart = all.find(([, release]) => release.chart === "kube-prometheus-stack")?.[1];
    expect(bringers).toHaveLength(2);
    expect(chart.depends_on).toEqual([
      expect.stringMatching(/^helm_release\.monitoring_definitions_/),
      ...bringers.map((id) => `helm_release.${id}`),
    ]);
  });

  test("what another stack needs to know of it is plain text", () => {
    synthStack((stack) => {
      const { attributes } = new MonitoringPlatform(stack, "monitoring", props);
      expect(attributes).toEqual({
        namespaceName: "monitoring",
        releaseLabel: "kube-prometheus-stack",
        runbookBaseUrl: "https://example.org/runbooks",
        scrapeIntervalSeconds: 30,
      });
    });
  });

  test("every problem of the props is reported at once", () => {
    try {
      synth({
        prometheusReplicas: 0,
        prometheusStorageGiB: 1,
        retentionDays: 1.5,
        namespaceName: "Monitoring",
        grafanaAdmin: ExistingSecret.fromName("grafana-admin", ["password"]),
        notifications: Notifications.fromSecret(ExistingSecret.fromName("alertmanager", ["config"])),
        runbookBaseUrl: "docs/runbooks",
      });
      throw new Error("it was accepted");
    } catch (error) {
      if (!(error instanceof PalisadeError)) throw error;
      expect(error.problems.map(({ what }) => what)).toEqual([
        "prometheusReplicas is not a whole number of at least 1",
        "retentionDays is not a whole number of at least 1",
        "prometheusStorageGiB is not a whole number of at least 2",
        "namespaceName is not a name Kubernetes takes",
        "grafanaAdmin does not have the keys that are read",
        "the secret of the notifications does not have the keys that are read",
        "the runbook address is not one a reader can follow",
      ]);
    }
  });
});

describe("against the charts' own defaults", () => {
  const read = (name: string): Json => readSchema(`charts/${name}.values.json`);

  /** Keys that are set and that the chart does not have. A default of {} or nothing takes any key. */
  function unknownKeys(set: Json, defaults: Json, path = ""): string[] {
    if (typeof set !== "object" || set === null || Array.isArray(set)) return [];
    if (typeof defaults !== "object" || defaults === null || Object.keys(defaults).length === 0) return [];
    return Object.entries(set).flatMap(([key, value]) =>
      key in defaults ? unknownKeys(value, defaults[key], `${path}.${key}`) : [`${path}.${key}`],
    );
  }

  testWith("charts/kube-prometheus-stack-88.5.3.values.json")("every value that is set is one the chart knows", () => {
    const whole = read("kube-prometheus-stack-88.5.3");
    const parts = {
      grafana: "grafana-12.11.1",
      "kube-state-metrics": "kube-state-metrics-8.4.0",
      "prometheus-node-exporter": "prometheus-node-exporter-4.56.1",
    };
    const defaults = { ...whole };
    const merge = (base: Json, over: Json): Json =>
      typeof base === "object" && base !== null && typeof over === "object" && over !== null && !Array.isArray(over)
        ? Object.fromEntries(
            [...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [
              key,
              key in over ? (key in base ? merge(base[key], over[key]) : over[key]) : base[key],
            ]),
          )
        : over;
    for (const [key, chart] of Object.entries(parts)) defaults[key] = merge(read(chart), whole[key]);
    // Both stand commented out in the charts' own values files.
    expect(unknownKeys(values(), defaults).sort()).toEqual([
      ".alertmanager.alertmanagerSpec.configSecret",
      ".grafana.persistence.storageClassName",
    ]);
    expect(unknownKeys({ prometheus: { prometheusSpec: { replica: 1 } } }, defaults)).toEqual([
      ".prometheus.prometheusSpec.replica",
    ]);
    expect(KUBE_PROMETHEUS_STACK.version).toBe("88.5.3");
  });
});
