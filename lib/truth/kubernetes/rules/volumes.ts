import { isJsonRecord, type JsonRecord } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { checkNumber, knownNumber, type Member, membersOf } from "./rule";
import { checkForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";
const VOLUME_SETTINGS = new Set(["name"]);
const WIDEST_MODE = 0o777;

/** Sources that are files out of another object, and the field that names it. */
const NAMED_IN: Readonly<Record<string, string>> = { configMap: "name", secret: "secretName" };

/** A volume of a pod: one source, which names what it takes, and rights that files can have. */
export function checkVolume({ record: volume, field }: Member, report: ObjectReport): void {
  checkForm(volume["name"], TextForms.dnsLabel, `${field}.name`, report);
  const sources = Object.keys(volume).filter((name) => !VOLUME_SETTINGS.has(name));
  if (sources.length > 1) {
    report.refuse(field, {
      what: "a volume comes from more than one place",
      got: sources,
      allowed: "one source",
      doThis: "make two volumes of it",
      source: SOURCE,
    });
  }
  for (const [name, nameField] of Object.entries(NAMED_IN)) {
    checkNamed(volume[name], nameField, `${field}.${name}`, report);
  }
  for (const name of sources) checkModes(volume[name], `${field}.${name}`, report);
  const projected = volume["projected"];
  if (!isJsonRecord(projected)) return;
  for (const source of membersOf(projected, "sources", `${field}.projected`)) {
    for (const [name, member] of Object.entries(source.record)) {
      if (Object.hasOwn(NAMED_IN, name)) checkNamed(member, "name", `${source.field}.${name}`, report);
      checkModes(member, `${source.field}.${name}`, report);
    }
  }
}

function checkNamed(source: unknown, name: string, field: string, report: ObjectReport): void {
  if (!isJsonRecord(source) || (source[name] !== undefined && source[name] !== "")) return;
  report.refuse(`${field}.${name}`, {
    what: "a volume does not say which object its files are in",
    doThis: "name the object",
    source: SOURCE,
  });
}

function checkModes(source: unknown, field: string, report: ObjectReport): void {
  if (!isJsonRecord(source)) return;
  checkMode(source, "defaultMode", field, report);
  for (const item of membersOf(source, "items", field)) checkMode(item.record, "mode", item.field, report);
}

/** JSON knows no octal numbers, so that whoever writes 644 there means another number than it is. */
function checkMode(record: JsonRecord, name: string, field: string, report: ObjectReport): void {
  const mode = knownNumber(record[name]);
  const digits = String(mode);
  if (mode === undefined || mode <= WIDEST_MODE || !/^[0-7]{3}$/.test(digits)) {
    checkNumber(mode, { least: 0, most: WIDEST_MODE, source: SOURCE }, `${field}.${name}`, report);
    return;
  }
  report.refuse(`${field}.${name}`, {
    what: "the rights of a file are beyond 777 in octal digits: JSON reads them as decimal ones",
    got: mode,
    allowed: `0 to ${WIDEST_MODE}`,
    doThis: `write ${Number.parseInt(digits, 8)}, which is ${digits} in octal digits`,
    source: SOURCE,
  });
}
