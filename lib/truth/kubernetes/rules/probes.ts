import { isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { checkNumber } from "./rule";
import { checkForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";
const MAX_PORT = 65_535;

/** Ways of doing something of which one is taken. */
interface Ways {
  readonly names: readonly string[];
  readonly none: string;
  readonly many: string;
}

const PROBE: Ways = {
  names: ["exec", "httpGet", "tcpSocket", "grpc"],
  none: "a probe asks nothing",
  many: "a probe asks in more than one way",
};
const HOOK: Ways = {
  names: ["exec", "httpGet", "tcpSocket", "sleep"],
  none: "a hook does nothing",
  many: "a hook does more than one thing",
};
const NOT_NEGATIVE = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

/** Probes and hooks of a container: one way to ask or to do, and numbers that can be counted. */
export function checkProbes(container: JsonRecord, field: string, report: ObjectReport): void {
  for (const [name, hook] of Object.entries(recordAt(container, "lifecycle"))) {
    if (isJsonRecord(hook)) checkWay(hook, HOOK, `${field}.lifecycle.${name}`, report);
  }
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    const probe = container[name];
    if (!isJsonRecord(probe)) continue;
    const place = `${field}.${name}`;
    checkWay(probe, PROBE, place, report);
    for (const number of NOT_NEGATIVE) {
      checkNumber(probe[number], { least: 0, source: SOURCE }, `${place}.${number}`, report);
    }
    if (name !== "readinessProbe") {
      const once = { least: 0, most: 1, source: SOURCE };
      checkNumber(probe["successThreshold"], once, `${place}.successThreshold`, report);
    }
  }
}

function checkWay(record: JsonRecord, { names, none, many }: Ways, place: string, report: ObjectReport): void {
  const taken = names.filter((name) => record[name] !== undefined);
  if (taken.length !== 1) {
    report.refuse(place, {
      what: taken.length === 0 ? none : many,
      got: taken,
      allowed: `one of ${names.join(", ")}`,
      doThis: taken.length === 0 ? "add one" : "keep one of them",
      source: SOURCE,
    });
  }
  const command = recordAt(record, "exec")["command"];
  if (isJsonRecord(record["exec"]) && (command === undefined || (Array.isArray(command) && command.length === 0))) {
    report.refuse(`${place}.exec.command`, { what: "nothing is run", doThis: "write the command", source: SOURCE });
  }
  for (const way of taken) {
    const port = recordAt(record, way)["port"];
    checkNumber(port, { least: 1, most: MAX_PORT, source: SOURCE }, `${place}.${way}.port`, report);
    checkForm(port, TextForms.portName, `${place}.${way}.port`, report);
  }
}
