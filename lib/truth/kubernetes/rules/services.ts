import { asText, isJsonRecord, recordAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { checkNumber, checkUnique, knownText, type Member, membersOf, type Rule } from "./rule";
import { checkForm, TextForms } from "./text-forms";

const CORE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";
const NETWORKING = "Kubernetes 1.34.2, pkg/apis/networking/validation/validation.go";
const MAX_PORT = 65_535;

/** Ports and selector of a service. */
export const checkService: Rule = (manifest, report) => {
  const spec = recordAt(manifest, "spec");
  const ports = membersOf(spec, "ports", "spec");
  const isKnown = [spec["type"], spec["clusterIP"]].every(
    (value) => value === undefined || knownText(value) !== undefined,
  );
  const needsPorts = isKnown && spec["type"] !== "ExternalName" && spec["clusterIP"] !== "None";
  if (needsPorts && (spec["ports"] === undefined || (Array.isArray(spec["ports"]) && ports.length === 0))) {
    report.refuse("spec.ports", { what: "a service has no ports", doThis: "add one", source: CORE });
  }
  for (const port of ports) checkServicePort(port, ports.length > 1, report);
  const named = ports.map(({ record, field }) => ({ value: knownText(record["name"]), field: `${field}.name` }));
  checkUnique(named, "the name of a port", CORE, report);
  const numbered = ports.map(({ record, field }) => ({
    value: typeof record["port"] === "number" ? `${record["port"]}/${asText(record["protocol"] ?? "TCP")}` : undefined,
    field: `${field}.port`,
  }));
  checkUnique(numbered, "a port of a service", CORE, report);
  for (const [key, value] of Object.entries(recordAt(spec, "selector"))) {
    checkForm(key, TextForms.labelKey, "spec.selector", report);
    checkForm(value, TextForms.labelValue, `spec.selector["${key}"]`, report);
  }
};

function checkServicePort({ record, field }: Member, needsName: boolean, report: ObjectReport): void {
  if (needsName && record["name"] === undefined) {
    report.refuse(`${field}.name`, {
      what: "a port of a service with more than one has no name",
      doThis: "name it",
      source: CORE,
    });
  }
  checkForm(record["name"], TextForms.dnsLabel, `${field}.name`, report);
  const bounds = { least: 1, most: MAX_PORT, source: CORE };
  checkNumber(record["port"], bounds, `${field}.port`, report);
  const target = record["targetPort"];
  // Nothing, as text or as a number, stands for the port itself.
  if (target === "" || target === 0) return;
  checkForm(target, TextForms.portName, `${field}.targetPort`, report);
  checkNumber(target, bounds, `${field}.targetPort`, report);
}

/** Hosts, paths and backends of an ingress. */
export const checkIngress: Rule = (manifest, report) => {
  const spec = recordAt(manifest, "spec");
  checkForm(spec["ingressClassName"], TextForms.dnsSubdomain, "spec.ingressClassName", report);
  const rules = spec["rules"];
  if ((rules === undefined || (Array.isArray(rules) && rules.length === 0)) && spec["defaultBackend"] === undefined) {
    report.refuse("spec", {
      what: "an ingress leads nowhere",
      doThis: "add rules or a defaultBackend",
      source: NETWORKING,
    });
  }
  checkBackend(spec["defaultBackend"], "spec.defaultBackend", report);
  for (const rule of membersOf(spec, "rules", "spec")) {
    checkForm(rule.record["host"], TextForms.host, `${rule.field}.host`, report);
    for (const path of membersOf(recordAt(rule.record, "http"), "paths", `${rule.field}.http`)) checkPath(path, report);
  }
  for (const tls of membersOf(spec, "tls", "spec")) {
    const hosts = tls.record["hosts"];
    for (const [index, host] of (Array.isArray(hosts) ? hosts : []).entries()) {
      checkForm(host, TextForms.host, `${tls.field}.hosts[${index}]`, report);
    }
  }
};

function checkPath({ record, field }: Member, report: ObjectReport): void {
  checkBackend(record["backend"], `${field}.backend`, report);
  const path = knownText(record["path"]);
  const type = knownText(record["pathType"]) ?? "ImplementationSpecific";
  const isFree = type === "ImplementationSpecific" && (record["path"] === undefined || path === "");
  if (isFree || path?.startsWith("/") || (record["path"] !== undefined && path === undefined)) return;
  report.refuse(`${field}.path`, {
    what: "a path of an ingress is not absolute",
    got: record["path"],
    allowed: "a path that begins with /",
    doThis: "begin it with /",
    source: NETWORKING,
  });
}

function checkBackend(backend: unknown, field: string, report: ObjectReport): void {
  if (!isJsonRecord(backend)) return;
  const service = backend["service"];
  const isOne = (service === undefined) !== (backend["resource"] === undefined);
  if (!isOne) {
    report.refuse(field, { what: "a backend is one service or one resource", doThis: "name one", source: NETWORKING });
  }
  if (!isJsonRecord(service)) return;
  checkForm(service["name"], TextForms.serviceName, `${field}.service.name`, report);
  const port = recordAt(service, "port");
  checkForm(port["name"], TextForms.portName, `${field}.service.port.name`, report);
  checkNumber(port["number"], { least: 0, most: MAX_PORT, source: NETWORKING }, `${field}.service.port.number`, report);
  if (isNothing(port["name"]) !== isNothing(port["number"])) return;
  report.refuse(`${field}.service.port`, {
    what: "a backend names its port once, by name or by number",
    doThis: "write name or number",
    source: NETWORKING,
  });
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === "" || value === 0;
}
