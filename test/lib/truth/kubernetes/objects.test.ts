// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { schemaSetOf } from "../../../../lib/catalogue/kubernetes/schema-set";
import type { JsonRecord } from "../../../../lib/core/json";
import { Examination } from "../../../../lib/truth/examination";
import { examineKubernetes } from "../../../../lib/truth/kubernetes/examine-object";
import { kubernetesObjectsOf } from "../../../../lib/truth/kubernetes/objects";
import { kindOfTerraformType, TERRAFORM_TYPES } from "../../../../lib/truth/kubernetes/terraform-kinds";
import { readSchema, testWith } from "../../../support/shared-schemas";
import { bundle, bundleOf, resource } from "./resources";

function manifestOf(type: string, config: JsonRecord): unknown {
  return kubernetesObjectsOf(resource(type, config))[0]?.manifest;
}

const METADATA = { metadata: { name: "it" } };

test("a deployment is what the provider's expanders make of it", () => {
  const pod = {
    container: [
      {
        name: "web",
        image: "web:1",
        working_dir: "",
        port: [{ container_port: 80, name: "http" }],
        env: [{ name: "A", value: "b" }],
        env_from: [{ config_map_ref: { name: "settings" } }],
        volume_mount: [{ name: "data", mount_path: "/data" }],
        liveness_probe: { http_get: [{ path: "/", port: "80", http_header: [{ name: "X", value: "y" }] }] },
        security_context: { capabilities: { drop: ["ALL"] }, run_as_user: "1000" },
        resources: { limits: { memory: "1Gi", cpu: 2 } },
      },
    ],
    init_container: { name: "first", image: "web:1" },
    volume: [
      { name: "data", secret: { secret_name: "s", default_mode: "0440" } },
      { name: "tmp", empty_dir: {} },
    ],
    host_pid: "true",
    toleration: [{ key: "a", operator: "Exists", toleration_seconds: "30" }],
    affinity: {
      node_affinity: {
        required_during_scheduling_ignored_during_execution: {
          node_selector_term: [{ match_expressions: [{ key: "zone", operator: "In", values: ["a"] }] }],
        },
      },
    },
    topology_spread_constraint: [{ topology_key: "zone" }],
    priority_class_name: null,
    image_pull_secrets: [],
  };
  const strategy = { rolling_update: { max_surge: "25%", max_unavailable: "0" } };
  const spec = { replicas: "3", strategy, selector: { match_labels: { app: "web" } }, template: { spec: [pod] } };
  expect(
    manifestOf("kubernetes_deployment_v1", { ...METADATA, spec: [spec], wait_for_rollout: true, timeouts: {} }),
  ).toEqual({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "it" },
    spec: {
      replicas: 3,
      strategy: { rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
      selector: { matchLabels: { app: "web" } },
      template: {
        spec: {
          containers: [
            {
              name: "web",
              image: "web:1",
              ports: [{ containerPort: 80, name: "http" }],
              env: [{ name: "A", value: "b" }],
              envFrom: [{ configMapRef: { name: "settings" } }],
              volumeMounts: [{ name: "data", mountPath: "/data" }],
              livenessProbe: { httpGet: { path: "/", port: 80, httpHeaders: [{ name: "X", value: "y" }] } },
              securityContext: { capabilities: { drop: ["ALL"] }, runAsUser: 1000 },
              resources: { limits: { memory: "1Gi", cpu: "2" } },
            },
          ],
          initContainers: [{ name: "first", image: "web:1" }],
          volumes: [
            { name: "data", secret: { secretName: "s", defaultMode: 0o440 } },
            { name: "tmp", emptyDir: {} },
          ],
          hostPID: true,
          tolerations: [{ key: "a", operator: "Exists", tolerationSeconds: 30 }],
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: "zone", operator: "In", values: ["a"] }] }],
              },
            },
          },
          topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" }],
        },
      },
    },
  });
});

test("names that are not the field's own", () => {
  const parameters = { storage_provisioner: "ebs.csi.aws.com", reclaim_policy: "Retain", parameters: { type: "gp3" } };
  expect(manifestOf("kubernetes_storage_class_v1", { ...METADATA, ...parameters })).toMatchObject({
    provisioner: "ebs.csi.aws.com",
    reclaimPolicy: "Retain",
    parameters: { type: "gp3" },
  });
  const daemons = { strategy: { type: "RollingUpdate" }, selector: {}, template: {} };
  expect(manifestOf("kubernetes_daemon_set_v1", { ...METADATA, spec: daemons })).toMatchObject({
    spec: { updateStrategy: { type: "RollingUpdate" }, selector: {}, template: {} },
  });
  const source = { persistent_volume_source: { nfs: { server: "n", path: "/" } } };
  expect(manifestOf("kubernetes_persistent_volume_v1", { ...METADATA, spec: source })).toMatchObject({
    spec: { nfs: { server: "n", path: "/" } },
  });
  const service = { spec: { cluster_ip: "None", port: [{ port: 80, target_port: "http" }] } };
  expect(manifestOf("kubernetes_service_v1", { ...METADATA, ...service })).toMatchObject({
    spec: { clusterIP: "None", ports: [{ port: 80, targetPort: "http" }] },
  });
  expect(
    manifestOf("kubernetes_cluster_role_v1", {
      ...METADATA,
      rule: [{ verbs: ["get"], non_resource_urls: ["/metrics"] }],
    }),
  ).toMatchObject({ rules: [{ verbs: ["get"], nonResourceURLs: ["/metrics"] }] });
});

test("what the provider fills in, where an API server wants it written", () => {
  const job = { template: { spec: { container: [{ name: "a", image: "a:1" }] } } };
  expect(manifestOf("kubernetes_job_v1", { ...METADATA, spec: job })).toMatchObject({
    spec: { template: { spec: { restartPolicy: "Never" } } },
  });
  const path = { backend: { service: { name: "a", port: { number: 80 } } } };
  expect(
    manifestOf("kubernetes_ingress_v1", { ...METADATA, spec: { rule: [{ http: { path: [path] } }] } }),
  ).toMatchObject({
    spec: { rules: [{ http: { paths: [{ pathType: "ImplementationSpecific" }] } }] },
  });
  const subject = [{ kind: "ServiceAccount", name: "a" }];
  expect(manifestOf("kubernetes_cluster_role_binding_v1", { ...METADATA, subject })).toMatchObject({
    subjects: [{ kind: "ServiceAccount", name: "a", namespace: "default" }],
  });
});

test("a network policy keeps its empty blocks, which mean everyone", () => {
  const spec = {
    pod_selector: {},
    policy_types: ["Ingress"],
    ingress: [null, { from: [{ pod_selector: [{}] }], ports: [{ port: "80" }] }],
  };
  expect(manifestOf("kubernetes_network_policy_v1", { ...METADATA, spec })).toMatchObject({
    spec: {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{}, { from: [{ podSelector: {} }], ports: [{ port: 80 }] }],
    },
  });
});

test("text of a secret is encoded, bytes are already, and what is not known yet stays unknown", () => {
  const config = { ...METADATA, data: { a: "b", c: "${var.c}" }, binary_data: { d: "ZQ==" }, type: "Opaque" };
  expect(manifestOf("kubernetes_secret_v1", config)).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "it" },
    type: "Opaque",
    data: { a: "Yg==", c: "\uE000", d: "ZQ==" },
  });
  const writeOnly = { ...METADATA, data_wo: { a: "b" }, data_wo_revision: 1 };
  expect(manifestOf("kubernetes_secret_v1", writeOnly)).toMatchObject({ stringData: { a: "b" } });
});

test("a bundle gives its manifests, with braces as they are and references unknown", () => {
  const manifest = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "it" },
    data: { a: '$${x} ${aws_x.y["k"]}' },
  };
  const text = JSON.stringify({ manifests: [manifest] }).replace(String.raw`[\"k\"]`, '["k"]');
  const [object] = kubernetesObjectsOf(bundleOf(text));
  expect(object?.manifest["data"]).toEqual({ a: "${x} \uE000" });
  expect(object).toMatchObject({
    apiVersion: "v1",
    kind: "ConfigMap",
    name: "it",
    namespace: "apps",
    origin: "bundle",
    path: "test/it",
  });
  expect(object?.where("data")).toBe("test/it ConfigMap it data");
  expect(object?.where("")).toBe("test/it ConfigMap it");
  const number = '{"manifests":[{"apiVersion":"v1","kind":"Service","metadata":{"name":"it"},"spec":{"x":${var.n}}}]}';
  expect(kubernetesObjectsOf(bundleOf(number))[0]?.manifest["spec"]).toEqual({ x: "\uE000" });
});

test("where an object goes", () => {
  const namespaceOf = (config: JsonRecord) =>
    kubernetesObjectsOf(resource("kubernetes_service_v1", config))[0]?.namespace;
  expect(namespaceOf({ metadata: [{ name: "a", namespace: "b" }] })).toBe("b");
  expect(namespaceOf({ metadata: { name: "a" } })).toBe("default");
  expect(namespaceOf({ metadata: { name: "a", namespace: "${kubernetes_namespace_v1.n.metadata[0].name}" } })).toBe(
    "\uE000",
  );
  const [pool] = kubernetesObjectsOf(
    bundle({ apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name: "a" } }),
  );
  expect(pool?.namespace).toBeUndefined();
});

test("a manifest of Terraform is the object itself", () => {
  const manifest = { apiVersion: "example.org/v1", kind: "Thing", metadata: { name: "a" }, spec: { text: "$${b}" } };
  expect(manifestOf("kubernetes_manifest", { manifest })).toEqual({ ...manifest, spec: { text: "${b}" } });
});

test.each([
  ["a data source", { ...resource("kubernetes_service_v1", METADATA), mode: "data" as const }],
  ["blocks made at plan time", resource("kubernetes_service_v1", { ...METADATA, spec: { dynamic: { port: {} } } })],
  ["a chart of others", resource("helm_release", { chart: "redis", values: ['{"manifests":[{"kind":"A"}]}'] })],
  ["text that is no JSON", bundleOf("manifests:\n- a")],
  ["values that are none", resource("helm_release", { chart: "./assets/manifest-chart/A", values: [1, null] })],
  ["labels alone", resource("kubernetes_labels", METADATA)],
  ["a type that is a property of every object", resource("kubernetes_constructor", METADATA)],
])("%s gives no object", (_, given) => expect(kubernetesObjectsOf(given)).toEqual([]));

test("a resource made many times is one object, whose name is not known", () => {
  const metadata = { name: "a-${each.key}", labels: { dynamic: "true" }, "//": "a comment" };
  const [object] = kubernetesObjectsOf(resource("kubernetes_service_v1", { for_each: "${var.a}", metadata }));
  expect(object?.manifest).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "a-\uE000", labels: { dynamic: "true" } },
  });
});

test.each(["data", "binary_data", "binary_data_wo"])(
  "a secret whose %s is not known may have every key",
  (argument) => {
    const known = argument === "data" ? { binary_data: { a: "YQ==" } } : { data: { a: "a" } };
    const secret = { ...METADATA, type: "kubernetes.io/tls", ...known, [argument]: "${var.it}" };
    expect(manifestOf("kubernetes_secret_v1", secret)).toMatchObject({ data: "\uE000" });
  },
);

test("a resource type that is not read as an object is a fact not checked", () => {
  const examination = new Examination();
  examineKubernetes(resource("kubernetes_labels", METADATA), examination, {});
  expect(examination.facts).toEqual([
    { kind: "Kubernetes field", of: "Kubernetes provider 2.38.0", name: "kubernetes_labels", checked: false },
  ]);
});

interface Block {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

/** A configuration that sets every argument once. */
function fullConfig({ attributes = {}, block_types = {} }: Block, depth = 0): JsonRecord {
  if (depth > 9) return {};
  return Object.fromEntries([
    ...Object.entries(attributes).map(([name, attribute]) => [name, sample(attribute)]),
    ...Object.entries(block_types).map(([name, { block }]) => [name, [fullConfig(block, depth + 1)]]),
  ]);
}

function sample(attribute: unknown): unknown {
  const type = JSON.stringify(attribute).match(/"type":("\w+"|\["(\w+)")/);
  if (type?.[2] === "map") return { "example.org/key": "1" };
  if (type?.[2] !== undefined) return ["${var.unknown}"];
  return "${var.unknown}";
}

/** What the provider's schema has and the object has no field for. */
const GONE: Readonly<Record<string, readonly string[]>> = {
  // An argument of the first autoscaler, which stands in the schema of the second too.
  kubernetes_horizontal_pod_autoscaler_v2: ["spec.targetCpuUtilizationPercentage"],
};

testWith("kubernetes-2.38.0.json.gz")(
  "every argument of every resource type becomes a field that Kubernetes has",
  () => {
    const [provider] = Object.values<JsonRecord>(readSchema("kubernetes-2.38.0.json.gz").provider_schemas);
    const types = JSON.parse(JSON.stringify(provider?.["resource_schemas"]));
    const strays = TERRAFORM_TYPES.flatMap((type) => {
      const kind = kindOfTerraformType(type) ?? "";
      const [apiVersion = ""] = kind.split(" ");
      if (schemaSetOf(apiVersion)?.kinds[kind] === undefined) return [];
      const config = fullConfig(types[type].block);
      const examination = new Examination();
      examineKubernetes(resource(type, config), examination, {});
      return examination.problems
        .filter(({ what }) => what.endsWith("has no such field"))
        .map(({ where = "" }) => `${type} ${where.split(" ").at(-1)}`)
        .filter((stray) => !GONE[type]?.some((field) => stray.endsWith(field)));
    });
    expect(strays).toEqual([]);
  },
);
