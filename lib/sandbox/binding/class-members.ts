import type { TypeJson } from "../schema";
import { unclassifiedEntry } from "./unclassified";
import { scalarType } from "./value-mapper";

/** Where the value of a member comes from. */
export type MemberSource =
  /** A settable value; its type stands in the Hcl entry. */
  | { readonly kind: "stored" }
  /** A computed scalar or collection. */
  | { readonly kind: "typed"; readonly type: TypeJson }
  /** A member with a class of its own, settable or computed. */
  | { readonly kind: "complex"; readonly className: string; readonly wrapsSet: boolean };

/** One attribute or block of a generated class. */
export interface ClassMember {
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly source: MemberSource;
}

const MARK = " - computed: ";
const MEMBER =
  / {2}\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)\n +(.+?) *\n(?: *(return .+;)\n)?/y;
const STORED = /^private _\w+\??: /;
const COMPLEX = /^private _\w+ = new ([\w.]+)\(this, "\w+"(?:, (true|false))?\);$/;
const GETTER = /^public get \w+\(\) \{$/;

/**
 * Every attribute and block of a generated class, by Terraform name, from the comment that precedes each.
 *
 * @throws PalisadeError for a member of an unknown form
 */
export function parseClassMembers(text: string, file: string): ReadonlyMap<string, ClassMember> {
  const members = new Map<string, ClassMember>();
  let mark = text.indexOf(MARK);
  while (mark >= 0) {
    const lineStart = text.lastIndexOf("\n", mark) + 1;
    MEMBER.lastIndex = lineStart;
    const match = MEMBER.exec(text);
    if (match === null) throw unclassifiedEntry(file, text.slice(lineStart, mark + 80));
    const [whole, name, computed, optional, required, declaration, body] = match;
    const source = declaration === undefined ? undefined : memberSource(declaration, body);
    if (name === undefined || source === undefined) throw unclassifiedEntry(file, whole);
    members.set(name, {
      source,
      computed: computed === "true",
      optional: optional === "true",
      required: required === "true",
    });
    mark = text.indexOf(MARK, mark + MARK.length);
  }
  return members;
}

function memberSource(declaration: string, body: string | undefined): MemberSource | undefined {
  if (STORED.test(declaration)) return { kind: "stored" };
  if (GETTER.test(declaration)) {
    const type = body === undefined ? undefined : getterType(body);
    return type === undefined ? undefined : { kind: "typed", type };
  }
  const complex = COMPLEX.exec(declaration);
  if (complex?.[1] === undefined) return undefined;
  const wrapsSet = complex[2] === "true";
  if (!complex[1].startsWith("cdktf.")) return { kind: "complex", className: complex[1], wrapsSet };
  const type = libraryCollection(complex[1].slice("cdktf.".length), wrapsSet);
  return type === undefined ? undefined : { kind: "typed", type };
}

const SET_GETTER = /^return (?:cdktf\.Token\.asNumberList\()?cdktf\.Fn\.tolist\((this\.\w+\('\w+'\))\)\)?;$/;
const PLAIN_GETTER = /^return (this\.\w+\('\w+'\));$/;
const ACCESSOR = /^this\.(\w+)\('/;

/** The type of a computed value. A set shows as `tolist(…)` around the accessor. */
function getterType(body: string): TypeJson | undefined {
  const set = SET_GETTER.exec(body);
  const accessor = ACCESSOR.exec(set?.[1] ?? PLAIN_GETTER.exec(body)?.[1] ?? "")?.[1];
  if (accessor === "interpolationForAttribute") return "dynamic";
  if (accessor === "getListAttribute") return [set === null ? "list" : "set", "string"];
  const match = /^get(String|Number|Boolean|Any)(List|Map)?Attribute$/.exec(accessor ?? "");
  const scalar = scalarType(match?.[1]);
  if (match === null || scalar === undefined) return undefined;
  if (match[2] === "List") return [set === null ? "list" : "set", scalar];
  if (match[2] === "Map") return scalar === "dynamic" ? "dynamic" : ["map", scalar];
  return scalar;
}

/** Collections that cdktf itself has classes for: `StringMap`, `StringMapList`, `NumberListList`. */
function libraryCollection(className: string, wrapsSet: boolean): TypeJson | undefined {
  const match = /^(String|Number|Boolean|Any)((?:List|Map)+)$/.exec(className);
  const scalar = scalarType(match?.[1]);
  const wrappers = match?.[2]?.match(/List|Map/g);
  if (scalar === undefined || wrappers === undefined || wrappers === null) return undefined;
  let type: TypeJson = scalar;
  for (const [index, wrapper] of wrappers.entries()) {
    const outermost = index === wrappers.length - 1;
    if (wrapper === "List") type = [outermost && wrapsSet ? "set" : "list", type];
    // A map of anything is one dynamic value in a provider, not a map of dynamic values.
    else type = type === "dynamic" ? "dynamic" : ["map", type];
  }
  return type;
}
