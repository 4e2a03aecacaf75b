import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";

/** What AWS's API takes for one argument of a resource. */
export interface ApiValue {
  /** Argument with its blocks, without numbers: `vpc_config.public_access_cidrs`. */
  readonly argument: string;
  /** Whether it is about the keys or the values of a map. @default - about the argument itself */
  readonly part?: "key" | "value";
  /** Service as botocore calls it, and operation: `kms CreateKey`. */
  readonly operation: string;
  /** What kind of value it is. */
  readonly type: "text" | "number" | "boolean";
  /** Every value allowed. @default - any */
  readonly words?: readonly string[];
  /** What a text has to fit as a whole, a regular expression. @default - anything */
  readonly pattern?: string;
  /** Least number, or fewest characters. @default - none */
  readonly min?: number;
  /** Greatest number, or most characters. @default - none */
  readonly max?: number;
}

let read: JsonRecord | undefined;

function data(): JsonRecord {
  if (read === undefined) {
    const content: unknown = JSON.parse(readFileSync(join(__dirname, "api-values.json"), "utf8"));
    read = isJsonRecord(content) ? content : {};
  }
  return read;
}

/** Whose models these are, with the version: `botocore 1.44.5`. */
export function apiModelName(): string {
  return `botocore ${textAt(data(), "botocore")}`;
}

/** Where the facts were read, for messages. */
export function apiModelSource(): string {
  return textAt(data(), "source") ?? "";
}

let byType: ReadonlyMap<string, readonly ApiValue[]> | undefined;

/** Every type whose arguments are known; data sources as `data.aws_eks_cluster`. */
export function typesWithApiValues(): readonly string[] {
  return [...values().keys()];
}

/** What is known of the arguments of one type; empty for a type that is not in the catalogue. */
export function apiValuesOf(type: string): readonly ApiValue[] {
  return values().get(type) ?? [];
}

function values(): ReadonlyMap<string, readonly ApiValue[]> {
  if (byType === undefined) {
    const found = new Map<string, ApiValue[]>();
    const shapes = recordAt(data(), "shapes");
    for (const [place, target] of Object.entries(recordAt(data(), "places"))) {
      const [, type = "", argument = "", part] = /^((?:data\.)?\w+)\.([\w.]+)(?:\{(key|value)\})?$/.exec(place) ?? [];
      const [service = "", operation = "", shape = ""] = String(target).split(" ");
      const value = readValue(recordAt(shapes, `${service} ${shape}`));
      const of = { argument, operation: `${service} ${operation}`, ...value };
      found.set(type, [...(found.get(type) ?? []), part === "key" || part === "value" ? { ...of, part } : of]);
    }
    byType = found;
  }
  return byType;
}

function readValue(shape: JsonRecord): Pick<ApiValue, "type" | "words" | "pattern" | "min" | "max"> {
  const type = textAt(shape, "type");
  const { enum: words, pattern, min, max } = shape;
  return {
    type: type === "number" || type === "boolean" ? type : "text",
    // Long lists are kept with many words on a line.
    ...(Array.isArray(words) ? { words: words.flatMap((line) => String(line).split(" ")) } : {}),
    ...(typeof pattern === "string" ? { pattern } : {}),
    ...(typeof min === "number" ? { min } : {}),
    ...(typeof max === "number" ? { max } : {}),
  };
}

/** Arguments that are the provider's own and no API of AWS has: `aws_s3_bucket.force_destroy`. */
export function providerArguments(): ReadonlySet<string> {
  return new Set(listAt(data(), "provider").map(String));
}

/** Why nothing that can be had offline proves the values of an argument; undefined where something does. */
export function unprovenReason(argument: string): string | undefined {
  return textAt(recordAt(data(), "unproven"), argument);
}
