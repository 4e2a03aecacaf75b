import { closestNames } from "../../../core/closest-names";
import { asText, type JsonRecord, recordAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { quantityOf } from "../quantity";
import { checkProbes } from "./probes";
import { checkNumber, checkUnique, knownText, type Member, membersOf } from "./rule";
import { checkForm, TextForms } from "./text-forms";
import { checkVariables } from "./variables";

/** Where the rules of pods were read. */
export const CORE_SOURCE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";

/** Greatest number of a port. */
export const MAX_PORT = 65_535;

/** One container: its name, image, ports, variables, mounts, probes and resources. */
export function checkContainer({ record, field }: Member, volumes: ReadonlySet<string>, report: ObjectReport): void {
  checkForm(record["name"], TextForms.dnsLabel, `${field}.name`, report);
  if (record["image"] === undefined || record["image"] === "") {
    report.refuse(`${field}.image`, { what: "a container has no image", doThis: "name one", source: CORE_SOURCE });
  }
  checkPorts(record, field, report);
  checkVariables(record, field, report);
  checkMounts(record, field, volumes, report);
  checkResources(recordAt(record, "resources"), `${field}.resources`, report);
  checkProbes(record, field, report);
}

function checkPorts(container: JsonRecord, field: string, report: ObjectReport): void {
  const ports = membersOf(container, "ports", field);
  for (const port of ports) {
    checkForm(port.record["name"], TextForms.portName, `${port.field}.name`, report);
    // A port of the node that is 0 is none.
    for (const [name, least] of [["containerPort", 1] as const, ["hostPort", 0] as const]) {
      checkNumber(port.record[name], { least, most: MAX_PORT, source: CORE_SOURCE }, `${port.field}.${name}`, report);
    }
  }
  const names = ports.map((port) => ({ value: knownText(port.record["name"]), field: `${port.field}.name` }));
  checkUnique(names, "the name of a port", CORE_SOURCE, report);
}

function checkMounts(container: JsonRecord, field: string, volumes: ReadonlySet<string>, report: ObjectReport): void {
  const mounts = membersOf(container, "volumeMounts", field);
  for (const mount of mounts) {
    const name = knownText(mount.record["name"]);
    if (name === undefined || volumes.has(name)) continue;
    report.refuse(`${mount.field}.name`, {
      what: "a container mounts a volume that its pod does not have",
      got: name,
      allowed:
        volumes.size === 0 ? "none: the pod has no volumes" : `closest: ${closestNames(name, volumes).join(", ")}`,
      doThis: "name a volume of the pod, or add this one to it",
      source: CORE_SOURCE,
    });
  }
  const paths = mounts.map((mount) => ({
    value: knownText(mount.record["mountPath"]),
    field: `${mount.field}.mountPath`,
  }));
  checkUnique(paths, "the path of a mount", CORE_SOURCE, report);
}

/** Resources that stand without a domain. Source: `pkg/apis/core/helper/helpers.go`. */
const PLAIN_RESOURCE = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Devices and huge pages. Source: `IsOvercommitAllowed` of the same file. */
function isIndivisible(name: string): boolean {
  return name.startsWith("hugepages-") || (name.includes("/") && !name.includes("kubernetes.io/"));
}

/** Names of resources, and requests that may not be above their limits. */
export function checkResources(resources: JsonRecord, field: string, report: ObjectReport): void {
  const limits = recordAt(resources, "limits");
  for (const bound of ["limits", "requests"]) {
    for (const [name, amount] of Object.entries(recordAt(resources, bound))) {
      checkNumber(quantityOf(amount), { least: 0, source: CORE_SOURCE }, `${field}.${bound}.${name}`, report);
      if (PLAIN_RESOURCE.test(name) || name.includes("/")) continue;
      report.refuse(`${field}.${bound}`, {
        what: "a container asks for a resource that does not exist",
        got: name,
        allowed: "cpu, memory, ephemeral-storage, hugepages-SIZE, or one with a domain such as nvidia.com/gpu",
        doThis: "write one of these",
        source: CORE_SOURCE,
      });
    }
  }
  for (const [name, request] of Object.entries(recordAt(resources, "requests"))) {
    const requested = quantityOf(request);
    if (isIndivisible(name) && requested !== undefined && requested > 0 && limits[name] === undefined) {
      report.refuse(`${field}.limits["${name}"]`, {
        what: `a container asks for ${name}, which nodes do not lend out twice, without a limit`,
        allowed: `the same amount as the request, ${asText(request)}`,
        doThis: "write the limit; the request may be left out then",
        source: CORE_SOURCE,
      });
    }
    const limit = quantityOf(limits[name]);
    if (requested === undefined || limit === undefined || requested <= limit) continue;
    report.refuse(`${field}.requests.${name}`, {
      what: `a container asks for more ${name} than its limit`,
      got: request,
      allowed: `at most the limit, ${String(limits[name])}`,
      doThis: "raise the limit, or ask for less",
      source: CORE_SOURCE,
    });
  }
}
