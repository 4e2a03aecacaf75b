import { recordAt } from "../../../core/json";
import { knownText, type Rule } from "./rule";

const SOURCE = "Kubernetes 1.34.2, pod-security-admission/api/helpers.go";
const LEVEL = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)$/;
const VERSION = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)-version$/;
const LEVELS = ["privileged", "baseline", "restricted"];

/** Levels of pod security: a level that does not exist would let every pod in. */
export const checkNamespace: Rule = (manifest, report) => {
  for (const [key, label] of Object.entries(recordAt(manifest, "metadata", "labels"))) {
    const value = knownText(label);
    if (value === undefined) continue;
    const isLevel = LEVEL.test(key) && !LEVELS.includes(value);
    const isVersion = VERSION.test(key) && !/^(latest|v1\.\d+)$/.test(value);
    if (!isLevel && !isVersion) continue;
    report.refuse(`metadata.labels["${key}"]`, {
      what: isLevel ? "a level of pod security does not exist" : "a version of pod security does not exist",
      got: value,
      allowed: isLevel ? LEVELS.join(", ") : "latest, or a version such as v1.34",
      doThis: "write one of these",
      source: SOURCE,
    });
  }
};
