import * as fc from "fast-check";
import { isJsonRecord, type JsonRecord } from "../../../../lib/core/json";
import { bundle, examined, messages } from "./resources";

const METADATA = { name: "it" };
const LABELS = { app: "web" };
const CONTAINER = {
  name: "web",
  image: "web:1",
  ports: [{ name: "http", containerPort: 80 }],
  env: [{ name: "A", value: "b" }],
  volumeMounts: [{ name: "data", mountPath: "/data" }],
  livenessProbe: { httpGet: { port: "http" } },
  resources: { requests: { memory: "1Gi" }, limits: { memory: "1Gi" } },
};
const POD = {
  metadata: { labels: LABELS },
  spec: { containers: [CONTAINER], volumes: [{ name: "data", emptyDir: {} }] },
};
const CLAIM = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
const JOB = { template: { spec: { ...POD.spec, restartPolicy: "Never" } } };

/** One good object per kind. */
const GOOD = {
  ClusterRoleBinding: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
    subjects: [{ kind: "ServiceAccount", name: "a", namespace: "b" }],
  },
  ConfigMap: { apiVersion: "v1", data: { a: "b" } },
  CronJob: { apiVersion: "batch/v1", spec: { schedule: "0 6 * * *", jobTemplate: { spec: JOB } } },
  Deployment: { apiVersion: "apps/v1", spec: { selector: { matchLabels: LABELS }, template: POD, strategy: {} } },
  HorizontalPodAutoscaler: {
    apiVersion: "autoscaling/v2",
    spec: { maxReplicas: 3, minReplicas: 1, scaleTargetRef: { kind: "Deployment", name: "it" } },
  },
  Ingress: {
    apiVersion: "networking.k8s.io/v1",
    spec: {
      rules: [
        {
          host: "a.example.org",
          http: {
            paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "it", port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
  Job: { apiVersion: "batch/v1", spec: JOB },
  LimitRange: {
    apiVersion: "v1",
    spec: { limits: [{ type: "Container", max: { memory: "1Gi" }, default: { memory: "1Gi" } }] },
  },
  Namespace: { apiVersion: "v1" },
  NetworkPolicy: {
    apiVersion: "networking.k8s.io/v1",
    spec: {
      podSelector: {},
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ port: 1, endPort: 2 }] }],
    },
  },
  PersistentVolumeClaim: { apiVersion: "v1", spec: CLAIM },
  PodDisruptionBudget: { apiVersion: "policy/v1", spec: { minAvailable: "50%", selector: { matchLabels: LABELS } } },
  PriorityClass: { apiVersion: "scheduling.k8s.io/v1", value: 1000 },
  Role: {
    apiVersion: "rbac.authorization.k8s.io/v1",
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }],
  },
  Secret: { apiVersion: "v1", type: "Opaque", stringData: { a: "b" } },
  Service: { apiVersion: "v1", spec: { selector: LABELS, ports: [{ name: "http", port: 80, targetPort: "http" }] } },
  StatefulSet: {
    apiVersion: "apps/v1",
    spec: {
      serviceName: "it",
      selector: { matchLabels: LABELS },
      template: { ...POD, spec: { containers: [CONTAINER] } },
      volumeClaimTemplates: [{ metadata: { name: "data" }, spec: CLAIM }],
    },
  },
  StorageClass: { apiVersion: "storage.k8s.io/v1", provisioner: "ebs.csi.aws.com" },
} satisfies Record<string, JsonRecord>;

type Kind = keyof typeof GOOD;

/** The good object of a kind, with one place of it changed: `spec.ports.0.name`. */
function changed(kind: Kind, path: string, value: unknown): JsonRecord {
  const object: JsonRecord = JSON.parse(JSON.stringify({ kind, metadata: METADATA, ...GOOD[kind] }));
  const names = path.split("/");
  let place: unknown = object;
  for (const name of names.slice(0, -1))
    place = Array.isArray(place) ? place[Number(name)] : isJsonRecord(place) && place[name];
  const last = names.at(-1) ?? "";
  if (Array.isArray(place)) place[Number(last)] = value;
  else if (isJsonRecord(place)) place[last] = value;
  return object;
}

test.each(Object.keys(GOOD))("a good %s passes", (kind) => {
  const found = Object.entries(GOOD).filter(([name]) => name === kind);
  expect(messages(...found.map(([, object]) => bundle({ kind, metadata: METADATA, ...object })))).toEqual([]);
});

const CONTAINER_PLACE = "spec.template.spec.containers[0]";
const IN_CONTAINER = "spec/template/spec/containers/0";

/** Kind, place, value, and how each problem begins: field and what. */
const MISTAKES: readonly (readonly [Kind, string, unknown, ...string[]])[] = [
  [
    "Deployment",
    `${IN_CONTAINER}/resources/limits/cpu`,
    "-1",
    `${CONTAINER_PLACE}.resources.limits.cpu: this number is out of bounds`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/resources/limits/cpu`,
    "",
    `${CONTAINER_PLACE}.resources.limits.cpu: Kubernetes 1.34 apps/v1 Deployment cannot read this value`,
  ],
  [
    "Deployment",
    "spec/template/spec/nodeSelector",
    { zone: "a b" },
    'spec.template.spec.nodeSelector["zone"]: the value of a label has characters',
  ],
  ["CronJob", "spec/timeZone", "Middle/Earth", "spec.timeZone: this is not a time zone"],
  [
    "Deployment",
    "spec/strategy",
    { rollingUpdate: { maxUnavailable: "12" } },
    "spec.strategy.rollingUpdate.maxUnavailable: this is neither a number nor a share",
  ],
  [
    "Deployment",
    "spec/strategy",
    { rollingUpdate: { maxUnavailable: "101%" } },
    "spec.strategy.rollingUpdate.maxUnavailable: this is neither a number nor a share",
  ],
  [
    "Deployment",
    "spec/template/spec/topologySpreadConstraints",
    [{ maxSkew: 0, topologyKey: "a", whenUnsatisfiable: "DoNotSchedule" }],
    "spec.template.spec.topologySpreadConstraints[0].maxSkew: this number is out of bounds",
  ],
  [
    "StatefulSet",
    "spec/persistentVolumeClaimRetentionPolicy",
    { whenDeleted: "Keep" },
    "spec.persistentVolumeClaimRetentionPolicy.whenDeleted: this value does not exist",
  ],
  ["ClusterRoleBinding", "roleRef", undefined, "roleRef.kind: this value does not exist"],
  [
    "Ingress",
    "spec/rules/0/http/paths/0",
    null,
    "spec.rules[0].http.paths[0].pathType: Kubernetes 1.34 networking.k8s.io/v1 Ingress needs this field",
  ],
  ["Namespace", "metadata/name", "It", "metadata.name: a name has characters"],
  ["Namespace", "metadata/name", "n".repeat(64), "metadata.name: a name has 64 characters"],
  ["ConfigMap", "metadata/name", "a".repeat(254), "metadata.name: a name has 254 characters"],
  ["ConfigMap", "metadata/name", undefined, "metadata.name: an object has no name"],
  ["CronJob", "metadata/name", "c".repeat(53), "metadata.name: a name has 53 characters"],
  ["Service", "metadata/name", "1st", "metadata.name: the name of a service has characters"],
  ["Namespace", "metadata/labels", { "a b": "c" }, "metadata.labels: the key of a label"],
  ["Namespace", "metadata/labels", { [`${"d".repeat(254)}/a`]: "c" }, "metadata.labels: the key of a label"],
  ["Namespace", "metadata/labels", { a: "-b" }, 'metadata.labels["a"]: the value of a label'],
  ["Namespace", "metadata/annotations", { "a/b/c": "d" }, "metadata.annotations: the key of an annotation"],
  [
    "Namespace",
    "metadata/annotations",
    { a: "b".repeat(262_144) },
    "metadata.annotations: the annotations of an object take 262145 bytes",
  ],
  [
    "Namespace",
    "metadata/labels",
    { "pod-security.kubernetes.io/enforce": "strict" },
    'metadata.labels["pod-security.kubernetes.io/enforce"]: a level of pod security does not exist',
  ],
  [
    "Namespace",
    "metadata/labels",
    { "pod-security.kubernetes.io/warn-version": "1.34" },
    'metadata.labels["pod-security.kubernetes.io/warn-version"]: a version of pod security does not exist',
  ],
  [
    "Deployment",
    "spec/selector/matchLabels",
    { app: "other" },
    "spec.template.metadata.labels: the selector of a workload does not find its own pods: they lack app=other",
  ],
  ["Deployment", "spec/selector", {}, "spec.selector: a selector of a workload selects nothing"],
  ["Deployment", "spec/replicas", -1, "spec.replicas: this number is out of bounds"],
  [
    "Deployment",
    "spec/strategy",
    { rollingUpdate: { maxSurge: 0, maxUnavailable: "0%" } },
    "spec.strategy.rollingUpdate.maxUnavailable: an update may neither",
  ],
  [
    "Deployment",
    "spec/strategy",
    { type: "Recreate", rollingUpdate: { maxSurge: 1 } },
    "spec.strategy.rollingUpdate: Recreate does not roll",
  ],
  [
    "Deployment",
    "spec/template/spec/restartPolicy",
    "Never",
    "spec.template.spec.restartPolicy: pods of this kind are not restarted that way",
  ],
  ["Deployment", "spec/template/spec", undefined, "spec.template.spec: a pod has no containers"],
  ["Deployment", "spec/template/spec/containers", [], "spec.template.spec.containers: a pod has no containers"],
  [
    "Deployment",
    "spec/template/spec/containers/1",
    CONTAINER,
    "spec.template.spec.containers[1].name: the name of a container stands twice",
  ],
  [
    "Deployment",
    "spec/template/spec/volumes/1",
    { name: "data" },
    "spec.template.spec.volumes[1].name: the name of a volume stands twice",
  ],
  [
    "Deployment",
    "spec/template/spec/volumes/0/hostPath",
    { path: "/" },
    "spec.template.spec.volumes[0]: a volume comes from more than one place",
  ],
  [
    "Deployment",
    "spec/template/spec/serviceAccountName",
    "A B",
    "spec.template.spec.serviceAccountName: a name has characters",
  ],
  [
    "Deployment",
    "spec/template/spec/securityContext",
    { fsGroup: -1 },
    "spec.template.spec.securityContext.fsGroup: this number is out of bounds",
  ],
  [
    "Deployment",
    "spec/template/spec/tolerations",
    [{ key: "a b" }],
    "spec.template.spec.tolerations[0].key: the key of a label",
  ],
  [
    "Deployment",
    "spec/template/spec/topologySpreadConstraints",
    [
      {
        maxSkew: 1,
        topologyKey: "a",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchExpressions: [{ key: "a", operator: "In" }] },
      },
    ],
    "spec.template.spec.topologySpreadConstraints[0].labelSelector.matchExpressions[0].values: In has no values",
  ],
  ["Deployment", `${IN_CONTAINER}/image`, undefined, `${CONTAINER_PLACE}.image: a container has no image`],
  ["Deployment", `${IN_CONTAINER}/name`, "Web", `${CONTAINER_PLACE}.name: a name has characters`],
  [
    "Deployment",
    `${IN_CONTAINER}/ports/0/name`,
    "metrics-and-more",
    `${CONTAINER_PLACE}.ports[0].name: the name of a port has 16 characters`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/ports/0/name`,
    "80",
    `${CONTAINER_PLACE}.ports[0].name: the name of a port has characters`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/ports/0/containerPort`,
    65_536,
    `${CONTAINER_PLACE}.ports[0].containerPort: this number is out of bounds`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/ports/1`,
    { name: "http", containerPort: 81 },
    `${CONTAINER_PLACE}.ports[1].name: the name of a port stands twice`,
  ],
  ["Deployment", `${IN_CONTAINER}/env/0/name`, "A=B", `${CONTAINER_PLACE}.env[0].name: the name of a variable`],
  [
    "Deployment",
    `${IN_CONTAINER}/env/0/valueFrom`,
    { fieldRef: { fieldPath: "a" } },
    `${CONTAINER_PLACE}.env[0].valueFrom: a variable has a value and takes one`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/env/0`,
    { name: "A", valueFrom: {} },
    `${CONTAINER_PLACE}.env[0].valueFrom: a variable takes its value from one place`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/volumeMounts/0/name`,
    "date",
    `${CONTAINER_PLACE}.volumeMounts[0].name: a container mounts a volume that its pod does not have`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/volumeMounts/1`,
    { name: "data", mountPath: "/data" },
    `${CONTAINER_PLACE}.volumeMounts[1].mountPath: the path of a mount stands twice`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/resources/requests/memory`,
    "1025Mi",
    `${CONTAINER_PLACE}.resources.requests.memory: a container asks for more memory than its limit`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/resources/limits/memroy`,
    "1Gi",
    `${CONTAINER_PLACE}.resources.limits: a container asks for a resource that does not exist`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/resources/limits/cpu`,
    "1 core",
    `${CONTAINER_PLACE}.resources.limits.cpu: Kubernetes 1.34 apps/v1 Deployment cannot read this value`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/livenessProbe`,
    { periodSeconds: 5 },
    `${CONTAINER_PLACE}.livenessProbe: a probe asks nothing`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/livenessProbe/exec`,
    { command: ["a"] },
    `${CONTAINER_PLACE}.livenessProbe: a probe asks in more than one way`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/livenessProbe/successThreshold`,
    2,
    `${CONTAINER_PLACE}.livenessProbe.successThreshold: this number is out of bounds`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/livenessProbe/periodSeconds`,
    -1,
    `${CONTAINER_PLACE}.livenessProbe.periodSeconds: this number is out of bounds`,
  ],
  [
    "Deployment",
    `${IN_CONTAINER}/livenessProbe/httpGet/port`,
    0,
    `${CONTAINER_PLACE}.livenessProbe.httpGet.port: this number is out of bounds`,
  ],
  ["StatefulSet", "spec/serviceName", "a.b", "spec.serviceName: a name has characters"],
  [
    "StatefulSet",
    "spec/volumeClaimTemplates/0/metadata/name",
    "other",
    `${CONTAINER_PLACE}.volumeMounts[0].name: a container mounts a volume that its pod does not have`,
  ],
  [
    "StatefulSet",
    "spec/volumeClaimTemplates/0/spec/accessModes",
    [],
    "spec.volumeClaimTemplates[0].spec.accessModes: a claim does not say how its volume is used",
  ],
  [
    "PersistentVolumeClaim",
    "spec/resources/requests/storage",
    "0",
    "spec.resources.requests.storage: a claim asks for no space",
  ],
  ["PersistentVolumeClaim", "spec/resources", undefined, "spec.resources.requests.storage: a claim asks for no space"],
  [
    "PersistentVolumeClaim",
    "spec/accessModes/1",
    "ReadWriteOncePod",
    "spec.accessModes: ReadWriteOncePod does not stand beside another mode",
  ],
  ["StorageClass", "provisioner", "my provisioner", "provisioner: the key of a label"],
  ["CronJob", "spec/schedule", "61 * * * *", "spec.schedule: this is not a schedule"],
  ["CronJob", "spec/schedule", "TZ=UTC 0 6 * * *", "spec.schedule: this is not a schedule"],
  ["CronJob", "spec/failedJobsHistoryLimit", -1, "spec.failedJobsHistoryLimit: this number is out of bounds"],
  [
    "CronJob",
    "spec/jobTemplate/spec/template/spec/restartPolicy",
    "Always",
    "spec.jobTemplate.spec.template.spec.restartPolicy: pods of this kind are not restarted that way",
  ],
  [
    "Job",
    "spec/template/spec/restartPolicy",
    undefined,
    "spec.template.spec.restartPolicy: pods of this kind are not restarted that way",
  ],
  ["Job", "spec/backoffLimit", -1, "spec.backoffLimit: this number is out of bounds"],
  [
    "NetworkPolicy",
    "spec/egress/0/to/0/ipBlock/cidr",
    "10.0.0.0",
    "spec.egress[0].to[0].ipBlock.cidr: this is not an address block",
  ],
  [
    "NetworkPolicy",
    "spec/egress/0/to/0/ipBlock/cidr",
    "10.0.0.0/8",
    "spec.egress[0].to[0].ipBlock.except[0]: an exception does not lie inside of its address block",
  ],
  [
    "NetworkPolicy",
    "spec/egress/0/to/0/ipBlock/except/0",
    "10/8",
    "spec.egress[0].to[0].ipBlock.except[0]: this is not an address block",
  ],
  [
    "NetworkPolicy",
    "spec/egress/0/to/0/podSelector",
    {},
    "spec.egress[0].to[0]: a peer is an address block and pods at once",
  ],
  ["NetworkPolicy", "spec/egress/0/to/0", {}, "spec.egress[0].to[0]: a peer is nobody"],
  [
    "NetworkPolicy",
    "spec/egress/0/ports/0/endPort",
    0,
    "spec.egress[0].ports[0].endPort: a range of ports has no beginning",
  ],
  [
    "NetworkPolicy",
    "spec/egress/0/ports/0/port",
    "http",
    "spec.egress[0].ports[0].endPort: a range of ports has no beginning",
  ],
  [
    "NetworkPolicy",
    "spec/podSelector",
    { matchExpressions: [{ key: "a", operator: "Is" }] },
    "spec.podSelector.matchExpressions[0].operator: a selector compares labels in a way that does not exist",
  ],
  [
    "NetworkPolicy",
    "spec/podSelector",
    { matchExpressions: [{ key: "a", operator: "Exists", values: ["b"] }] },
    "spec.podSelector.matchExpressions[0].values: Exists does not compare with values",
  ],
  ["Service", "spec/ports", [], "spec.ports: a service has no ports"],
  ["Service", "spec/ports/1", { port: 81 }, "spec.ports[1].name: a port of a service with more than one has no name"],
  ["Service", "spec/ports/1", { name: "http", port: 81 }, "spec.ports[1].name: the name of a port stands twice"],
  ["Service", "spec/ports/1", { name: "other", port: 80 }, "spec.ports[1].port: a port of a service stands twice"],
  ["Service", "spec/ports/0/targetPort", 70_000, "spec.ports[0].targetPort: this number is out of bounds"],
  ["Ingress", "spec/rules", undefined, "spec: an ingress leads nowhere"],
  ["Ingress", "spec/rules/0/host", "a b", "spec.rules[0].host: a host has characters"],
  [
    "Ingress",
    "spec/rules/0/http/paths/0/path",
    "metrics",
    "spec.rules[0].http.paths[0].path: a path of an ingress is not absolute",
  ],
  [
    "Ingress",
    "spec/rules/0/http/paths/0/backend/service/port",
    {},
    "spec.rules[0].http.paths[0].backend.service.port: a backend names its port once",
  ],
  [
    "Ingress",
    "spec/rules/0/http/paths/0/backend",
    {},
    "spec.rules[0].http.paths[0].backend: a backend is one service or one resource",
  ],
  ["Ingress", "spec/tls", [{ hosts: ["*"] }], "spec.tls[0].hosts[0]: a host has characters"],
  ["ConfigMap", "data", { "a/b": "c" }, "data: a key has characters"],
  ["ConfigMap", "data", { a: "b".repeat(1_048_577) }, ": a config map holds 1048577 bytes"],
  ["ConfigMap", "binaryData", { a: "Yg==" }, "binaryData: a key stands in data and in binaryData"],
  [
    "Secret",
    "type",
    "kubernetes.io/tls",
    "data: a secret of type kubernetes.io/tls lacks tls.crt",
    "data: a secret of type kubernetes.io/tls lacks tls.key",
  ],
  ["Role", "rules/0/verbs", [], "rules[0].verbs: a rule has no verbs"],
  ["Role", "rules/0/apiGroups", undefined, "rules[0].apiGroups: a rule has no apiGroups"],
  [
    "Role",
    "rules/0",
    { nonResourceURLs: ["/metrics"], verbs: ["get"] },
    "rules[0].nonResourceURLs: a role of a namespace is not about paths",
  ],
  ["ClusterRoleBinding", "roleRef/kind", "Role", "roleRef.kind: this value does not exist"],
  ["ClusterRoleBinding", "roleRef/apiGroup", "rbac", "roleRef.apiGroup: this value does not exist"],
  ["ClusterRoleBinding", "subjects/0/kind", "Serviceaccount", "subjects[0].kind: this value does not exist"],
  [
    "ClusterRoleBinding",
    "subjects/0/namespace",
    undefined,
    "subjects[0].namespace: a service account has no namespace",
  ],
  ["ClusterRoleBinding", "subjects/0/apiGroup", "rbac", "subjects[0].apiGroup: this value does not exist"],
  ["PodDisruptionBudget", "spec/maxUnavailable", 1, "spec: a disruption budget counts in two ways at once"],
  ["PodDisruptionBudget", "spec/minAvailable", "101%", "spec.minAvailable: this is neither a number nor a share"],
  ["PriorityClass", "value", 1_000_000_001, "value: this number is out of bounds"],
  ["PriorityClass", "metadata/name", "system-mine", "metadata.name: a priority has a name of the system's"],
  [
    "LimitRange",
    "spec/limits/0/default/memory",
    "2Gi",
    "spec.limits[0].default.memory: a limit is above its own maximum",
  ],
  [
    "HorizontalPodAutoscaler",
    "spec/minReplicas",
    4,
    "spec.maxReplicas: the greatest number of replicas is below the least",
  ],
  [
    "HorizontalPodAutoscaler",
    "spec/maxReplicas",
    0,
    "spec.maxReplicas: this number is out of bounds",
    "spec.maxReplicas: the greatest number of replicas is below the least",
  ],
];

for (const [kind, path, value, ...expected] of MISTAKES) {
  const given = JSON.stringify(value) ?? "nothing";
  test(`${kind} with ${path} = ${given.slice(0, 60)}`, () => {
    const name = path === "metadata/name" ? (value ?? "") : "it";
    const head = ["test/it", kind, name].filter((part) => part !== "").join(" ");
    const wanted = expected.map((text) => (text.startsWith(":") ? `${head}${text}` : `${head} ${text}`));
    const found = examined(bundle(changed(kind, path, value))).problems.map(({ where, what }) => `${where}: ${what}`);
    expect(found.map((text, index) => text.slice(0, wanted[index]?.length))).toEqual(wanted);
  });
}

test("whatever stands anywhere in an object, looking at it does not fail", () => {
  const kinds = Object.keys(GOOD).filter((kind): kind is Kind => kind in GOOD);
  const places = [
    "metadata",
    "metadata/labels",
    "spec",
    "spec/template",
    IN_CONTAINER,
    "spec/ports",
    "spec/rules/0",
    "data",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.constantFrom(...places), fc.jsonValue(), (kind, place, value) => {
      examined(bundle(changed(kind, place, value)));
    }),
    { numRuns: 500 },
  );
});
