import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { CORE_SOURCE, checkContainer } from "./containers";
import { checkMarks } from "./metadata";
import { checkNumber, checkUnique, knownText, membersOf } from "./rule";
import { checkSelector } from "./selectors";
import { checkForm, TextForms } from "./text-forms";
import { checkVolume } from "./volumes";

/** Greatest number of a user or a group. */
const HIGHEST_ID = 2_147_483_647;

/**
 * Labels and the pod of a template.
 *
 * @param claims volumes that the workload adds to it; undefined where they are not all known yet
 */
export function checkPodTemplate(
  template: JsonRecord,
  field: string,
  report: ObjectReport,
  claims: readonly string[] | undefined,
): void {
  checkMarks(recordAt(template, "metadata"), `${field}.metadata`, report);
  checkPodSpec(template, field, report, claims);
}

/**
 * What a pod consists of.
 *
 * @param owner what holds it under `spec`
 * @param claims volumes that the workload adds to it; undefined where they are not all known yet
 */
export function checkPodSpec(
  owner: JsonRecord,
  field: string,
  report: ObjectReport,
  claims: readonly string[] | undefined,
): void {
  const spec = owner["spec"];
  const place = `${field === "" ? "" : `${field}.`}spec`;
  if (!isJsonRecord(spec)) {
    if (spec !== undefined) return;
    report.refuse(place, { what: "a pod has no containers", doThis: "write its spec", source: CORE_SOURCE });
    return;
  }
  const volumes = membersOf(spec, "volumes", place);
  const containers = [...membersOf(spec, "initContainers", place), ...membersOf(spec, "containers", place)];
  if (Array.isArray(spec["containers"]) && spec["containers"].length === 0) {
    report.refuse(`${place}.containers`, { what: "a pod has no containers", doThis: "add one", source: CORE_SOURCE });
  }
  for (const volume of volumes) checkVolume(volume, report);
  checkUnique(
    volumes.map(({ record, field: volume }) => ({ value: knownText(record["name"]), field: `${volume}.name` })),
    "the name of a volume",
    CORE_SOURCE,
    report,
  );
  checkUnique(
    containers.map(({ record, field: container }) => ({
      value: knownText(record["name"]),
      field: `${container}.name`,
    })),
    "the name of a container",
    CORE_SOURCE,
    report,
  );
  const names = asList(spec["volumes"]).map((volume) => knownText(recordAt(volume)["name"]));
  // A volume whose name is not known yet may be the one that a container mounts.
  const isKnown = claims !== undefined && names.every((name) => name !== undefined);
  const mountable = isKnown ? new Set([...claims, ...names]) : ANY_VOLUME;
  for (const container of containers) checkContainer(container, mountable, report);
  checkForm(spec["serviceAccountName"], TextForms.dnsSubdomain, `${place}.serviceAccountName`, report);
  for (const { record, field: toleration } of membersOf(spec, "tolerations", place)) {
    checkForm(record["key"], TextForms.labelKey, `${toleration}.key`, report);
    checkForm(record["value"], TextForms.labelValue, `${toleration}.value`, report);
    checkToleration(record, toleration, report);
  }
  for (const [key, value] of Object.entries(recordAt(spec, "nodeSelector"))) {
    checkForm(key, TextForms.labelKey, `${place}.nodeSelector`, report);
    checkForm(value, TextForms.labelValue, `${place}.nodeSelector["${key}"]`, report);
  }
  const identity = recordAt(spec, "securityContext");
  for (const name of ["runAsUser", "runAsGroup", "fsGroup"]) {
    checkNumber(
      identity[name],
      { least: 0, most: HIGHEST_ID, source: CORE_SOURCE },
      `${place}.securityContext.${name}`,
      report,
    );
  }
  for (const { record, field: constraint } of membersOf(spec, "topologySpreadConstraints", place)) {
    checkNumber(record["maxSkew"], { least: 1, source: CORE_SOURCE }, `${constraint}.maxSkew`, report);
    checkSelector(recordAt(record, "labelSelector"), `${constraint}.labelSelector`, report);
  }
}

/** Stands for the volumes of a pod that are not all known yet. */
class AnyVolume extends Set<string> {
  public override has(): boolean {
    return true;
  }
}

const ANY_VOLUME: ReadonlySet<string> = new AnyVolume();

function checkToleration(toleration: JsonRecord, field: string, report: ObjectReport): void {
  const { key, operator = "Equal", value } = toleration;
  if (isNothing(key) && operator !== "Exists" && (operator === "" || knownText(operator) !== undefined)) {
    report.refuse(`${field}.key`, {
      what: "a toleration without a key stands for every taint, and has to say so",
      allowed: "a key, or operator: Exists",
      doThis: "write one of the two",
      source: CORE_SOURCE,
    });
  }
  if (operator !== "Exists" || isNothing(value)) return;
  report.refuse(`${field}.value`, {
    what: "a toleration asks whether a taint is there, and compares its value",
    got: value,
    doThis: "take the value out, or write operator: Equal",
    source: CORE_SOURCE,
  });
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === "";
}
