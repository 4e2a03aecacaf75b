import { CONTAINER } from "./support/good-objects";
import { refuses } from "./support/mistakes";

describe("workloads that Kubernetes refuses", () => {
  refuses([
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
    ["StatefulSet", "spec/serviceName", "a.b", "spec.serviceName: a name has characters"],
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
  ]);
});

describe("pods that Kubernetes refuses", () => {
  refuses([
    [
      "Deployment",
      "spec/template/spec/nodeSelector",
      { zone: "a b" },
      'spec.template.spec.nodeSelector["zone"]: the value of a label has characters',
    ],
    [
      "Deployment",
      "spec/template/spec/topologySpreadConstraints",
      [{ maxSkew: 0, topologyKey: "a", whenUnsatisfiable: "DoNotSchedule" }],
      "spec.template.spec.topologySpreadConstraints[0].maxSkew: this number is out of bounds",
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
  ]);
});
