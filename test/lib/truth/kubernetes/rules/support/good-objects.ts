import { isJsonRecord, type JsonRecord } from "../../../../../../lib/core/json";

/** Every object's own. */
export const METADATA = { name: "it" };
const LABELS = { app: "web" };
/** A good container. */
export const CONTAINER = {
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
export const GOOD = {
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

/** Kinds that there is a good object of. */
export type Kind = keyof typeof GOOD;

/** The good object of a kind, with one place of it changed: `spec.ports.0.name`. */
export function changed(kind: Kind, path: string, value: unknown): JsonRecord {
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
