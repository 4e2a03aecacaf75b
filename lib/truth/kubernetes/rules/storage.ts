import { type JsonRecord, listAt, recordAt, textAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { quantityOf } from "../quantity";
import type { Rule } from "./rule";
import { checkForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";

/** Who makes volumes of a class. */
export const checkStorageClass: Rule = (manifest, report) => {
  checkForm(textAt(manifest, "provisioner")?.toLowerCase(), TextForms.labelKey, "provisioner", report);
};

/** A claim for a volume. */
export const checkClaim: Rule = (manifest, report) => checkClaimSpec(recordAt(manifest, "spec"), "spec", report);

/** What a claim asks for: a size and how the volume is used. */
export function checkClaimSpec(spec: JsonRecord, field: string, report: ObjectReport): void {
  if (spec["accessModes"] === undefined || (Array.isArray(spec["accessModes"]) && spec["accessModes"].length === 0)) {
    report.refuse(`${field}.accessModes`, {
      what: "a claim does not say how its volume is used",
      allowed: "ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod",
      doThis: "add one",
      source: SOURCE,
    });
  }
  const modes = listAt(spec, "accessModes");
  if (modes.includes("ReadWriteOncePod") && modes.some((mode) => mode !== "ReadWriteOncePod")) {
    report.refuse(`${field}.accessModes`, {
      what: "ReadWriteOncePod does not stand beside another mode",
      got: modes,
      doThis: "keep one of them",
      source: SOURCE,
    });
  }
  const size = recordAt(spec, "resources", "requests")["storage"];
  if (size !== undefined && (quantityOf(size) ?? 1) > 0) return;
  report.refuse(`${field}.resources.requests.storage`, {
    what: "a claim asks for no space",
    ...(size === undefined ? {} : { got: size }),
    allowed: "a size above 0, such as 10Gi",
    doThis: "write one",
    source: SOURCE,
  });
}
