import { bundle, messages } from "../resources";
import { CONTAINER_PLACE, IN_CONTAINER, type Mistake, refuses } from "./support/mistakes";

const POD = "spec/template/spec";
const POD_PLACE = "spec.template.spec";

/** Another volume beside those of the good deployment. */
function volume(source: object): object {
  return { name: "more", ...source };
}

function inVolume(source: object, ...expected: string[]): Mistake {
  return [
    "Deployment",
    `${POD}/volumes/1`,
    volume(source),
    ...expected.map((text) => `${POD_PLACE}.volumes[1].${text}`),
  ];
}

describe("rights of files", () => {
  refuses([
    inVolume(
      { configMap: { name: "a", defaultMode: 644 } },
      "configMap.defaultMode: the rights of a file are beyond 777 in octal digits",
    ),
    inVolume(
      { secret: { secretName: "a", items: [{ key: "a", path: "b", mode: 600 }] } },
      "secret.items[0].mode: the rights of a file are beyond 777 in octal digits",
    ),
    inVolume(
      { projected: { sources: [{ configMap: { name: "a", items: [{ key: "a", path: "b", mode: -1 }] } }] } },
      "projected.sources[0].configMap.items[0].mode: this number is out of bounds",
    ),
    inVolume({ downwardAPI: { defaultMode: 512 } }, "downwardAPI.defaultMode: the rights of a file are beyond 777"),
    inVolume({ projected: { defaultMode: 888 } }, "projected.defaultMode: this number is out of bounds"),
  ]);

  test("the message says how they are written", () => {
    const spec = {
      containers: [{ name: "it", image: "it:1" }],
      volumes: [
        { name: "a", secret: { secretName: "a", defaultMode: 400 } },
        { name: "b", secret: { secretName: "b", defaultMode: 755 } },
      ],
    };
    expect(messages(bundle({ apiVersion: "v1", kind: "Pod", metadata: { name: "it" }, spec }))).toEqual([
      `test/it Pod it spec.volumes[1].secret.defaultMode: the rights of a file are beyond 777 in octal digits: JSON reads them as decimal ones
  got: 755
  allowed: 0 to 511
  do this: write 493, which is 755 in octal digits
  source: Kubernetes 1.34.2, pkg/apis/core/validation/validation.go`,
    ]);
  });
});

describe("objects that nobody names", () => {
  refuses([
    inVolume({ configMap: {} }, "configMap.name: a volume does not say which object its files are in"),
    inVolume(
      { secret: { name: "a" } },
      "secret.name: Kubernetes 1.34 apps/v1 Deployment has no such field",
      "secret.secretName: a volume does not say",
    ),
    inVolume(
      { projected: { sources: [{ secret: { name: "" } }] } },
      "projected.sources[0].secret.name: a volume does not say",
    ),
    ["Deployment", `${IN_CONTAINER}/envFrom`, [{}], `${CONTAINER_PLACE}.envFrom[0]: variables come out of one object`],
    [
      "Deployment",
      `${IN_CONTAINER}/envFrom`,
      [{ secretRef: {} }],
      `${CONTAINER_PLACE}.envFrom[0].secretRef.name: a variable does not say`,
    ],
    [
      "Deployment",
      `${IN_CONTAINER}/env/0`,
      { name: "A", valueFrom: { secretKeyRef: { key: "a" } } },
      `${CONTAINER_PLACE}.env[0].valueFrom.secretKeyRef.name: a variable does not say`,
    ],
  ]);
});

describe("fields of a pod that a variable shows", () => {
  test("a misspelt one", () => {
    const env = [
      { name: "A", valueFrom: { fieldRef: { fieldPath: "spec.nodename" } } },
      { name: "B", valueFrom: { fieldRef: { fieldPath: "metadata.labels['app.kubernetes.io/name']" } } },
      { name: "C", valueFrom: { fieldRef: { fieldPath: "status.podIPs" } } },
    ];
    const spec = { containers: [{ name: "it", image: "it:1", env }] };
    expect(messages(bundle({ apiVersion: "v1", kind: "Pod", metadata: { name: "it" }, spec }))).toEqual([
      `test/it Pod it spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: a variable shows a field that no variable can show
  got: "spec.nodename"
  allowed: closest: spec.nodeName, metadata.name, status.podIP
  do this: write one of these
  source: Kubernetes 1.34.2, pkg/apis/core/validation/validation.go`,
    ]);
  });
});

describe("what is done at both ends, and tolerated", () => {
  refuses([
    [
      "Deployment",
      `${IN_CONTAINER}/lifecycle`,
      { preStop: {} },
      `${CONTAINER_PLACE}.lifecycle.preStop: a hook does nothing`,
    ],
    [
      "Deployment",
      `${IN_CONTAINER}/lifecycle`,
      { preStop: { exec: { command: ["a"] }, sleep: { seconds: 1 } } },
      `${CONTAINER_PLACE}.lifecycle.preStop: a hook does more than one thing`,
    ],
    [
      "Deployment",
      `${IN_CONTAINER}/lifecycle`,
      { postStart: { exec: {} } },
      `${CONTAINER_PLACE}.lifecycle.postStart.exec.command: nothing is run`,
    ],
    [
      "Deployment",
      `${POD}/tolerations`,
      [{ effect: "NoSchedule" }],
      `${POD_PLACE}.tolerations[0].key: a toleration without a key`,
    ],
    [
      "Deployment",
      `${POD}/tolerations`,
      [{ key: "a", operator: "Exists", value: "b" }],
      `${POD_PLACE}.tolerations[0].value: a toleration asks whether`,
    ],
  ]);
});

describe("what nodes do not lend out twice", () => {
  refuses([
    [
      "Deployment",
      `${IN_CONTAINER}/resources/requests`,
      { "nvidia.com/gpu": 1 },
      `${CONTAINER_PLACE}.resources.limits["nvidia.com/gpu"]: a container asks for nvidia.com/gpu`,
    ],
  ]);

  test("a limit is a request", () => {
    const resources = { limits: { "nvidia.com/gpu": 1, cpu: 1 }, requests: { "example.kubernetes.io/thing": 1 } };
    const spec = { containers: [{ name: "it", image: "it:1", resources }] };
    expect(messages(bundle({ apiVersion: "v1", kind: "Pod", metadata: { name: "it" }, spec }))).toEqual([]);
  });
});
