// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import type { JsonRecord } from "../../../../lib/core/json";
import { bundle, bundleOf, examined, messages, resource } from "./resources";

const METADATA = { name: "it" };

function externalSecret(spec: JsonRecord): JsonRecord {
  return { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", metadata: METADATA, spec };
}

function nodePool(disruption: JsonRecord): JsonRecord {
  const nodeClassRef = { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "general" };
  const template = { spec: { nodeClassRef, requirements: [] } };
  return { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: METADATA, spec: { template, disruption } };
}

const GOOD_POD = {
  metadata: { labels: { app: "web" } },
  spec: { container: [{ name: "web", image: "web:1" }] },
};

function deployment(pod: JsonRecord, spec: JsonRecord = {}) {
  const template = { ...GOOD_POD, spec: { ...GOOD_POD.spec, ...pod } };
  return resource("kubernetes_deployment_v1", {
    metadata: METADATA,
    spec: { selector: { match_labels: { app: "web" } }, template, ...spec },
  });
}

test("a misspelt field deep inside of a custom resource", () => {
  const data = [{ secretKey: "a", remoteRef: { key: "b", propery: "c" } }];
  expect(messages(bundle(externalSecret({ data })))).toEqual([
    `test/it ExternalSecret it spec.data[0].remoteRef.propery: ExternalSecret external-secrets.io/v1 (external-secrets 2.9.0) has no such field
  got: "propery"
  allowed: closest fields: property, key, version
  do this: write a field of this version: an API server refuses this one, or drops it without a word. If the cluster knows it, list "ExternalSecret spec.data[].remoteRef.propery" in ownFields
  source: external-secrets/external-secrets@v2.9.0`,
  ]);
});

test("a field from a newer version of a definition", () => {
  const disruption = { consolidateAfter: "5m", consolidateGracePeriod: "1m" };
  expect(messages(bundle(nodePool(disruption)))).toEqual([
    `test/it NodePool it spec.disruption.consolidateGracePeriod: NodePool karpenter.sh/v1 (karpenter 1.14.1) has no such field
  got: "consolidateGracePeriod"
  allowed: closest fields: consolidateAfter, consolidationPolicy, budgets
  do this: write a field of this version: an API server refuses this one, or drops it without a word. If the cluster knows it, list "NodePool spec.disruption.consolidateGracePeriod" in ownFields
  source: aws/karpenter-provider-aws@v1.14.1`,
  ]);
});

test("a field that the user vouches for is left alone, and one that nobody holds is not", () => {
  const disruption = { consolidateAfter: "5m", consolidateGracePeriod: "1m" };
  const ownFields = ["NodePool spec.disruption.consolidateGracePeriod", "NodePool spec.disruption.consolidateAfter"];
  const marked = { ...bundle(nodePool(disruption)), marks: { ownFields } };
  expect(messages(marked)).toEqual([
    `test/it: ownFields names a field that no object of the bundle holds, or that nothing is wrong with
  got: "NodePool spec.disruption.consolidateAfter"
  allowed: a kind and the path of a field that is refused, with [] for the items of a list: ExternalSecret spec.data[].novel
  do this: correct it, or take it out of ownFields`,
  ]);
  expect(examined(marked).facts).toContainEqual({
    kind: "custom resource field",
    of: "NodePool karpenter.sh/v1 (karpenter 1.14.1)",
    name: "spec.disruption.consolidateGracePeriod",
    checked: false,
  });
});

test("a value that the definition does not list, and one of another form", () => {
  expect(messages(bundle(nodePool({ consolidateAfter: "5 minutes", consolidationPolicy: "whenEmpty" })))).toEqual([
    `test/it NodePool it spec.disruption.consolidateAfter: NodePool karpenter.sh/v1 (karpenter 1.14.1) takes text of another form here
  got: "5 minutes"
  allowed: what matches ^(([0-9]+(s|m|h))+|Never)$
  do this: write it in that form
  source: aws/karpenter-provider-aws@v1.14.1`,
    `test/it NodePool it spec.disruption.consolidationPolicy: NodePool karpenter.sh/v1 (karpenter 1.14.1) does not take this value
  got: "whenEmpty"
  allowed: WhenEmpty, WhenEmptyOrUnderutilized, Balanced
  do this: write one of these, in these capitals
  source: aws/karpenter-provider-aws@v1.14.1`,
  ]);
});

test("a number where text belongs, and a field that is not there", () => {
  expect(messages(bundle(externalSecret({ refreshInterval: 3600, data: [{ remoteRef: { key: "b" } }] })))).toEqual([
    `test/it ExternalSecret it spec.refreshInterval: a whole number stands where ExternalSecret external-secrets.io/v1 (external-secrets 2.9.0) takes text
  got: 3600
  allowed: text
  do this: put it in quotes
  source: external-secrets/external-secrets@v2.9.0`,
    `test/it ExternalSecret it spec.data[0].secretKey: ExternalSecret external-secrets.io/v1 (external-secrets 2.9.0) needs this field, and it is not there
  do this: write it
  source: external-secrets/external-secrets@v2.9.0`,
  ]);
});

test("a misspelt field deep inside of an object of Kubernetes", () => {
  const manifest = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: METADATA,
    spec: { containers: [{ name: "a", image: "a:1", livenessProbe: { httpGet: { port: 80, pth: "/" } } }] },
  };
  expect(messages(bundle(manifest))).toEqual([
    `test/it Pod it spec.containers[0].livenessProbe.httpGet.pth: Kubernetes 1.34 v1 Pod has no such field
  got: "pth"
  allowed: closest fields: path, port, host
  do this: write a field of this version: an API server refuses this one, or drops it without a word. If the cluster knows it, list "Pod spec.containers[].livenessProbe.httpGet.pth" in ownFields
  source: /openapi/v3 of kube-apiserver 1.34.2`,
  ]);
});

test("a label that is too long, in a resource of Terraform", () => {
  const metadata = { name: "it", labels: { team: "t".repeat(64) } };
  expect(messages(resource("kubernetes_namespace_v1", { metadata }))).toEqual([
    `test/it Namespace it metadata.labels["team"]: the value of a label has 64 characters, which are too many
  got: "${"t".repeat(64)}"
  allowed: letters, digits, -, _ and ., a letter or digit at both ends, at most 63 characters, or nothing
  do this: shorten it
  source: Kubernetes 1.34.2, apimachinery/pkg/util/validation/validation.go`,
  ]);
});

test("a container that mounts what its pod does not have, in a resource of Terraform", () => {
  const container = [{ name: "web", image: "web:1", volume_mount: [{ name: "date", mount_path: "/data" }] }];
  expect(messages(deployment({ container, volume: [{ name: "data", empty_dir: {} }] }))).toEqual([
    `test/it Deployment it spec.template.spec.containers[0].volumeMounts[0].name: a container mounts a volume that its pod does not have
  got: "date"
  allowed: closest: data
  do this: name a volume of the pod, or add this one to it
  source: Kubernetes 1.34.2, pkg/apis/core/validation/validation.go`,
  ]);
});

test("a version that no API server serves any more", () => {
  const spec = { min_available: "1", selector: { match_labels: { app: "web" } } };
  expect(messages(resource("kubernetes_pod_disruption_budget", { metadata: METADATA, spec }))).toEqual([
    `test/it PodDisruptionBudget it: Kubernetes 1.34 has no PodDisruptionBudget in policy/v1beta1
  got: "policy/v1beta1 PodDisruptionBudget"
  allowed: closest: policy/v1 PodDisruptionBudget
  do this: write a group, version and kind that it serves. If the cluster knows it, say vouchFor(resource, ["PodDisruptionBudget apiVersion"])
  source: /openapi/v3 of kube-apiserver 1.34.2`,
  ]);
});

test("a version of a kind that the user vouches for", () => {
  const older = { ...externalSecret({ data: [] }), apiVersion: "external-secrets.io/v1beta1" };
  const ownFields = ["ExternalSecret apiVersion"];
  const marked = { ...bundle(older), marks: { ownFields } };
  expect(messages(marked)).toEqual([]);
  expect(examined(marked).facts).toEqual([
    {
      kind: "custom resource field",
      of: "ExternalSecret external-secrets.io/v1beta1 (external-secrets 2.9.0)",
      name: "*",
      checked: false,
    },
  ]);
  expect(messages({ ...bundle(externalSecret({ data: [] })), marks: { ownFields } })).toEqual([
    expect.stringContaining(
      "ownFields names a field that no object of the bundle holds, or that nothing is wrong with",
    ),
  ]);
});

test("a misspelt kind, a kind of another version, and an object that says nothing", () => {
  const object = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: METADATA });
  expect(
    messages(
      bundle(object("apps/v1", "Deploymnet"), object("external-secrets.io/v1beta1", "ExternalSecret"), {
        metadata: METADATA,
      }),
    ),
  ).toEqual([
    `test/it Deploymnet it: Kubernetes 1.34 has no Deploymnet in apps/v1
  got: "apps/v1 Deploymnet"
  allowed: closest: apps/v1 Deployment, apps/v1 ReplicaSet, apps/v1 DaemonSet
  do this: write a group, version and kind that it serves. If the cluster knows it, list "Deploymnet apiVersion" in ownFields
  source: /openapi/v3 of kube-apiserver 1.34.2`,
    `test/it ExternalSecret it: external-secrets 2.9.0 has no ExternalSecret in external-secrets.io/v1beta1
  got: "external-secrets.io/v1beta1 ExternalSecret"
  allowed: closest: external-secrets.io/v1 ExternalSecret
  do this: write a group, version and kind that it serves. If the cluster knows it, list "ExternalSecret apiVersion" in ownFields
  source: external-secrets/external-secrets@v2.9.0`,
    `test/it it: an object does not say what it is
  do this: write apiVersion and kind
  source: Kubernetes API`,
  ]);
});

test.each([
  ["a definition that the catalogue does not have", "example.org/v1", "Thing"],
  ["a definition under a group of Kubernetes' own name", "gateway.networking.k8s.io/v1", "Gateway"],
  ["a kind that only controllers write", "apps/v1", "ReplicaSet"],
  ["a definition that is not kept of a known chart", "monitoring.coreos.com/v1", "Prometheus"],
])("%s is a fact not checked", (_, apiVersion, kind) => {
  const examination = examined(bundle({ apiVersion, kind, metadata: METADATA, spec: { any: "thing" } }));
  expect(examination.problems).toEqual([]);
  expect(examination.facts).toEqual([expect.objectContaining({ name: "*", checked: false })]);
});

test("facts name the kind with its program and version, and every field once", () => {
  const container = [
    { name: "a", image: "a:1", env: [{ name: "A", value: "1" }] },
    { name: "b", image: "b:1", resources: { limits: { memory: "1Gi" } } },
  ];
  const { facts } = examined(deployment({ container }));
  const of = "Kubernetes 1.34 apps/v1 Deployment";
  expect(facts).toEqual([
    { kind: "Kubernetes field", of, name: "spec.selector.matchLabels", checked: true },
    { kind: "Kubernetes field", of, name: "spec.template.metadata.labels", checked: true },
    { kind: "Kubernetes field", of, name: "spec.template.spec.containers[].name", checked: true },
    { kind: "Kubernetes field", of, name: "spec.template.spec.containers[].image", checked: true },
    { kind: "Kubernetes field", of, name: "spec.template.spec.containers[].env[].name", checked: true },
    { kind: "Kubernetes field", of, name: "spec.template.spec.containers[].env[].value", checked: true },
    { kind: "Kubernetes field", of, name: "spec.template.spec.containers[].resources.limits", checked: true },
    { kind: "Kubernetes field", of: "Kubernetes 1.34 ObjectMeta", name: "metadata.name", checked: true },
  ]);
});

test("rules in CEL are facts that only an API server proves", () => {
  const budgets = [{ nodes: "10%", schedule: "@daily" }];
  const examination = examined(bundle(nodePool({ consolidateAfter: "5m", budgets })));
  expect(examination.problems).toEqual([]);
  expect(examination.facts).toContainEqual({
    kind: "custom resource field",
    of: "NodePool karpenter.sh/v1 (karpenter 1.14.1)",
    name: "spec.disruption.budgets: 'schedule' must be set with 'duration'",
    checked: false,
  });
});

test("what is not known before the apply is not judged", () => {
  const reference = "${aws_thing.it.name}";
  const container = [
    {
      name: reference,
      image: `${reference}/web`,
      port: [{ container_port: reference, name: reference }],
      resources: { requests: { memory: reference }, limits: { memory: "1Gi" } },
      volume_mount: [{ name: reference, mount_path: reference }],
    },
  ];
  const metadata = { name: reference, labels: { a: reference } };
  expect(messages(resource("kubernetes_config_map_v1", { metadata, data: reference }))).toEqual([]);
  expect(messages(deployment({ container, volume: reference }, { replicas: reference }))).toEqual([]);
  expect(messages(bundle(externalSecret({ data: reference, refreshPolicy: reference })))).toEqual([]);
});

test("a secret's values are not shown", () => {
  const manifest = { apiVersion: "v1", kind: "Secret", metadata: METADATA, data: { a: "not base64!" } };
  expect(messages(bundle(manifest))).toEqual([
    `test/it Secret it data.a: Kubernetes 1.34 v1 Secret cannot read this value
  allowed: bytes in base64
  do this: write it in that form
  source: /openapi/v3 of kube-apiserver 1.34.2`,
  ]);
});

test.each([
  ["null", null],
  ["a number", 7],
  ["text", "${aws_x.y}"],
  ["a list", [[], 1, null]],
  ["a list of lists", [[["a"]]]],
  ["fields nobody knows", { "//": 1, __proto__: { a: 1 }, constructor: 2, metadata: "x" }],
  ["odd metadata", { metadata: [{ labels: ["a"], annotations: 4, name: {} }], spec: [[]] }],
])("odd input is no reason to stop: %s", (_, value) => {
  for (const type of ["kubernetes_deployment_v1", "kubernetes_manifest", "kubernetes_secret_v1", "helm_release"]) {
    expect(() =>
      examined(resource(type, { metadata: value, spec: value, manifest: value, values: value, data: value })),
    ).not.toThrow();
  }
  expect(() => examined(bundleOf(JSON.stringify({ manifests: value })))).not.toThrow();
  for (const kind of ["Deployment", "CronJob", "NetworkPolicy", "Ingress", "Role", "Pod", "StatefulSet"]) {
    const apiVersion = {
      CronJob: "batch/v1",
      NetworkPolicy: "networking.k8s.io/v1",
      Ingress: "networking.k8s.io/v1",
      Pod: "v1",
    }[kind];
    const manifest = { apiVersion: apiVersion ?? "apps/v1", kind, metadata: value, spec: value, rules: value };
    expect(() => examined(bundle(manifest))).not.toThrow();
  }
});
