import { recordAt } from "../../../core/json";
import { quantityOf } from "../quantity";
import { checkNumber, checkShare, knownNumber, membersOf, type Rule } from "./rule";
import { checkSelector } from "./selectors";

const POLICY = "Kubernetes 1.34.2, pkg/apis/policy/validation/validation.go";
const SCHEDULING = "Kubernetes 1.34.2, pkg/apis/scheduling/validation/validation.go";
const CORE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";
const AUTOSCALING = "Kubernetes 1.34.2, pkg/apis/autoscaling/validation/validation.go";
const HIGHEST_PRIORITY = 1_000_000_000;

/** How many pods may be away at once. */
export const checkDisruptionBudget: Rule = (manifest, report) => {
  const spec = recordAt(manifest, "spec");
  checkSelector(recordAt(spec, "selector"), "spec.selector", report);
  for (const name of ["minAvailable", "maxUnavailable"]) {
    checkShare(spec[name], { most: 100, source: POLICY }, `spec.${name}`, report);
  }
  if (spec["minAvailable"] === undefined || spec["maxUnavailable"] === undefined) return;
  report.refuse("spec", {
    what: "a disruption budget counts in two ways at once",
    allowed: "minAvailable or maxUnavailable",
    doThis: "take one of the two out",
    source: POLICY,
  });
};

/** A priority: names and numbers above are the system's. */
export const checkPriorityClass: Rule = (manifest, report) => {
  const name = recordAt(manifest, "metadata")["name"];
  checkNumber(manifest["value"], { least: -(2 ** 31), most: HIGHEST_PRIORITY, source: SCHEDULING }, "value", report);
  if (typeof name !== "string" || !name.startsWith("system-")) return;
  report.refuse("metadata.name", {
    what: "a priority has a name of the system's",
    got: name,
    allowed: "a name that does not begin with system-",
    doThis: "rename it",
    source: SCHEDULING,
  });
};

/** Bounds of a limit range: the least is not above the most, and a default lies between them. */
export const checkLimitRange: Rule = (manifest, report) => {
  for (const { record, field } of membersOf(recordAt(manifest, "spec"), "limits", "spec")) {
    const most = recordAt(record, "max");
    for (const name of ["min", "defaultRequest", "default"]) {
      for (const [resource, value] of Object.entries(recordAt(record, name))) {
        const amount = quantityOf(value);
        const bound = quantityOf(most[resource]);
        if (amount === undefined || bound === undefined || amount <= bound) continue;
        report.refuse(`${field}.${name}.${resource}`, {
          what: "a limit is above its own maximum",
          got: value,
          allowed: `at most ${String(most[resource])}`,
          doThis: "lower it, or raise the maximum",
          source: CORE,
        });
      }
    }
  }
};

/** Bounds of an autoscaler. */
export const checkAutoscaler: Rule = (manifest, report) => {
  const spec = recordAt(manifest, "spec");
  checkNumber(spec["maxReplicas"], { least: 1, source: AUTOSCALING }, "spec.maxReplicas", report);
  const least = knownNumber(spec["minReplicas"]);
  const most = knownNumber(spec["maxReplicas"]);
  if (least !== undefined && most !== undefined && least > most) {
    report.refuse("spec.maxReplicas", {
      what: "the greatest number of replicas is below the least",
      got: most,
      allowed: `${least} or more`,
      doThis: "raise it",
      source: AUTOSCALING,
    });
  }
};
