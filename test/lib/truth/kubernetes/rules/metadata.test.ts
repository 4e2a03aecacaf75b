import { refuses } from "./support/mistakes";

describe("names, labels and annotations that Kubernetes refuses", () => {
  refuses([
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
  ]);
});
