import type { JsonRecord } from "../../../../lib/core/json";
import { bundle, messages, resource } from "./resources";

const METADATA = { name: "it" };

function pod(container: JsonRecord, spec: JsonRecord = {}): JsonRecord {
  const containers = [{ name: "it", image: "it:1", ...container }];
  return { apiVersion: "v1", kind: "Pod", metadata: METADATA, spec: { containers, ...spec } };
}

function cronJob(schedule: string): JsonRecord {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "it", image: "it:1" }] } };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: METADATA,
    spec: { schedule, jobTemplate: { spec: { template } } },
  };
}

function job(podFailurePolicy: JsonRecord): JsonRecord {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "it", image: "it:1" }] } };
  return { apiVersion: "batch/v1", kind: "Job", metadata: METADATA, spec: { template, podFailurePolicy } };
}

function ingress(path: JsonRecord, port: JsonRecord = { number: 80 }): JsonRecord {
  const backend = { service: { name: "web", port } };
  const paths = [{ pathType: "ImplementationSpecific", backend, ...path }];
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: METADATA,
    spec: { rules: [{ http: { paths } }] },
  };
}

function binding(roleRef: JsonRecord, subject: JsonRecord): JsonRecord {
  const subjects = [{ kind: "User", name: "jane", ...subject }];
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", metadata: METADATA, roleRef, subjects };
}

function nodePool(limits: JsonRecord): JsonRecord {
  const nodeClassRef = { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "general" };
  const template = { spec: { nodeClassRef, requirements: [] } };
  return { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: METADATA, spec: { template, limits } };
}

/** What kube-apiserver 1.34.2 was given and took. */
const ACCEPTED: Readonly<Record<string, JsonRecord>> = {
  "bytes in base64 whose lines are broken": {
    apiVersion: "v1",
    kind: "Secret",
    metadata: METADATA,
    data: { "tls.crt": "YWJj\nZGVm\r\n" },
  },
  "bytes of memory as a number that 32 bits do not hold": nodePool({ memory: 1_099_511_627_776 }),
  "a role whose group the server fills in": binding({ kind: "Role", name: "view" }, {}),
  "a group left empty": binding({ apiGroup: "", kind: "Role", name: "view" }, { apiGroup: "" }),
  "no port of the node": pod({ ports: [{ containerPort: 80, hostPort: 0 }] }),
  "a stop that waits for nothing": pod({ lifecycle: { preStop: { sleep: {} } } }),
  "the same amount in nanocores": pod({ resources: { requests: { cpu: "700000000n" }, limits: { cpu: "0.7" } } }),
  "a policy without rules": job({}),
  "a condition that is true": job({ rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] }] }),
  "an empty path of no type": ingress({ path: "" }),
  "a port by its name, with no number": ingress({ path: "/" }, { name: "http", number: 0 }),
  "numbers of an address with zeros before them": {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: METADATA,
    spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "010.0.0.0/8", except: ["10.1.0.0/16"] } }] }] },
  },
  "a list of endpoints that is not there": {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: METADATA,
    addressType: "IPv4",
  },
  "a token for the server itself": {
    apiVersion: "storage.k8s.io/v1",
    kind: "CSIDriver",
    metadata: METADATA,
    spec: { tokenRequests: [{ audience: "" }] },
  },
  "limits that are none": { apiVersion: "v1", kind: "LimitRange", metadata: METADATA, spec: {} },
  "null in a list of anything": {
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "AlertmanagerConfig",
    metadata: METADATA,
    spec: { receivers: [{ name: "a" }], route: { receiver: "a", routes: [null] } },
  },
  "an amount with spaces around it": pod({ resources: { limits: { memory: " 1Gi " } } }),
  "an interval": cronJob("@every 1h30m0.5s"),
};

test.each(Object.keys(ACCEPTED))("what a real API server takes is taken: %s", (name) => {
  const manifest = ACCEPTED[name] ?? {};
  expect(messages(bundle(manifest))).toEqual([]);
  expect(messages(resource("kubernetes_manifest", { manifest }))).toEqual([]);
});

test.each(["@every", "@every day", "@every 1d", "@every 5"])("%p is no interval", (schedule) => {
  expect(messages(bundle(cronJob(schedule)))).toEqual([
    expect.stringContaining("test/it CronJob it spec.schedule: this is not a schedule"),
  ]);
});

test("an argument that the provider's schema has and nobody reads is not held against it", () => {
  const spec = {
    max_replicas: 3,
    target_cpu_utilization_percentage: 80,
    scale_target_ref: [{ api_version: "apps/v1", kind: "Deployment", name: "web" }],
  };
  expect(messages(resource("kubernetes_horizontal_pod_autoscaler_v2", { metadata: METADATA, spec }))).toEqual([]);
});

test("members with names that every object has are passed over", () => {
  const odd = { toString: 1, constructor: {} };
  const spec = { selector: { matchLabels: { app: odd } }, template: { metadata: { labels: { app: odd } } } };
  const service = { ports: [{ port: 80, protocol: odd }] };
  expect(messages(bundle({ apiVersion: "apps/v1", kind: "Deployment", metadata: METADATA, spec }))).not.toEqual([]);
  expect(messages(bundle({ apiVersion: "v1", kind: "Service", metadata: METADATA, spec: service }))).not.toEqual([]);
});
