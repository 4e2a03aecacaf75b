import { CONTAINER_PLACE, refuses } from "./support/mistakes";

describe("claims and storage classes that Kubernetes refuses", () => {
  refuses([
    [
      "StatefulSet",
      "spec/persistentVolumeClaimRetentionPolicy",
      { whenDeleted: "Keep" },
      "spec.persistentVolumeClaimRetentionPolicy.whenDeleted: this value does not exist",
    ],
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
    [
      "PersistentVolumeClaim",
      "spec/resources",
      undefined,
      "spec.resources.requests.storage: a claim asks for no space",
    ],
    [
      "PersistentVolumeClaim",
      "spec/accessModes/1",
      "ReadWriteOncePod",
      "spec.accessModes: ReadWriteOncePod does not stand beside another mode",
    ],
    ["StorageClass", "provisioner", "my provisioner", "provisioner: the key of a label"],
  ]);
});

describe("config maps and secrets that Kubernetes refuses", () => {
  refuses([
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
  ]);
});
