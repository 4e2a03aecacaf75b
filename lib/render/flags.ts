import { flagList, flagsByName } from "../catalogue/clients/flag-list";
import type { ClientSpec, Flag, FlagContext } from "../catalogue/types";
import { Checker } from "../core/checks";
import type { Problem } from "../core/errors";
import { type FlagCheckOptions, flagProblems, type GivenFlag, ownerOf } from "../truth/clients/flag-check";

const NAME = /^--[a-zA-Z0-9][a-zA-Z0-9.-]*$/;

function oddFlag(client: ClientSpec, got: string): Problem {
  return {
    what: `a flag for ${client.title} has an odd name`,
    got,
    allowed: "two dashes, then letters, digits, dots and dashes; the value stands apart",
    doThis: 'write it as ["--name", value]',
  };
}

function refusedFlag(client: ClientSpec, name: string, why: string): Problem {
  return { what: `${client.title} may not be given ${name}: ${why}`, got: name, doThis: "remove the flag" };
}

function repeatedFlag(client: ClientSpec, name: string): Problem {
  return {
    what: `${client.title} would be given ${name} twice`,
    got: name,
    allowed: "flags that Palisade does not set itself, once each",
    doThis: "remove it, or use the prop that stands for it",
  };
}

/** One flag as an argument. The value is joined with `=`, since a flag with an optional value takes it no other way. */
export function renderFlag([name, value]: Flag): string {
  return value === undefined ? name : `${name}=${value}`;
}

function needlesslyOwned(client: ClientSpec, name: string): Problem {
  const list = flagList(client.flagList);
  return {
    what: `ownFlags of ${client.title} names ${name}, which ${ownerOf(list)} has`,
    got: name,
    allowed: "flags that the list does not have",
    doThis: "remove it from ownFlags, so that its value is checked",
    source: list.source,
  };
}

function ownedWithoutUse(client: ClientSpec, name: string, extra: readonly Flag[]): Problem {
  return {
    what: `ownFlags of ${client.title} names ${name}, which nothing adds`,
    got: name,
    allowed: extra.map(([flag]) => flag).join(", ") || "none: extraFlags is empty",
    doThis: "remove it from ownFlags, or add it to extraFlags",
  };
}

/** What is said about the flags that a user adds. */
export interface ExtraFlags {
  /** The flags. None may repeat one that is set already. @default - none */
  readonly flags?: readonly Flag[];
  /** Names of those that the release has although the catalogue's list does not. @default - none */
  readonly owned?: readonly string[];
  /**
   * Release that runs. For another one than the catalogue pins, the list is only a hint, which the rehearsal gives.
   * @default - the catalogue's
   */
  readonly release?: string;
}

/**
 * The whole command line of a client: its own flags, then those a user added.
 *
 * @throws PalisadeError listing every flag that is odd, refused or repeated, and every one that the program does not
 * have or does not take in this form
 */
export function renderCommand(
  client: ClientSpec,
  context: FlagContext,
  { flags: extra = [], owned = [], release = client.image.tag }: ExtraFlags = {},
  where: string = client.name,
): readonly string[] {
  const check = new Checker(where);
  const own = client.flags(context);
  const seen = new Set(own.map(([name]) => name));
  const given: GivenFlag[] = [];
  for (const flag of extra) {
    const [name, value] = flag;
    const why = Object.hasOwn(client.refusedFlags, name) ? client.refusedFlags[name] : undefined;
    const plain = check.that(NAME.test(name), () => oddFlag(client, name));
    if (why !== undefined) check.add(refusedFlag(client, name, why));
    const once = check.that(!seen.has(name), () => repeatedFlag(client, name));
    seen.add(name);
    if (plain && once && why === undefined) given.push(value === undefined ? { name } : { name, value: String(value) });
  }
  for (const problem of extraProblems(client, given, { where, release, owned: new Set(owned) })) check.add(problem);
  for (const name of owned) {
    check.that(!flagsByName(flagList(client.flagList)).has(name), () => needlesslyOwned(client, name));
    check.that(
      extra.some(([flag]) => flag === name),
      () => ownedWithoutUse(client, name, extra),
    );
  }
  check.done();
  return [...client.command, ...[...own, ...extra].map(renderFlag)];
}

function extraProblems(
  client: ClientSpec,
  given: readonly GivenFlag[],
  options: Omit<FlagCheckOptions, "list" | "owning">,
): readonly Problem[] {
  if (options.release !== client.image.tag) return [];
  return flagProblems(given, {
    ...options,
    list: flagList(client.flagList),
    owning: () => `name it in options.${client.role}.ownFlags`,
  });
}
