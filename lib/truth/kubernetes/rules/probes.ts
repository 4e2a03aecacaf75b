import { isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { checkNumber } from "./rule";
import { checkForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";
const MAX_PORT = 65_535;
const HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"];
const NOT_NEGATIVE = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

/** Probes of a container: one way to ask, and numbers that can be counted. */
export function checkProbes(container: JsonRecord, field: string, report: ObjectReport): void {
  for (const name of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    const probe = container[name];
    if (!isJsonRecord(probe)) continue;
    const place = `${field}.${name}`;
    checkHandler(probe, place, report);
    for (const number of NOT_NEGATIVE) {
      checkNumber(probe[number], { least: 0, source: SOURCE }, `${place}.${number}`, report);
    }
    if (name !== "readinessProbe") {
      const once = { least: 0, most: 1, source: SOURCE };
      checkNumber(probe["successThreshold"], once, `${place}.successThreshold`, report);
    }
  }
}

function checkHandler(probe: JsonRecord, place: string, report: ObjectReport): void {
  const handlers = HANDLERS.filter((handler) => probe[handler] !== undefined);
  if (handlers.length !== 1) {
    report.refuse(place, {
      what: handlers.length === 0 ? "a probe asks nothing" : "a probe asks in more than one way",
      got: handlers,
      allowed: `one of ${HANDLERS.join(", ")}`,
      doThis: handlers.length === 0 ? "add one" : "keep one of them",
      source: SOURCE,
    });
  }
  for (const handler of handlers) {
    const port = recordAt(probe, handler)["port"];
    checkNumber(port, { least: 1, most: MAX_PORT, source: SOURCE }, `${place}.${handler}.port`, report);
    checkForm(port, TextForms.portName, `${place}.${handler}.port`, report);
  }
}
