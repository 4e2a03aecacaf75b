import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { ContainerSpec } from "./container";
import { type Volume, writableByNature } from "./volume";
import { badName, LABEL, negative, notPositive, relativePath, unknownReference } from "./workload-problems";

const PORT_NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

function imageAsText(label: string, got: unknown): Problem {
  return {
    what: `the image of ${label} is not an ImageRef`,
    got,
    allowed: 'ImageRef.parse("repository:exact-tag"), which refuses what floats',
    doThis: "parse the reference",
  };
}

function limitBelowRequest(what: string, got: number, request: number): Problem {
  return {
    what: `${what} is less than what the container is promised`,
    got,
    allowed: `${request} or more`,
    doThis: "raise the limit, or promise less",
  };
}

function drainOutlastsGrace(label: string, got: number, graceSeconds: number): Problem {
  return {
    what: `drainSeconds of ${label} leaves the program no time to stop`,
    got,
    allowed: `less than stopGraceSeconds, which is ${graceSeconds}`,
    doThis: "lower drainSeconds, or raise stopGraceSeconds",
  };
}

/** Never shows what was given: it may be the secret itself. */
function noSecretVariable(label: string, name: string, got: unknown): Problem {
  return {
    what: `the variable ${name} of ${label} names no key of a Secret${typeof got === "string" ? ", it is text that would stand in the state" : ""}`,
    allowed: "key(…) of what grantRead of a secret gives, or the secretName and key of a Secret in the cluster",
    doThis: "keep the value in a store and grant its secret to the workload; revoke the value if it was committed",
  };
}

function namesSecret(variable: unknown): boolean {
  return typeof variable === "object" && variable !== null && "secretName" in variable && "key" in variable;
}

/** Plain JavaScript may give text, and a `toString` would let any reference through. */
function isImage(image: unknown): boolean {
  return typeof image === "object" && image !== null && "repository" in image;
}

/** Checks one container. */
export function checkContainer(check: Checker, container: ContainerSpec, volumes: readonly Volume[]): void {
  const label = `container ${container.name}`;
  check.that(LABEL.test(container.name) && container.name.length <= 63, () =>
    badName("a container's name", container.name, 63),
  );
  check.that(isImage(container.image), () => imageAsText(label, container.image));
  const { cpuMillicores, memoryMiB, cpuLimitMillicores, memoryLimitMiB } = container.resources;
  const amounts = { cpuMillicores, memoryMiB, cpuLimitMillicores, memoryLimitMiB };
  for (const [name, amount] of Object.entries(amounts)) {
    const unit = name.startsWith("cpu") ? "millicores" : "MiB";
    if (amount !== undefined) {
      check.that(Number.isInteger(amount) && amount > 0, () => notPositive(`${label} ${name}`, amount, unit));
    }
  }
  const cpuLimit = cpuLimitMillicores ?? cpuMillicores;
  check.that(!(cpuLimit < cpuMillicores), () =>
    limitBelowRequest(`${label} cpuLimitMillicores`, cpuLimit, cpuMillicores),
  );
  const memoryLimit = memoryLimitMiB ?? memoryMiB;
  check.that(!(memoryLimit < memoryMiB), () => limitBelowRequest(`${label} memoryLimitMiB`, memoryLimit, memoryMiB));
  for (const port of container.ports ?? []) {
    check.that(PORT_NAME.test(port.name), () => badName(`the name of a port of ${label}`, port.name, 15));
    check.that(Number.isInteger(port.port) && port.port > 0 && port.port < 65_536, () => ({
      what: `port ${port.name} of ${label} has no valid number`,
      got: port.port,
      allowed: "1 to 65535",
      doThis: "set the number the program listens on",
    }));
  }
  const known = volumes.map((volume) => volume.name);
  for (const mount of container.mounts ?? []) {
    const volume = volumes.find((candidate) => candidate.name === mount.volume);
    check.that(volume !== undefined, () => unknownReference(`a mount of ${label}`, mount.volume, known));
    if (volume !== undefined) {
      check.that(mount.readOnly !== false || writableByNature(volume), () => ({
        what: `${label} mounts volume ${volume.name} for writing, which nothing can write to`,
        got: volume.source.kind,
        allowed: "scratch and persistent volumes",
        doThis: "leave readOnly out",
      }));
    }
    check.that(mount.path.startsWith("/"), () => relativePath(`a mount path of ${label}`, mount.path));
  }
  for (const name of [
    ...Object.keys(container.environment ?? {}),
    ...Object.keys(container.secretEnvironment ?? {}),
    ...Object.keys(container.fieldEnvironment ?? {}),
  ]) {
    check.that(VARIABLE.test(name), () => ({
      what: `${label} has an environment variable with an odd name`,
      got: name,
      allowed: "letters, digits and underscores, not starting with a digit",
      doThis: "rename it",
    }));
  }
  for (const [name, variable] of Object.entries(container.secretEnvironment ?? {})) {
    check.that(namesSecret(variable), () => noSecretVariable(label, name, variable));
  }
}

/** Checks the time a container goes on serving: it is a part of the workload's time to stop. */
export function checkDrain(check: Checker, container: ContainerSpec, graceSeconds: number): void {
  const drain = container.drainSeconds ?? 0;
  const label = `container ${container.name}`;
  const whole = check.that(Number.isInteger(drain) && drain >= 0, () =>
    negative(`drainSeconds of ${label}`, drain, "seconds"),
  );
  if (whole && graceSeconds > 0) {
    check.that(drain < graceSeconds, () => drainOutlastsGrace(label, drain, graceSeconds));
  }
}
