import { CONTAINER_PLACE, IN_CONTAINER, refuses } from "./support/mistakes";

describe("containers that Kubernetes refuses", () => {
  refuses([
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
      { fieldRef: { fieldPath: "metadata.name" } },
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
  ]);
});
