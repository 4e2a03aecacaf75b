import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { isJsonRecord, type JsonRecord, recordAt, textAt } from "../../lib/core/json";
import type { ApiPlace } from "./aws-api-place";
import { AWS_ARGUMENTS, PROVIDER_ARGUMENTS, UNPROVEN_ARGUMENTS } from "./aws-arguments";

/**
 * The catalogue's data about arguments of AWS resources, made from botocore's models and the reviewed table.
 *
 * @param folder `botocore/data`
 * @param version of that botocore
 */
export function apiValues(folder: string, version: string): JsonRecord {
  const models = new Models(folder);
  const shapes = new Map<string, JsonRecord>();
  const places: Record<string, string> = {};
  for (const [type, { operation, arguments: ofType }] of Object.entries(AWS_ARGUMENTS)) {
    for (const [argument, place] of Object.entries(ofType)) {
      const found = models.find(place.operation ?? operation, place.member ?? argument);
      for (const { suffix, service, shape, member } of found) {
        const key = `${service} ${nameOf(type, argument, shape, place)}`;
        shapes.set(key, constraint(member, shapeOf(models, service, shape), place, `${type}.${argument}`));
        places[`${type}.${argument}${suffix}`] = `${place.operation ?? operation} ${key.split(" ")[1]}`;
      }
    }
  }
  return {
    botocore: version,
    source: `botocore ${version}, the models of AWS's APIs: data/<service>/<date>/service-2.json`,
    places: sorted(places),
    shapes: sorted(Object.fromEntries(shapes)),
    provider: [...PROVIDER_ARGUMENTS].sort(),
    unproven: sorted(UNPROVEN_ARGUMENTS),
  };
}

/** What was changed by hand gets a name of its own. */
function nameOf(type: string, argument: string, shape: string, place: ApiPlace): string {
  const changed = place.also !== undefined || place.said !== undefined || place.isPrefix === true;
  return changed ? `${shape}:${type}.${argument}` : shape;
}

function shapeOf(models: Models, service: string, shape: string): JsonRecord {
  return recordAt(models.read(service), "shapes", shape);
}

/** `UniqueIDSuffixLength` in helper/id of terraform-plugin-sdk v2: what the provider adds to a prefix. */
const SUFFIX_CHARACTERS = 26;

const NUMBERS: readonly (string | undefined)[] = ["integer", "long", "float", "double"];

/** The constraint in the catalogue's words. */
function constraint(member: JsonRecord, shape: JsonRecord, place: ApiPlace, argument: string): JsonRecord {
  const kind = textAt(shape, "type");
  const { also = [], said, isPrefix = false } = place;
  if (said !== undefined) {
    const { words, ...bounds } = said;
    const numbers = [said.min, said.max].flatMap((bound) => (bound === undefined ? [] : [String(bound)]));
    expectSaid(`${textAt(member, "documentation")} ${textAt(shape, "documentation")}`, argument, [
      ...(words ?? []),
      ...numbers,
    ]);
    const type = said.min !== undefined || NUMBERS.includes(kind) ? "number" : "text";
    return { type, ...(words === undefined ? {} : { enum: [...words, ...also] }), ...bounds };
  }
  const { enum: words, min, max, pattern } = shape;
  const most = typeof max === "number" && isPrefix ? max - SUFFIX_CHARACTERS : max;
  const constraints = {
    enum: Array.isArray(words) ? grouped([...words.map(String), ...also]) : undefined,
    min: isPrefix ? undefined : min,
    max: most,
    pattern,
  };
  return {
    type: NUMBERS.includes(kind) ? "number" : kind === "boolean" ? "boolean" : "text",
    ...Object.fromEntries(Object.entries(constraints).filter(([, value]) => value !== undefined)),
  };
}

const LONG_LIST = 40;

/** Words of a long list, those with one beginning on one line: instance types by family. */
function grouped(words: readonly string[]): readonly string[] {
  if (words.length <= LONG_LIST) return words;
  const families = new Map<string, string[]>();
  for (const word of [...words].sort()) {
    const family = word.split(/[.-]/)[0] ?? "";
    families.set(family, [...(families.get(family) ?? []), word]);
  }
  return [...families.values()].map((members) => members.join(" "));
}

/** @throws Error when the documentation says something else than the reviewed table */
function expectSaid(documentation: string, argument: string, words: readonly string[]): void {
  const text = documentation.replaceAll(",", "");
  const missing = words.filter((word) => !new RegExp(`(?<![A-Za-z0-9_])${word}(?![A-Za-z0-9_])`).test(text));
  if (missing.length > 0) throw new Error(`${argument}: the documentation does not say ${missing.join(", ")}: ${text}`);
}

interface FoundShape {
  /** `` for a value, `{key}` and `{value}` for those of a map. */
  readonly suffix: string;
  readonly service: string;
  readonly shape: string;
  readonly member: JsonRecord;
}

/** Models of services, the newest date of each. */
class Models {
  private readonly known = new Map<string, JsonRecord>();

  public constructor(private readonly root: string) {}

  public read(service: string): JsonRecord {
    const known = this.known.get(service);
    if (known !== undefined) return known;
    const folder = join(this.root, service);
    const file = readdirSync(folder)
      .sort()
      .reverse()
      .map((date) => join(folder, date, "service-2.json.gz"))
      .find(existsSync);
    if (file === undefined) throw new Error(`botocore has no model of ${service}`);
    const model: unknown = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8"));
    if (!isJsonRecord(model)) throw new Error(`${file} is no model`);
    this.known.set(service, model);
    return model;
  }

  /** Follows a path of members through structures and lists. */
  public find(operation: string, path: string): readonly FoundShape[] {
    const [service = "", name = ""] = operation.split(" ");
    const model = this.read(service);
    const call = recordAt(model, "operations", name);
    const input = textAt(recordAt(call, "input"), "shape") ?? "";
    for (const start of [input, textAt(recordAt(call, "output"), "shape") ?? ""]) {
      const found = this.follow(service, start, path.split("."), {});
      if (found.length > 0) return found;
    }
    throw new Error(`${operation} has no ${path}`);
  }

  private follow(service: string, name: string, path: readonly string[], member: JsonRecord): readonly FoundShape[] {
    const shape = shapeOf(this, service, name);
    const kind = textAt(shape, "type");
    const [step, ...rest] = path;
    if (kind === "list" && !this.isTag(service, shape)) {
      return this.follow(service, textAt(recordAt(shape, "member"), "shape") ?? "", path, member);
    }
    if (step === undefined) {
      if (kind === "map" && textAt(recordAt(shape, "key"), "shape") !== "QueueAttributeName") {
        return ["key", "value"].map((part) => {
          const inner = textAt(recordAt(shape, part), "shape") ?? "";
          return { suffix: `{${part}}`, service, shape: inner, member: recordAt(shape, part) };
        });
      }
      if (kind === "list") {
        const tag = recordAt(shapeOf(this, service, textAt(recordAt(shape, "member"), "shape") ?? ""), "members");
        return Object.entries(tag).map(([part, inner]) => ({
          suffix: part.endsWith("Key") ? "{key}" : "{value}",
          service,
          shape: textAt(inner, "shape") ?? "",
          member: recordAt(inner),
        }));
      }
      return [{ suffix: "", service, shape: name, member }];
    }
    const members = recordAt(shape, "members");
    const next = Object.keys(members).find((key) => plain(key) === plain(step));
    if (next === undefined) return [];
    const inner = recordAt(members, next);
    return this.follow(service, textAt(inner, "shape") ?? "", rest, inner);
  }

  /** A list of keys with values is what Terraform has as a map. */
  private isTag(service: string, list: JsonRecord): boolean {
    const item = shapeOf(this, service, textAt(recordAt(list, "member"), "shape") ?? "");
    const names = Object.keys(recordAt(item, "members")).map(plain);
    return (
      names.length === 2 && ["key", "tagkey"].includes(names[0] ?? "") && ["value", "tagvalue"].includes(names[1] ?? "")
    );
  }
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([first], [second]) => (first < second ? -1 : 1)));
}
