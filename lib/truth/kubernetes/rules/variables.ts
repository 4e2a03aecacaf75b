import { closestNames } from "../../../core/closest-names";
import { isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { knownText, type Member, membersOf } from "./rule";
import { checkForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";
const OBJECTS = ["configMapRef", "secretRef"];
const KEYS = ["configMapKeyRef", "secretKeyRef"];

/** Fields of a pod that a variable may show. Source: `validEnvDownwardAPIFieldPathExpressions` of the same file. */
const POD_FIELDS = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];

/** One label or annotation of a pod. */
const POD_MARK = /^metadata\.(labels|annotations)\['.*'\]$/;

/** Variables of a container: their names, and where they come from. */
export function checkVariables(container: JsonRecord, field: string, report: ObjectReport): void {
  for (const variable of membersOf(container, "env", field)) {
    checkForm(variable.record["name"], TextForms.variableName, `${variable.field}.name`, report);
    checkVariable(variable, report);
  }
  for (const { record, field: place } of membersOf(container, "envFrom", field)) {
    const given = OBJECTS.filter((name) => record[name] !== undefined);
    if (given.length !== 1) {
      report.refuse(place, {
        what: "variables come out of one object",
        got: given,
        allowed: `one of ${OBJECTS.join(", ")}`,
        doThis: given.length === 0 ? "name one" : "make two entries of it",
        source: SOURCE,
      });
    }
    for (const name of given) checkNamed(record[name], `${place}.${name}`, report);
  }
}

function checkVariable({ record, field }: Member, report: ObjectReport): void {
  const from = record["valueFrom"];
  if (!isJsonRecord(from)) return;
  for (const name of KEYS) {
    checkForm(recordAt(from, name)["key"], TextForms.configurationKey, `${field}.valueFrom.${name}.key`, report);
    checkNamed(from[name], `${field}.valueFrom.${name}`, report);
  }
  checkPodField(recordAt(from, "fieldRef"), `${field}.valueFrom.fieldRef`, report);
  if (knownText(record["value"]) !== undefined && record["value"] !== "") {
    report.refuse(`${field}.valueFrom`, {
      what: "a variable has a value and takes one from elsewhere",
      doThis: "take one of the two out",
      source: SOURCE,
    });
  }
  if (Object.keys(from).length === 1) return;
  report.refuse(`${field}.valueFrom`, {
    what: "a variable takes its value from one place",
    got: Object.keys(from),
    allowed: "one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef",
    doThis: "keep one of them",
    source: SOURCE,
  });
}

function checkNamed(reference: unknown, field: string, report: ObjectReport): void {
  if (!isJsonRecord(reference) || (reference["name"] !== undefined && reference["name"] !== "")) return;
  report.refuse(`${field}.name`, {
    what: "a variable does not say which object it is in",
    doThis: "name the object",
    source: SOURCE,
  });
}

function checkPodField(reference: JsonRecord, field: string, report: ObjectReport): void {
  const path = knownText(reference["fieldPath"]);
  if (path === undefined || path === "" || POD_FIELDS.includes(path) || POD_MARK.test(path)) return;
  report.refuse(`${field}.fieldPath`, {
    what: "a variable shows a field that no variable can show",
    got: path,
    allowed: `closest: ${closestNames(path, [...POD_FIELDS, "metadata.labels['KEY']", "metadata.annotations['KEY']"]).join(", ")}`,
    doThis: "write one of these",
    source: SOURCE,
  });
}
