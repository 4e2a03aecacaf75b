// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { isJsonRecord, type JsonRecord } from "../../../../lib/core/json";
import { isKnownAt } from "../../../../lib/truth/kubernetes/known-place";
import { REFERENCE } from "../../../../lib/truth/terraform-text";
import { bundle, bundleOf, messages, resource } from "./resources";

const LABELS = { app: "web" };
const METADATA = { name: "it", labels: { "app.kubernetes.io/name": "it" } };
const POD = {
  metadata: { labels: LABELS },
  spec: {
    restartPolicy: "Never",
    containers: [{ name: "web", image: "web:1", volumeMounts: [{ name: "data", mountPath: "/data" }] }],
    volumes: [{ name: "data", emptyDir: {} }],
  },
};
const CLAIM = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
const ALWAYS = { ...POD, spec: { ...POD.spec, restartPolicy: "Always" } };
const SERVICE_BACKEND = { service: { name: "web", port: { number: 80 } } };
const ROLE_REF = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" };

/** One of every kind whose rules ask for something to be there. */
const OBJECTS: readonly JsonRecord[] = [
  { apiVersion: "apps/v1", kind: "Deployment", spec: { selector: { matchLabels: LABELS }, template: ALWAYS } },
  {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    spec: {
      selector: { matchExpressions: [{ key: "app", operator: "Exists" }] },
      template: { ...ALWAYS, spec: { ...ALWAYS.spec, volumes: [] } },
      volumeClaimTemplates: [{ metadata: { name: "data" }, spec: CLAIM }],
    },
  },
  {
    apiVersion: "batch/v1",
    kind: "CronJob",
    spec: { schedule: "@every 1h30m", jobTemplate: { spec: { template: POD } } },
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    spec: { rules: [{ http: { paths: [{ pathType: "ImplementationSpecific", backend: SERVICE_BACKEND }] } }] },
  },
  { apiVersion: "networking.k8s.io/v1", kind: "Ingress", spec: { defaultBackend: SERVICE_BACKEND } },
  { apiVersion: "v1", kind: "PersistentVolumeClaim", spec: CLAIM },
  { apiVersion: "v1", kind: "Service", spec: { ports: [{ port: 80 }] } },
  { apiVersion: "v1", kind: "Service", spec: { type: "ExternalName", externalName: "db.example.com" } },
  { apiVersion: "v1", kind: "Service", spec: { clusterIP: "None" } },
  {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/tls",
    data: { "tls.crt": "YQ==" },
    stringData: { "tls.key": "k" },
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    rules: [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }],
  },
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    roleRef: ROLE_REF,
    subjects: [{ kind: "ServiceAccount", name: "a", namespace: "b" }],
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }] }] },
  },
].map((object) => ({ metadata: METADATA, ...object }));

/** The object with each of its values, at any depth, replaced by what is only known at the apply. */
function* withUnknowns(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    for (const other of ["${var.it}", ...withUnknowns(member)]) {
      if (Array.isArray(value)) yield value.with(Number(key), other);
      else yield { ...value, [key]: other };
    }
  }
}

/** Fields whose members are named by whoever writes them. */
const MAPS = ["labels", "matchLabels", "data", "stringData"];

/** The object with the name of each member of a map replaced so. */
function* withUnknownNames(value: unknown): Generator<unknown> {
  if (!isJsonRecord(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (MAPS.includes(key) && isJsonRecord(member)) {
      for (const name of Object.keys(member)) {
        const { [name]: text, ...others } = member;
        yield { ...value, [key]: { ...others, "${var.it}": text } };
      }
    } else for (const other of withUnknownNames(member)) yield { ...value, [key]: other };
  }
}

test.each(OBJECTS)("what is not known yet is no mistake: $kind $apiVersion $spec", (object) => {
  expect(messages(bundle(object))).toEqual([]);
  const unknown = [...withUnknowns(object), ...withUnknownNames(object)];
  expect(unknown.length).toBeGreaterThan(5);
  for (const manifest of unknown) {
    const name = JSON.stringify(manifest);
    expect([name, ...messages(resource("kubernetes_manifest", { manifest }))]).toEqual([name]);
    expect([name, ...messages(bundleOf(JSON.stringify({ manifests: [manifest] })))]).toEqual([name]);
  }
});

test("a mistake beside something unknown is still one", () => {
  const spec = { type: "${var.type}", ports: [{ port: 80, targetport: 8080 }] };
  const manifest = { apiVersion: "v1", kind: "Service", metadata: METADATA, spec };
  expect(messages(resource("kubernetes_manifest", { manifest }))).toEqual([
    expect.stringContaining(
      "test/it Service it spec.ports[0].targetport: Kubernetes 1.34 v1 Service has no such field",
    ),
  ]);
});

test.each([
  ["spec", true],
  ["spec.ports[0].port", true],
  ["spec.ports[0].name", true],
  ['metadata.labels["a.b/c"]', true],
  ["metadata.labels", true],
  ["spec.unknown", false],
  ["spec.unknown.deeper[0].still", false],
  ["spec.list", false],
  ["spec.named.missing", false],
  ["spec.named.there", true],
  ["", true],
])("what stands at %p is known: %p", (place, expected) => {
  const spec = {
    ports: [{ port: 80 }],
    unknown: REFERENCE,
    list: ["a", `${REFERENCE}b`],
    named: { there: 1, [`a${REFERENCE}`]: 2 },
  };
  expect(isKnownAt({ metadata: { labels: { "a.b/c": "d" } }, spec }, place)).toBe(expected);
});
