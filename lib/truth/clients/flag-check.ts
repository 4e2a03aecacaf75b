import { type FlagList, flagsByName, type KnownFlag } from "../../catalogue/clients/flag-list";
import { closestNames } from "../../core/closest-names";
import type { Problem } from "../../core/errors";
import { holdsReference } from "../terraform-text";
import { wantedForm } from "./value-forms";

/** One flag as it stands on a command line. */
export interface GivenFlag {
  /** The name with its dashes. */
  readonly name: string;
  /** The value, as text. What holds a `REFERENCE` or a variable is not judged. @default - the flag stands alone */
  readonly value?: string;
}

/** Against what flags are checked, and how a message names them. */
export interface FlagCheckOptions {
  /** The flags of the program. */
  readonly list: FlagList;
  /** Release that runs, such as `v2.10.1`. The list may be of an earlier one. */
  readonly release: string;
  /** Construct path and name of the program, such as `prod-nodes/eth-0 geth`. */
  readonly where: string;
  /** Flags that somebody answers for, because the release has them and the list does not. @default - none */
  readonly owned?: ReadonlySet<string>;
  /** How somebody says that they answer for a flag, behind "or": `name it in ownFlags`. @default - there is no way */
  readonly owning?: (name: string) => string;
}

/** Program and version whose flags a list holds: `geth v1.17.8`. */
export function ownerOf(list: FlagList): string {
  return `${list.program} ${list.version}`;
}

/** How the flag would be written, for a message. */
function written({ name, value }: GivenFlag): string {
  return value === undefined ? name : `${name}=${value}`;
}

function unknownFlag({ list, release, owning }: FlagCheckOptions, flag: GivenFlag): Problem {
  const same = list.version === release;
  const mine = owning === undefined ? `check it against ${release}` : `${owning(flag.name)} when ${release} has it`;
  return {
    what: same
      ? `${ownerOf(list)} has no flag ${flag.name}`
      : `${list.program} has no flag ${flag.name} in ${list.version}, the newest release whose flags were read; ${release} runs`,
    got: written(flag),
    allowed: closestNames(flag.name, flagsByName(list).keys()).join(", "),
    doThis: same ? "correct the name, or remove the flag" : `correct the name, or ${mine}`,
    source: list.source,
  };
}

function goneFlag({ list }: FlagCheckOptions, flag: GivenFlag): Problem | undefined {
  if (!Object.hasOwn(list.gone, flag.name)) return undefined;
  const gone = list.gone[flag.name];
  if (gone === undefined) return undefined;
  return {
    what: `${list.program} has no flag ${flag.name} any more: ${gone.had} had it, ${gone.lacks} has not`,
    got: written(flag),
    // Names that are spelt like it do something else.
    ...(gone.instead === undefined ? {} : { allowed: gone.instead }),
    doThis: gone.instead === undefined ? "remove the flag: it would stop the start" : `use ${gone.instead}`,
    source: list.source,
  };
}

function deprecatedFlag(list: FlagList, flag: GivenFlag, instead: string | null): Problem {
  return {
    what: `${ownerOf(list)} still takes ${flag.name}, but it is deprecated`,
    got: written(flag),
    allowed: instead ?? "nothing in its place: it has no effect any more",
    doThis: instead === null ? "remove the flag" : `use ${instead}`,
    source: list.source,
  };
}

function needlessValue(list: FlagList, flag: GivenFlag): Problem {
  const { name } = flag;
  return {
    what: `${ownerOf(list)} takes no value after ${name}`,
    got: written(flag),
    allowed: list.switchesTakeTruth === true ? `${name}, ${name}=true or ${name}=false` : `${name} alone`,
    doThis: "remove the value",
    source: list.source,
  };
}

function missingValue(list: FlagList, flag: GivenFlag, known: KnownFlag): Problem {
  return {
    what: `${ownerOf(list)} needs a value after ${flag.name}`,
    got: flag.name,
    allowed: known.values === undefined ? `${flag.name}=VALUE` : known.values.join(", "),
    doThis: "give it a value",
    source: list.source,
  };
}

function strangeValue(list: FlagList, flag: GivenFlag, known: KnownFlag, strange: string): Problem {
  return {
    what: `${ownerOf(list)} does not know the value ${JSON.stringify(strange)} of ${flag.name}`,
    got: written(flag),
    allowed: known.values?.join(", ") ?? "",
    doThis: "use one of these values",
    source: list.source,
  };
}

function unreadableValue(list: FlagList, flag: GivenFlag, wanted: string): Problem {
  return {
    what: `${ownerOf(list)} cannot read the value of ${flag.name}`,
    got: written(flag),
    allowed: wanted,
    doThis: "correct the value",
    source: list.source,
  };
}

function repeatedFlag(list: FlagList, flag: GivenFlag): Problem {
  return {
    what: `${ownerOf(list)} is given ${flag.name} twice`,
    got: written(flag),
    allowed: "one value: no program takes two for this flag",
    doThis: "remove one of them",
    source: list.source,
  };
}

/** Text that is only known in the cluster: references of Terraform, and variables that Kubernetes fills in. */
function isUnknown(text: string): boolean {
  return holdsReference(text) || text.includes("$(");
}

/** Source: Go's `strconv.ParseBool`. */
const TRUTH = /^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/;

function valueProblem(list: FlagList, flag: GivenFlag, known: KnownFlag): Problem | undefined {
  const { value } = flag;
  if (value === undefined) {
    return known.takes === "required" || known.takes === "list" ? missingValue(list, flag, known) : undefined;
  }
  if (isUnknown(value)) return undefined;
  if (known.takes === "none") {
    const truth = list.switchesTakeTruth === true && TRUTH.test(value);
    return truth ? undefined : needlessValue(list, flag);
  }
  const { values, form } = known;
  const wanted = form === undefined ? undefined : wantedForm(value, form);
  if (wanted !== undefined) return unreadableValue(list, flag, wanted);
  // Spaces around the parts of a list are taken off by the clients, those around a single value are not.
  const parts = known.takes === "list" ? value.split(",").map((part) => part.trim()) : [value];
  const strange = values === undefined ? undefined : parts.find((part) => !values.includes(part));
  return strange === undefined ? undefined : strangeValue(list, flag, known, strange);
}

/** Everything that is wrong with the flags of one command line, in their order. */
export function flagProblems(given: readonly GivenFlag[], options: FlagCheckOptions): readonly Problem[] {
  const { list, where, owned = new Set<string>() } = options;
  const seen = new Map<string, string>();
  return given.flatMap((flag) => {
    const known = flagsByName(list).get(flag.name);
    const found = known === undefined ? unknownOrGone(flag, options, owned) : knownProblems(flag, known, list, seen);
    seen.set(known?.name ?? flag.name, flag.name);
    return found.map((problem) => ({ ...problem, where: `${where} ${flag.name}` }));
  });
}

function unknownOrGone(flag: GivenFlag, options: FlagCheckOptions, owned: ReadonlySet<string>): readonly Problem[] {
  // A flag that went away does not come back because somebody answers for it.
  const gone = goneFlag(options, flag);
  if (gone !== undefined) return [gone];
  return owned.has(flag.name) ? [] : [unknownFlag(options, flag)];
}

function knownProblems(
  flag: GivenFlag,
  known: KnownFlag,
  list: FlagList,
  seen: ReadonlyMap<string, string>,
): readonly Problem[] {
  const instead = Object.hasOwn(list.deprecated, known.name) ? list.deprecated[known.name] : undefined;
  const value = valueProblem(list, flag, known);
  const before = known.takes === "list" || known.repeats === true ? undefined : seen.get(known.name);
  // Where the last one counts it has to go by the same name.
  const again = before !== undefined && (list.lastWins !== true || before !== flag.name);
  return [
    ...(instead === undefined ? [] : [deprecatedFlag(list, flag, instead)]),
    ...(value === undefined ? [] : [value]),
    ...(again ? [repeatedFlag(list, flag)] : []),
  ];
}
