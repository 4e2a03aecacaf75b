import { architectureOf } from "../../lib/catalogue/aws/instance-types";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";
import type { NodeGroupProps } from "./eks-props";
import type { EnclaveNodesProps } from "./enclaves";

/** A label's value (Kubernetes documentation, "Labels and Selectors"). */
const LABEL_VALUE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const MIB_IN_GIB = 1024;
const SMALLEST_MIB = 64;

function oddReservation(group: string, got: unknown): Problem {
  return {
    what: `the node group ${group} does not say what its enclaves are for, and every pod of a node can talk to them`,
    got,
    allowed: "1 to 63 small letters, digits and dashes, such as hot-wallet",
    doThis: "set enclaves.reservedFor",
  };
}

function oddMemory(group: string, got: unknown): Problem {
  return {
    what: `the node group ${group} keeps an odd amount of memory back for its enclaves`,
    got,
    allowed: `MiB: a multiple of ${MIB_IN_GIB}, or an even number from ${SMALLEST_MIB} on below that`,
    doThis: "correct enclaves.memoryMiB: it is taken in huge pages of one size",
  };
}

function oddProcessors(group: string, got: unknown, step: number): Problem {
  return {
    what: `the node group ${group} keeps an odd number of processors back for its enclaves`,
    got,
    allowed: step === 1 ? "1 or more" : "2, 4, 6, …: a core has two, and an enclave takes whole ones",
    doThis: "correct enclaves.cpuCount",
  };
}

function noEnclavesThere(group: string, got: string): Problem {
  return {
    what: `the node group ${group} names an instance type that starts no enclaves`,
    got,
    allowed: "such as m7i.xlarge or m7g.large: no burstable ones, no bare metal, none with a single core",
    doThis: "choose another type",
    source: "AWS Nitro Enclaves User Guide, requirements",
  };
}

function twoReservations(group: string): Problem {
  return {
    what: `the node group ${group} is reserved for a purpose and for enclaves`,
    allowed: "one of the two: whatever runs beside an enclave can talk to it",
    doThis: "leave out purpose",
  };
}

/** Bare metal and burstable types are on no list of the guide; the smallest sizes have no core to give away. */
function startsEnclaves(instanceType: string): boolean {
  if (/^t\d|\.metal/.test(instanceType)) return false;
  const isSmall = architectureOf(instanceType) === "arm64" ? /\.medium$/ : /\.(medium|large)$/;
  return !isSmall.test(instanceType);
}

/** Records what is wrong with the enclaves of a node group. */
export function checkEnclaves(check: Checker, name: string, group: NodeGroupProps, enclaves: EnclaveNodesProps): void {
  const { reservedFor, memoryMiB, cpuCount } = isJsonRecord(enclaves) ? enclaves : {};
  check.that(typeof reservedFor === "string" && LABEL_VALUE.test(reservedFor), () => oddReservation(name, reservedFor));
  const isWhole = Number.isInteger(memoryMiB) && Number(memoryMiB) >= SMALLEST_MIB;
  const isPaged =
    Number(memoryMiB) % MIB_IN_GIB === 0 || (Number(memoryMiB) < MIB_IN_GIB && Number(memoryMiB) % 2 === 0);
  check.that(isWhole && isPaged, () => oddMemory(name, memoryMiB));
  const step = group.architecture === "arm64" ? 1 : 2;
  check.that(Number.isInteger(cpuCount) && Number(cpuCount) >= step && Number(cpuCount) % step === 0, () =>
    oddProcessors(name, cpuCount, step),
  );
  check.that(group.purpose === undefined, () => twoReservations(name));
  for (const type of group.instanceTypes) check.that(startsEnclaves(type), () => noEnclavesThere(name, type));
}
