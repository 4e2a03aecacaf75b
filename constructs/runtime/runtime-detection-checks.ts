import { GUARDED_PROGRAMS, type GuardedProgram } from "../../lib/catalogue/runtime/guarded-programs";
import { Checker } from "../../lib/core/checks";
import { closestNames } from "../../lib/core/closest-names";
import type { Problem } from "../../lib/core/errors";
import { DetectionEngine } from "./detection-engine";
import type { RuntimeDetectionProps } from "./runtime-detection-props";

/** RFC 1123 label (Kubernetes documentation, "Object Names and IDs"); also what a label's value can hold. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const PATH = /^(\/[A-Za-z0-9._+-]+)+$/;
const LAST_PORT = 65_535;

/** Checks everything that was given. @throws PalisadeError listing every problem */
export function checkRuntimeDetection(path: string, props: RuntimeDetectionProps): void {
  const check = new Checker(path);
  const { engine, alsoReaches = {}, alsoGuards = [], addedContainers = [] } = props;
  if (engine instanceof DetectionEngine) for (const problem of engine.problems()) check.add(problem);
  else check.add(noEngine());
  const known = GUARDED_PROGRAMS.map(({ client }) => client);
  for (const [index, program] of alsoGuards.entries()) checkProgram(check, program, known, alsoGuards.slice(0, index));
  const clients = [...known, ...alsoGuards.map(({ client }) => client)];
  for (const [client, ports] of Object.entries(alsoReaches)) {
    check.that(clients.includes(client), () => noSuchClient(client, clients));
    for (const port of ports) check.that(isPort(port), () => badPort(`alsoReaches of ${client}`, port));
  }
  for (const name of addedContainers) check.that(NAME.test(name), () => badContainer("addedContainers", name));
  check.done();
}

/** Everything that is guarded, with what it reaches here. */
export function guardedPrograms({ alsoReaches = {}, alsoGuards = [] }: RuntimeDetectionProps): GuardedProgram[] {
  return [...GUARDED_PROGRAMS, ...alsoGuards].map((program) => ({
    ...program,
    reaches: [...new Set([...program.reaches, ...(alsoReaches[program.client] ?? [])])].sort((a, b) => a - b),
  }));
}

function checkProgram(
  check: Checker,
  program: GuardedProgram,
  known: readonly string[],
  before: readonly GuardedProgram[],
): void {
  const { client, containers, executables, keyFolders, reaches, companions = [], start } = program;
  const isNew = !known.includes(client) && before.every((other) => other.client !== client);
  check.that(NAME.test(client), () => badClient(client));
  check.that(isNew, () => guardedAlready(client));
  check.that(containers.length > 0 && executables.length > 0, () => runsNothing(client));
  for (const name of [...containers, ...companions]) check.that(NAME.test(name), () => badContainer(client, name));
  for (const path of [...executables, ...keyFolders]) check.that(PATH.test(path), () => badPath(client, path));
  for (const port of reaches) check.that(isPort(port), () => badPort(`reaches of ${client}`, port));
  for (const name of start?.names ?? []) check.that(/^[\w.-]+$/.test(name), () => badStart(client, name));
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= LAST_PORT;
}

function noEngine(): Problem {
  return {
    what: "nothing is named that looks at running programs",
    allowed: "DetectionEngine.falco, DetectionEngine.tetragon",
    doThis: "set `engine`",
  };
}

function noSuchClient(got: string, clients: readonly string[]): Problem {
  return {
    what: "alsoReaches names a client that nothing here knows",
    got,
    allowed: clients.join(", "),
    doThis: `write one of them, the closest is ${closestNames(got, clients)[0]}; a program of your own goes into alsoGuards`,
  };
}

function badPort(where: string, got: number): Problem {
  return {
    what: `${where} holds no port`,
    got,
    allowed: `whole numbers from 1 to ${LAST_PORT}`,
    doThis: "correct it",
  };
}

function badContainer(where: string, got: string): Problem {
  return {
    what: `${where} names a container as none can be called`,
    got,
    allowed: "at most 63 lower-case letters, digits and inner hyphens",
    doThis: "write the name as the pod has it",
  };
}

function badClient(got: string): Problem {
  return {
    what: "alsoGuards names a program as no label palisade.dev/client can",
    got,
    allowed: "at most 63 lower-case letters, digits and inner hyphens",
    doThis: "write it as the identity of its workload has it",
  };
}

function guardedAlready(got: string): Problem {
  return {
    what: "alsoGuards names a program that is guarded already",
    got,
    allowed: "each client once, and none of the catalogue's",
    doThis: "take it out; ports that it needs besides go into alsoReaches",
  };
}

function runsNothing(client: string): Problem {
  return {
    what: `${client} of alsoGuards runs nothing that could be told from the rest`,
    allowed: "at least one container and one executable",
    doThis: "name them, with paths as they are after links are followed",
  };
}

function badPath(client: string, got: string): Problem {
  return {
    what: `${client} of alsoGuards has a path that is none`,
    got,
    allowed: "absolute, without a slash at the end: letters, digits, dots, hyphens, underscores and plus signs",
    doThis: "correct it",
  };
}

function badStart(client: string, got: string): Problem {
  return {
    what: `${client} of alsoGuards is started by something that the kernel does not call so`,
    got,
    allowed: "names of files, without a path",
    doThis: "correct it",
  };
}
