import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../../../core/json";
import { holdsReference } from "../../terraform-text";
import type { ObjectReport } from "../object-report";
import type { Rule } from "./rule";
import { checkForm, type TextForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, apimachinery/pkg/api/validation/objectmeta.go";
const ANNOTATION_LIMIT_BYTES = 262_144;
const CRON_JOB_LIMIT_CHARACTERS = 52;

/** Forms of names that are not DNS names of up to 253 characters. Source: `ValidateObjectMeta` of each kind. */
const NAME_FORMS: Readonly<Record<string, TextForm>> = {
  Namespace: TextForms.dnsLabel,
  Service: TextForms.serviceName,
  StatefulSet: TextForms.dnsLabel,
  PodDisruptionBudget: TextForms.pathSegment,
  CronJob: {
    ...TextForms.dnsSubdomain,
    maxLength: CRON_JOB_LIMIT_CHARACTERS,
    allowed: "a DNS name of at most 52 characters",
  },
  Role: TextForms.pathSegment,
  RoleBinding: TextForms.pathSegment,
  ClusterRole: TextForms.pathSegment,
  ClusterRoleBinding: TextForms.pathSegment,
};

/** Name, namespace, labels and annotations of an object. */
export const checkMetadata: Rule = (manifest, report) => {
  const metadata = recordAt(manifest, "metadata");
  const kind = textAt(manifest, "kind") ?? "";
  const form = (Object.hasOwn(NAME_FORMS, kind) ? NAME_FORMS[kind] : undefined) ?? TextForms.dnsSubdomain;
  if (isNothing(metadata["name"]) && isNothing(metadata["generateName"])) {
    report.refuse("metadata.name", { what: "an object has no name", doThis: "give it one", source: SOURCE });
  }
  checkForm(metadata["name"], form, "metadata.name", report);
  checkForm(metadata["namespace"], TextForms.dnsLabel, "metadata.namespace", report);
  checkMarks(metadata, "metadata", report);
};

function isNothing(value: unknown): boolean {
  return value === undefined || value === "";
}

/** Labels and annotations of an object or of the pods it makes. */
export function checkMarks(metadata: JsonRecord, field: string, report: ObjectReport): void {
  for (const [key, value] of Object.entries(recordAt(metadata, "labels"))) {
    checkForm(key, TextForms.labelKey, `${field}.labels`, report);
    checkForm(value, TextForms.labelValue, `${field}.labels["${key}"]`, report);
  }
  const annotations = metadata["annotations"];
  if (!isJsonRecord(annotations)) return;
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    checkForm(key, TextForms.annotationKey, `${field}.annotations`, report);
    if (typeof value === "string" && !holdsReference(value)) bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes <= ANNOTATION_LIMIT_BYTES) return;
  report.refuse(`${field}.annotations`, {
    what: `the annotations of an object take ${bytes} bytes`,
    allowed: `at most ${ANNOTATION_LIMIT_BYTES} bytes, keys and values together`,
    doThis: "keep large text in a config map",
    source: SOURCE,
  });
}
