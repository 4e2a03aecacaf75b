import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../core/json";

/** One resource or data source of a synthesized stack. */
export interface SynthesizedResource {
  /** Whether Terraform makes it or reads it. */
  readonly mode: "resource" | "data";
  /** Terraform type, such as `helm_release`. */
  readonly type: string;
  /** Terraform address, such as `helm_release.platform_chart`. */
  readonly address: string;
  /** Construct path; the address where the stack does not say it. */
  readonly path: string;
  /** Its arguments, as Terraform reads them: text is still escaped and may hold references. */
  readonly config: JsonRecord;
  /** What Palisade wrote down about it for its own checks. Empty where it wrote nothing. */
  readonly marks: JsonRecord;
}

/** Name under which Palisade keeps its marks in cdktf's comment of a resource, which Terraform does not read. */
export const MARKS = "palisade";

/**
 * Name of the mark that says what of a resource somebody answers for. That of a data source stands in the stack's
 * comment, by its construct path: cdktf writes its own comment over one that stands in a data source.
 */
export const VOUCHED = "own";

/** Name of the mark with the paths that the user of a `HelmChart` said are their own; it has one even where it is empty. */
export const OWN_KEYS = "ownKeys";

/** Name of the mark of a bundle with the fields that its user answers for. */
export const OWN_FIELDS = "ownFields";

/** Name of the mark with the flags that the user of a node answers for, by program; nodes have it even where it is empty. */
export const OWN_FLAGS = "ownFlags";

/** Name of the mark of a chart with what its user says it takes. */
export const KNOWN_VALUES = "knownValues";

/** Name of the mark of a chart that says where its values were read. */
export const VALUES_SOURCE = "source";

/** Name of the mark of a stack that says how the guardrails judge it. */
export const JUDGED_BY = "guardrails";

/** Name of the mark of a stack with what it was let off. */
export const SUPPRESSIONS = "suppressions";

/** Name of the mark of a stack with the key sources that were made or declared in it; see key-source-mark.ts. */
export const KEY_SOURCES = "keySources";

/** Generators, and people, write comments under this key at any level; Terraform does not read them. */
const COMMENT = "//";

/** Every resource and data source of a synthesized stack. */
export function* resourcesOf(stack: JsonRecord): Generator<SynthesizedResource> {
  const ofData = recordAt(stack, COMMENT, MARKS, VOUCHED);
  for (const mode of ["resource", "data"] as const) {
    for (const [type, members] of membersOf(stack[mode])) {
      for (const [name, member] of membersOf(members)) {
        for (const config of asList(member)) {
          if (isJsonRecord(config)) yield resourceOf(mode, type, name, config, ofData);
        }
      }
    }
  }
}

/** Names and values of an object, or of all objects of a list: Terraform's JSON allows both wherever blocks stand. */
function membersOf(section: unknown): readonly [string, unknown][] {
  return asList(section)
    .flatMap((object) => Object.entries(recordAt(object)))
    .filter(([name]) => name !== COMMENT);
}

function resourceOf(
  mode: "resource" | "data",
  type: string,
  name: string,
  config: JsonRecord,
  ofData: JsonRecord,
): SynthesizedResource {
  const address = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
  const comment = recordAt(config, COMMENT);
  const path = textAt(recordAt(comment, "metadata"), "path");
  const vouched = mode === "data" && path !== undefined ? ofData[path] : undefined;
  return {
    mode,
    type,
    address,
    path: readablePath(path) ?? address,
    config,
    marks: { ...recordAt(comment, MARKS), ...(vouched === undefined ? {} : { [VOUCHED]: vouched }) },
  };
}

/** The construct a user wrote, not the resource inside it: `prod-rpc/tier` for `prod-rpc/tier/Resource`. */
function readablePath(path: string | undefined): string | undefined {
  return path?.replace(/\/Resource$/, "");
}
