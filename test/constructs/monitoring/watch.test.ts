import type { TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { isWatchable, type Watched } from "../../../constructs/core/watchable";
import { Workload } from "../../../constructs/core/workload";
import type { WorkloadProps } from "../../../constructs/core/workload-props";
import { MonitoringPlatform, Notifications, requireWatched } from "../../../constructs/monitoring";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";
import { readSchema, testWith } from "../../support/shared-schemas";
import { type Json, only, synthStack } from "../../support/synth";
import { Watchable } from "../../support/watchables";

const attributes = {
  namespaceName: "monitoring",
  releaseLabel: "kube-prometheus-stack",
  runbookBaseUrl: "https://example.org/runbooks",
};
const reth: Omit<Watched, "workload"> = { subject: "reth", metrics: { port: "metrics" } };

function watch(entries: readonly Omit<Watched, "workload">[] = [reth], change = {}) {
  const stack = synthStack((scope) => {
    const node = new Watchable(scope, "eth-0", entries);
    MonitoringPlatform.fromAttributes({ ...attributes, ...change }).watch(node);
  });
  const release = only(stack.resource["helm_release"]);
  const { manifests }: { manifests: Json[] } = JSON.parse(release.values[0].replaceAll("$$", "$"));
  const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
  return { stack, release, ofKind };
}

describe("watching a target", () => {
  test("its pods are scraped on its metrics port, under a label of its own", () => {
    const [monitor] = watch().ofKind("PodMonitor");
    expect(monitor.metadata).toMatchObject({
      namespace: "apps",
      labels: { release: "kube-prometheus-stack", "palisade.dev/kind": "node" },
    });
    expect(monitor.spec.selector.matchLabels).toEqual({
      "app.kubernetes.io/name": "node",
      "app.kubernetes.io/instance": "eth-0",
    });
    expect(monitor.spec.podMetricsEndpoints).toEqual([
      {
        port: "metrics",
        path: "/metrics",
        interval: "30s",
        relabelings: [
          { action: "replace", targetLabel: "palisade_workload", replacement: "eth-0" },
          { action: "replace", targetLabel: "palisade_endpoint", replacement: "metrics" },
        ],
      },
    ]);
  });

  test("a program's own interval comes first, then the platform's", () => {
    const interval = (found: ReturnType<typeof watch>) =>
      found.ofKind("PodMonitor")[0].spec.podMetricsEndpoints[0].interval;
    expect(interval(watch([reth], { scrapeIntervalSeconds: 15 }))).toBe("15s");
    const own = { ...reth, metrics: { port: "metrics", intervalSeconds: 5 } };
    expect(interval(watch([own], { scrapeIntervalSeconds: 15 }))).toBe("5s");
  });

  test("Prometheus' pods, and nobody else, may reach the metrics port", () => {
    const { ingress } = only(watch().stack.resource["kubernetes_network_policy_v1"]).spec;
    expect(ingress).toEqual([
      {
        from: [
          {
            namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "monitoring" } },
            pod_selector: { match_labels: { "app.kubernetes.io/name": "prometheus" } },
          },
        ],
        ports: [{ port: "9001", protocol: "TCP" }],
      },
    ]);
  });

  test("its alerts have a runbook each and can be routed by chain and network", () => {
    const [rule] = watch().ofKind("PrometheusRule");
    expect(rule.metadata.labels.release).toBe("kube-prometheus-stack");
    expect(rule.spec.groups[0].rules).toHaveLength(3);
    for (const alert of rule.spec.groups[0].rules) {
      expect(alert.labels).toMatchObject({ palisade_chain: "ethereum", palisade_network: "mainnet" });
      expect(alert.annotations.runbook_url).toMatch(/^https:\/\/example\.org\/runbooks\/reth\.md#reth/);
    }
  });

  test("two programs of one pod are scraped and judged apart", () => {
    const both = watch([reth, { subject: "lighthouse", metrics: { port: "rpc" } }]);
    expect(both.ofKind("PodMonitor").map(({ spec }) => spec.podMetricsEndpoints[0].port)).toEqual(["metrics", "rpc"]);
    const down = both.ofKind("PrometheusRule").map(({ spec }) => spec.groups[0].rules[0].expr);
    expect(down[0]).toContain('palisade_endpoint="metrics"');
    expect(down[1]).toContain('palisade_endpoint="rpc"');
  });

  test("one dashboard shows all its programs", () => {
    const both = watch([reth, { subject: "lighthouse", metrics: { port: "metrics" } }]);
    expect(both.ofKind("PrometheusRule")).toHaveLength(2);
    expect(both.ofKind("PodMonitor")).toHaveLength(1);
    const [dashboard] = both.ofKind("ConfigMap");
    expect(dashboard.metadata.labels.grafana_dashboard).toBe("1");
    const [file = ""] = Object.keys(dashboard.data);
    const { title, panels, uid } = JSON.parse(dashboard.data[file]);
    expect({ title, file }).toEqual({ title: "apps/eth-0", file: `${uid}.json` });
    expect(panels.filter(({ type }: Json) => type === "row")).toHaveLength(2);
  });

  test("what Terraform would read in a dashboard is escaped", () => {
    const [values] = watch().release.values;
    expect(values).toContain(`$\${datasource}`);
    expect(values).not.toMatch(/[^$]\$\{datasource\}/);
  });

  test("numbers of the target change its thresholds", () => {
    const [rule] = watch([
      { subject: "lighthouse", metrics: { port: "metrics" }, parameters: { behindSlots: 9 } },
    ]).ofKind("PrometheusRule");
    expect(rule.spec.groups[0].rules[1].expr).toMatch(/> 9$/);
  });

  test("watching twice is watching once", () => {
    const stack = synthStack((scope) => {
      const node = new Watchable(scope, "eth-0", [reth]);
      const monitoring = MonitoringPlatform.fromAttributes(attributes);
      monitoring.watch(node);
      monitoring.watchAll(scope);
    });
    expect(Object.keys(stack.resource["helm_release"] ?? {})).toHaveLength(1);
  });

  test("watchAll finds everything that can be watched, however deep", () => {
    const stack = synthStack((scope) => {
      const node = new Watchable(scope, "eth-0", [reth]);
      new Watchable(node, "eth-1", [reth]);
      MonitoringPlatform.fromAttributes(attributes).watchAll(scope);
    });
    expect(Object.keys(stack.resource["helm_release"] ?? {})).toHaveLength(2);
  });

  test("in the platform's own stack it waits for the definitions of the custom resources", () => {
    const stack = synthStack((scope) => {
      const platform = new MonitoringPlatform(scope, "monitoring", {
        cluster: plainCluster,
        notifications: Notifications.nowhere(),
        grafanaAdmin: ExistingSecret.fromName("grafana-admin", ["admin-user", "admin-password"]),
        runbookBaseUrl: "https://example.org/runbooks",
      });
      platform.watch(new Watchable(scope, "eth-0", [reth]));
    });
    const releases = Object.values(stack.resource["helm_release"] ?? {});
    const bundle = releases.find(({ name }) => name === "apps-eth-0-monitoring");
    expect(bundle.depends_on).toEqual([expect.stringMatching(/^helm_release\.monitoring_definitions_/)]);
  });
});

describe("against the definitions of the custom resources", () => {
  /** Paths in an object that its schema does not have: the API server would drop them in silence. */
  function unknownFields(value: Json, schema: Json, path = ""): string[] {
    if (Array.isArray(value)) return value.flatMap((item) => unknownFields(item, schema.items ?? {}, `${path}[]`));
    if (typeof value !== "object" || value === null) return [];
    if (schema.properties === undefined) return schema.additionalProperties === undefined ? [path] : [];
    return Object.entries(value).flatMap(([key, member]) =>
      key in schema.properties ? unknownFields(member, schema.properties[key], `${path}.${key}`) : [`${path}.${key}`],
    );
  }

  for (const [kind, plural] of [
    ["PodMonitor", "podmonitors"],
    ["PrometheusRule", "prometheusrules"],
  ] as const) {
    const file = `crds/monitoring.coreos.com_${plural}.json`;
    testWith(file)(`every field of a ${kind} is one it has`, () => {
      const schema = readSchema(file).versions.v1.properties.spec;
      const [manifest] = watch().ofKind(kind);
      expect(unknownFields(manifest.spec, schema)).toEqual([]);
      expect(unknownFields({ ...manifest.spec, scrapeEvery: "1s" }, schema)).toEqual([".scrapeEvery"]);
    });
  }
});

describe("what cannot be watched", () => {
  test("a target that names nothing is refused", () => {
    expect(() => watch([])).toThrow(/test\/eth-0: something that can be watched names nothing to watch/);
  });

  test("every reason is given at once", () => {
    const broken: readonly Omit<Watched, "workload">[] = [
      { subject: "reth" },
      { subject: "lighthouse", metrics: { port: "metrics" }, parameters: { peer: 1 } },
    ];
    expect(() => watch(broken)).toThrow(/shows no metrics[\s\S]*take no number of this name/);
  });
});

test("a platform elsewhere is refused with every problem of what is said about it", () => {
  expect(() =>
    MonitoringPlatform.fromAttributes({
      namespaceName: "Monitoring",
      releaseLabel: "",
      runbookBaseUrl: "runbooks",
      scrapeIntervalSeconds: 0,
    }),
  ).toThrow(/namespaceName is not[\s\S]*releaseLabel is not[\s\S]*scrapeIntervalSeconds is not[\s\S]*runbook address/);
});

describe("nothing runs unwatched", () => {
  const build = (watched: boolean) => () =>
    synthStack((scope: TerraformStack) => {
      requireWatched(scope);
      new Watchable(scope, "eth-0", [reth]);
      if (watched) MonitoringPlatform.fromAttributes(attributes).watchAll(scope);
    });

  test("a stack with something unwatched does not synthesize", () => {
    expect(build(false)).toThrow(/test\/eth-0: nothing watches this[\s\S]*monitoring\.watchAll\(this\)/);
  });

  test("a stack with everything watched does", () => {
    expect(build(true)).not.toThrow();
  });

  const plain = (change: Partial<WorkloadProps> = {}, watched = false) =>
    synthStack((scope: TerraformStack) => {
      requireWatched(scope);
      new Workload(scope, "web", {
        cluster: plainCluster,
        namespace: appsNamespace,
        identity: { kind: "workload", name: "web" },
        controller: Controller.deployment({ replicas: 2 }),
        containers: [webContainer],
        ...change,
      });
      if (watched) MonitoringPlatform.fromAttributes(attributes).watchAll(scope);
    });
  const metrics = { port: "http" };

  test("a workload that belongs to nothing watchable is no exception, unless it is a job without metrics", () => {
    expect(() => plain()).toThrow(/test\/web: nothing watches this/);
    expect(() => plain({ controller: Controller.statefulSet({ replicas: 1 }) })).toThrow(/nothing watches this/);
    expect(() => plain({ controller: Controller.job(), metrics })).toThrow(/nothing watches this/);
    expect(() => plain({ controller: Controller.job() })).not.toThrow();
  });

  test("a workload alone is watched by what the cluster says, and scraped when it shows metrics", () => {
    const kinds = (stack: ReturnType<typeof plain>): string[] =>
      JSON.parse(only(stack.resource["helm_release"]).values[0].replaceAll("$$", "$")).manifests.map(
        ({ kind }: Json) => kind,
      );
    expect(kinds(plain({}, true))).toEqual(["PrometheusRule", "ConfigMap"]);
    expect(kinds(plain({ metrics }, true))).toEqual(["PodMonitor", "PrometheusRule", "ConfigMap"]);
  });

  test("a workload that a node names as its own is watched with the node, once", () => {
    const stack = synthStack((scope) => {
      requireWatched(scope);
      const node = new Watchable(scope, "eth-0", [reth]);
      MonitoringPlatform.fromAttributes(attributes).watchAll(node.workload);
      MonitoringPlatform.fromAttributes(attributes).watchAll(scope);
    });
    expect(only(stack.resource["helm_release"]).name).toBe("apps-eth-0-monitoring");
  });

  test("only what names programs can be watched", () => {
    synthStack((scope) => {
      expect(isWatchable(scope)).toBe(false);
      expect(isWatchable(new Watchable(scope, "eth-0", [reth]))).toBe(true);
    });
  });
});
