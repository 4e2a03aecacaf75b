import { GUARDED_PROGRAMS, type GuardedProgram } from "../../lib/catalogue/runtime/guarded-programs";
import { Checker } from "../../lib/core/checks";
import { closestNames } from "../../lib/core/closest-names";
import type { Problem } from "../../lib/core/errors";
import { givenList } from "../../lib/core/given";
import { isJsonRecord, type JsonRecord } from "../../lib/core/json";
import { DetectionEngine } from "./detection-engine";
import type { RuntimeDetectionProps } from "./runtime-detection-props";

/** RFC 1123 label (Kubernetes documentation, "Object Names and IDs"); also what a label's value can hold. */
const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const LONGEST_NAME = 63;
/** `-events` comes behind it. */
const LONGEST_NAMESPACE = 56;
/** What the kernel calls a process by. */
const FILE_NAME = /^[\w.-]+$/;
const PATH = /^(\/[A-Za-z0-9._+-]+)+$/;
const LAST_PORT = 65_535;

/** Checks everything that was given. @throws PalisadeError listing every problem */
export function checkRuntimeDetection(path: string, props: RuntimeDetectionProps): void {
  const check = new Checker(path);
  const { engine, namespaceName } = props;
  if (engine instanceof DetectionEngine) for (const problem of engine.problems()) check.add(problem);
  else check.add(noEngine());
  const known = GUARDED_PROGRAMS.map(({ client }) => client);
  check.that(namespaceName === undefined || isName(namespaceName, LONGEST_NAMESPACE), () =>
    badNamespace(namespaceName),
  );
  const clients = [...known];
  for (const program of givenList(check, "alsoGuards", props.alsoGuards)) {
    const client = checkProgram(check, isJsonRecord(program) ? program : {}, clients);
    if (client !== undefined) clients.push(client);
  }
  const reaches: unknown = props.alsoReaches ?? {};
  check.that(isJsonRecord(reaches), () => badReaches(reaches));
  for (const [client, ports] of isJsonRecord(reaches) ? Object.entries(reaches) : []) {
    check.that(clients.includes(client), () => noSuchClient(client, clients));
    const where = `alsoReaches of ${client}`;
    for (const port of givenList(check, where, ports)) check.that(isPort(port), () => badPort(where, port));
  }
  for (const name of givenList(check, "addedContainers", props.addedContainers)) {
    check.that(isName(name), () => badContainer("addedContainers", name));
  }
  check.done();
}

/** Everything that is guarded, with what it reaches here. */
export function guardedPrograms({ alsoReaches = {}, alsoGuards = [] }: RuntimeDetectionProps): GuardedProgram[] {
  return [...GUARDED_PROGRAMS, ...alsoGuards].map((program) => ({
    ...program,
    reaches: [...new Set([...program.reaches, ...(alsoReaches[program.client] ?? [])])].sort((a, b) => a - b),
  }));
}

/** Checks a program of one's own, and says what it is called. @param known what is guarded already */
function checkProgram(check: Checker, program: JsonRecord, known: readonly string[]): string | undefined {
  const { client } = program;
  if (typeof client !== "string" || !isName(client)) {
    check.add(badClient(client));
    return undefined;
  }
  check.that(!known.includes(client), () => guardedAlready(client));
  const list = (prop: string, given: unknown = program[prop]) => givenList(check, `${prop} of ${client}`, given);
  const [containers, executables] = [list("containers"), list("executables")];
  check.that(containers.length > 0 && executables.length > 0, () => runsNothing(client));
  for (const name of [...containers, ...list("companions")]) check.that(isName(name), () => badContainer(client, name));
  for (const path of [...executables, ...list("keyFolders")]) check.that(fits(path, PATH), () => badPath(client, path));
  for (const port of list("reaches")) check.that(isPort(port), () => badPort(`reaches of ${client}`, port));
  const { names } = isJsonRecord(program["start"]) ? program["start"] : {};
  for (const name of list("start.names", names)) check.that(fits(name, FILE_NAME), () => badStart(client, name));
  return client;
}

function isPort(port: unknown): boolean {
  return typeof port === "number" && Number.isInteger(port) && port >= 1 && port <= LAST_PORT;
}

function isName(given: unknown, longest = LONGEST_NAME): boolean {
  return fits(given, NAME) && String(given).length <= longest;
}

function fits(given: unknown, form: RegExp): boolean {
  return typeof given === "string" && form.test(given);
}

function badNamespace(got: unknown): Problem {
  return {
    what: "namespaceName is no name, or leaves no room for what is put behind it",
    got,
    allowed: `at most ${LONGEST_NAMESPACE} lower-case letters, digits and inner hyphens`,
    doThis: "correct it, or leave it out",
  };
}

function badReaches(got: unknown): Problem {
  return {
    what: "alsoReaches is no object",
    got,
    allowed: 'ports by the client: { "web3signer-eth2": [6432] }',
    doThis: "write it in braces",
  };
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

function badPort(where: string, got: unknown): Problem {
  return {
    what: `${where} holds no port`,
    got,
    allowed: `whole numbers from 1 to ${LAST_PORT}`,
    doThis: "correct it",
  };
}

function badContainer(where: string, got: unknown): Problem {
  return {
    what: `${where} names a container as none can be called`,
    got,
    allowed: "at most 63 lower-case letters, digits and inner hyphens",
    doThis: "write the name as the pod has it",
  };
}

function badClient(got: unknown): Problem {
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

function badPath(client: string, got: unknown): Problem {
  return {
    what: `${client} of alsoGuards has a path that is none`,
    got,
    allowed: "absolute, without a slash at the end: letters, digits, dots, hyphens, underscores and plus signs",
    doThis: "correct it",
  };
}

function badStart(client: string, got: unknown): Problem {
  return {
    what: `${client} of alsoGuards is started by something that the kernel does not call so`,
    got,
    allowed: "names of files, without a path",
    doThis: "correct it",
  };
}
