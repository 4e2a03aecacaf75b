import { flagList, flagOfVariable, flagsByName } from "../../catalogue/clients/flag-list";
import type { Problem } from "../../core/errors";
import { listAt, recordAt, textAt } from "../../core/json";
import type { Examination } from "../examination";
import { kubernetesObjectsOf } from "../kubernetes/objects";
import { OWN_FLAGS, type SynthesizedResource } from "../synthesized-resource";
import { Vouched, vouchingText } from "../vouched";
import { type ClientContainer, clientContainers, wordsOf } from "./client-containers";
import { flagsOf } from "./command-line";
import { type FlagCheckOptions, flagProblems, ownerOf } from "./flag-check";

/** Looks at the command line of every client of the catalogue: does its program take these flags? */
export function examineClientFlags(resource: SynthesizedResource, examination: Examination): void {
  for (const object of kubernetesObjectsOf(resource)) {
    for (const container of clientContainers(object)) {
      const name = textAt(container.container, "name") ?? "";
      const owned = new Set(wordsOf(recordAt(resource.marks, OWN_FLAGS)[name]));
      examineContainer(container, owned, resource, examination);
    }
  }
}

function examineContainer(
  { client, release, container, where }: ClientContainer,
  owned: ReadonlySet<string>,
  resource: SynthesizedResource,
  examination: Examination,
): void {
  const vouched = Vouched.of(resource);
  const list = flagList(client.flagList);
  const words = { command: wordsOf(container["command"]), args: wordsOf(container["args"]) };
  const given = flagsOf(words, list);
  if (given === undefined) return;
  const of = ownerOf(list);
  for (const { name } of given) {
    const fact = { kind: "client flag", of, name: flagsByName(list).get(name)?.name ?? name } as const;
    if (owned.has(name) || vouched.names.includes(name)) examination.unchecked(fact);
    else examination.checked(fact);
  }
  const owning = (name: string) =>
    OWN_FLAGS in resource.marks
      ? `name it in options.${client.role ?? client.name}.ownFlags`
      : `say ${vouchingText(name)}`;
  const options: FlagCheckOptions = { list, release, where, owned, owning };
  const runs = release === "" ? "the image does not say which release runs" : `${release} runs`;
  for (const problem of flagProblems(given, options)) {
    if (vouched.lets(flagOf(problem))) continue;
    // Another release than the one that was looked up may differ.
    if (release === client.image.tag) examination.refuse(problem);
    else examination.warn({ ...problem, doThis: `${problem.doThis}; ${runs}, so check it there` });
  }
  for (const entry of listAt(container, "env")) {
    const variable = textAt(entry, "name") ?? "";
    const flag = flagOfVariable(list, variable);
    if (flag !== undefined) examination.warn({ ...readAsFlag(of, variable, flag), source: list.source, where });
  }
}

/** The flag that a problem is about. */
function flagOf({ where = "" }: Problem): string {
  return where.slice(where.lastIndexOf(" ") + 1);
}

function readAsFlag(of: string, variable: string, flag: string) {
  return {
    what: `${of} reads the environment variable ${variable} as ${flag}, where nobody looks for it`,
    got: variable,
    doThis: `write ${flag} on the command line, or rename the variable`,
  };
}
