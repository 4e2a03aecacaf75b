import { asList, isJsonRecord, type JsonRecord } from "../../core/json";
import { saysSecret } from "../secrets/secret-name";
import type { FieldPath } from "../verdict";
import { jsonPointer } from "./field-path";

/** A stack in which local values and defaults of variables stand where they are referred to. */
export interface ReadLiterals {
  /** The stack; the very object that was given where nothing is referred to. */
  readonly json: JsonRecord;
  /** Variables whose default stands in it, by the JSON pointer of the place. */
  readonly defaults: ReadonlyMap<string, string>;
}

/** Sections in which references are read. */
const SECTIONS: readonly string[] = ["resource", "data", "module", "provider"];

const REFERENCE = /(?<!\$)\$\{\s*((local|var)\.[A-Za-z_][\w-]*)((?:\.[A-Za-z_][\w-]*)*)\s*\}/g;

/** Characters and values that are put in at most: values that refer to each other could make a stack without an end. */
const MOST = 4_000_000;

/** What would end the text that a reference may stand in. */
const SIGN = /["\\\n]/;

/**
 * Puts local values and defaults of variables where `${local.x}` and `${var.x}` stand. Functions of them stay as they are,
 * and so do variables for secrets: whoever sets them does not leave their default.
 */
export function withLiterals(json: JsonRecord): ReadLiterals {
  const reader = new LiteralReader(json);
  return reader.isEmpty ? { json, defaults: new Map() } : { json: reader.stack(), defaults: reader.defaults };
}

class LiteralReader {
  public readonly defaults = new Map<string, string>();
  private readonly values = new Map<string, unknown>();
  private readonly open = new Set<string>();
  private spent = 0;

  public constructor(private readonly json: JsonRecord) {
    for (const [name, value] of membersOf(json["locals"])) this.values.set(`local.${name}`, value);
    for (const [name, block] of membersOf(json["variable"])) {
      const [variable] = asList(block);
      if (isJsonRecord(variable) && isPlain(name, variable)) this.values.set(`var.${name}`, variable["default"]);
    }
  }

  public get isEmpty(): boolean {
    return this.values.size === 0;
  }

  public stack(): JsonRecord {
    const sections = Object.entries(this.json).map(([name, section]) => [
      name,
      SECTIONS.includes(name) ? this.resolve(section, [name]) : section,
    ]);
    return Object.fromEntries(sections);
  }

  private resolve(value: unknown, at: FieldPath): unknown {
    if (this.open.size > 0) this.spent += typeof value === "string" ? value.length : 1;
    if (typeof value === "string") return value.includes("${") ? this.text(value, at) : value;
    if (Array.isArray(value)) return value.map((item, index) => this.resolve(item, [...at, index]));
    if (!isJsonRecord(value)) return value;
    const members = Object.entries(value).map(([key, member]) => [
      key,
      key === "//" ? member : this.resolve(member, [...at, key]),
    ]);
    return Object.fromEntries(members);
  }

  private text(text: string, at: FieldPath): unknown {
    const [whole] = text.matchAll(REFERENCE);
    if (whole?.[0] === text) return this.valueOf(whole, at) ?? text;
    return text.replace(REFERENCE, (...match) => {
      const value = this.valueOf(match.slice(0, 4).map(String), at);
      const isText = ["string", "number", "boolean"].includes(typeof value) && !SIGN.test(String(value));
      return isText ? String(value) : String(match[0]);
    });
  }

  /** Undefined where it is not known. @param match name and path in it */
  private valueOf([, name = "", kind, path = ""]: readonly (string | undefined)[], at: FieldPath): unknown {
    // One that refers to itself has no value.
    if (this.open.has(name) || this.spent > MOST) return undefined;
    const parts = path.split(".").slice(1);
    const value = parts.reduce<unknown>(
      (member, part) => (isJsonRecord(member) && Object.hasOwn(member, part) ? member[part] : undefined),
      this.values.get(name),
    );
    if (value === undefined || value === null) return undefined;
    if (kind === "var") this.defaults.set(jsonPointer(at), name);
    this.open.add(name);
    const resolved = this.resolve(value, at);
    this.open.delete(name);
    return resolved;
  }
}

function isPlain(name: string, variable: JsonRecord): boolean {
  return !saysSecret(name) && variable["sensitive"] !== true && variable["ephemeral"] !== true;
}

/** Names and values of a section; Terraform's JSON allows a list of such objects. */
function membersOf(section: unknown): readonly [string, unknown][] {
  return asList(section)
    .flatMap((each) => (isJsonRecord(each) ? Object.entries(each) : []))
    .filter(([name]) => name !== "//");
}
