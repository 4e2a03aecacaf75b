import { PalisadeError, type Problem } from "../core/errors";
import { asList, isJsonRecord, type JsonRecord } from "../core/json";

/** A file of a folder that Terraform reads as one. */
export interface TerraformFile {
  /** Absolute path. */
  readonly file: string;
  readonly json: JsonRecord;
  /** Whether it changes what the others say, and adds nothing. */
  readonly isOverride: boolean;
}

/** Sections whose blocks have a type and a name; those of all others have a name at most. */
const TYPED_SECTIONS = ["resource", "data", "ephemeral"] as const;

/** Names and values of an object, in the order in which they stand. A `Map`, since a name may be anything. */
type Members = Map<string, unknown>;

function declaredTwice(address: string, first: string, second: string): Problem {
  return {
    what: `two files declare ${address}, which Terraform refuses`,
    got: first,
    doThis: "take one of the two out, or call its file override.tf.json",
    where: second,
  };
}

function overridesNothing(address: string, file: string): Problem {
  return {
    what: `the file overrides ${address}, which no file declares`,
    doThis: "declare it in another file, or take it out here",
    where: file,
  };
}

/**
 * What Terraform makes of the files of one folder: all of their blocks together, and in an override the arguments that
 * it names in place of those of the block (developer.hashicorp.com/terraform/language/files/override).
 *
 * @param files in the order in which Terraform reads them, overrides last
 * @throws PalisadeError for every block that stands in two files, or that is only overridden
 */
export function mergeFiles(files: readonly TerraformFile[]): JsonRecord {
  const [only] = files;
  if (only !== undefined && files.length === 1 && !only.isOverride) return only.json;
  const problems: Problem[] = [];
  const sections: Members = new Map();
  const blocks = new Map<string, Map<string, Members>>();
  const owners = new Map<string, string>();
  for (const { file, json, isOverride } of files) {
    for (const [name, section] of Object.entries(json)) {
      const typed = TYPED_SECTIONS.find((each) => each === name);
      if (typed === undefined) {
        sections.set(name, combined(sections.get(name), section, isOverride));
        continue;
      }
      const types = at(blocks, typed, () => new Map<string, Members>());
      for (const [type, members] of membersOf(section)) {
        for (const [id, body] of membersOf(members)) {
          const address = `${typed === "resource" ? "" : `${typed}.`}${type}.${id}`;
          const names: Members = at(types, type, () => new Map());
          const owner = owners.get(address);
          if (isOverride) {
            if (owner === undefined) problems.push(overridesNothing(address, file));
            else names.set(id, overridden(names.get(id), body));
          } else if (owner !== undefined && owner !== file) problems.push(declaredTwice(address, owner, file));
          else names.set(id, owner === undefined ? body : [...asList(names.get(id)), ...asList(body)]);
          owners.set(address, owner ?? file);
        }
      }
    }
  }
  if (problems.length > 0) throw new PalisadeError(problems);
  const typed = [...blocks].map(([section, types]): [string, unknown] => [
    section,
    recordOf([...types].map(([type, names]): [string, unknown] => [type, recordOf(names)])),
  ]);
  return recordOf([...sections, ...typed]);
}

/** Sections without types: what both name stands there twice, or as the override has it. */
function combined(before: unknown, section: unknown, isOverride: boolean): unknown {
  if (before === undefined) return section;
  if (!isJsonRecord(before) || !isJsonRecord(section)) return [...asList(before), ...asList(section)];
  const members: Members = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(section)) {
    const known = members.get(name);
    if (known === undefined) members.set(name, value);
    else members.set(name, isOverride ? overridden(known, value) : [...asList(known), ...asList(value)]);
  }
  return recordOf(members);
}

/** Arguments and blocks take the place of those of their name; `lifecycle` is merged by argument. */
function overridden(before: unknown, by: unknown): unknown {
  const [base] = asList(before);
  const [change] = asList(by);
  if (!isJsonRecord(base) || !isJsonRecord(change)) return by;
  const members: Members = new Map([...Object.entries(base), ...Object.entries(change)]);
  const [lifecycle, changed] = [asList(base["lifecycle"])[0], asList(change["lifecycle"])[0]];
  if (isJsonRecord(lifecycle) && isJsonRecord(changed)) members.set("lifecycle", { ...lifecycle, ...changed });
  return recordOf(members);
}

/** Names and values of an object, or of all objects of a list, comments left out. */
function membersOf(section: unknown): readonly [string, unknown][] {
  return asList(section)
    .flatMap((object) => (isJsonRecord(object) ? Object.entries(object) : []))
    .filter(([name]) => name !== "//");
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** An object of its own members alone, also when one is called `__proto__`. */
function recordOf(members: Iterable<readonly [string, unknown]>): JsonRecord {
  return Object.fromEntries(members);
}
