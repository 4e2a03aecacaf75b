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

/** Every resource and data source of a synthesized stack. */
export function* resourcesOf(stack: JsonRecord): Generator<SynthesizedResource> {
  for (const mode of ["resource", "data"] as const) {
    for (const [type, members] of Object.entries(recordAt(stack, mode))) {
      for (const [name, member] of Object.entries(recordAt(members))) {
        const [config] = asList(member);
        if (!isJsonRecord(config)) continue;
        const address = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
        const comment = recordAt(config, "//");
        yield {
          mode,
          type,
          address,
          path: readablePath(textAt(recordAt(comment, "metadata"), "path")) ?? address,
          config,
          marks: recordAt(comment, MARKS),
        };
      }
    }
  }
}

/** The construct a user wrote, not the resource inside it: `prod-rpc/tier` for `prod-rpc/tier/Resource`. */
function readablePath(path: string | undefined): string | undefined {
  return path?.replace(/\/Resource$/, "");
}
