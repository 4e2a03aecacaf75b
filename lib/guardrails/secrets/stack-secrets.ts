import { isJsonRecord, type JsonRecord, textAt } from "../../core/json";
import { knownText } from "../../truth/terraform-text";
import { perThing } from "../per-thing";
import type { ResourceView } from "../subjects/resource-view";
import type { StackView } from "../subjects/stack-view";
import type { FieldPath } from "../verdict";
import type { SecretKind } from "./secret-kind";
import { listSecretsOf, recordSecretsOf } from "./structures";
import { templatesIn } from "./templates";
import { decodedTextsIn, secretsInText } from "./text-secrets";

/** A secret that was found. It is not said which: a finding must not spread it. */
export interface Sighting {
  readonly kind: SecretKind;
  /** Resource it stands in; undefined where it stands in another part of the stack, such as an output. */
  readonly resource: ResourceView | undefined;
  /** Where in the resource, or in the stack's JSON. Goes on inside of text that is JSON. */
  readonly at: FieldPath;
}

/**
 * Every secret in the texts of a stack: of resources, providers, variables, locals and outputs, also in JSON inside of
 * text, in base64 and in gzip. All rules on secrets share this one search.
 */
export const secretsOfStack: (stack: StackView) => readonly Sighting[] = perThing(searched);

/** Kinds of secret anywhere in a value. */
export function secretsInValue(value: unknown, name = ""): readonly SecretKind[] {
  const search = new Search();
  search.value(value, name, 0);
  return search.found.map(({ kind }) => kind);
}

function searched(stack: StackView): readonly Sighting[] {
  const sightings: Sighting[] = [];
  for (const resource of stack.resources) sightings.push(...search(resource.raw, resource));
  const others = Object.entries(stack.json).filter(([name]) => !["resource", "data", "//"].includes(name));
  sightings.push(...search(Object.fromEntries(others), undefined));
  return sightings;
}

function search(value: JsonRecord, resource: ResourceView | undefined): readonly Sighting[] {
  const found = new Search();
  found.value(value, "", 0);
  return found.found.map(({ kind, at }) => ({ kind, at, resource }));
}

/** Text in text in text: deeper than this nobody packs by accident. */
const DEEPEST_TEXT = 4;

/** Deeper than Terraform and Kubernetes go. */
const DEEPEST_VALUE = 64;

const QUOTED = /"(?:[^"\\]|\\.)*"/g;

class Search {
  public readonly found: { readonly kind: SecretKind; readonly at: FieldPath }[] = [];
  private readonly path: (string | number)[] = [];

  /** @param name what the value stands under @param depth of text in text */
  public value(value: unknown, name: string, depth: number): void {
    if (this.path.length > DEEPEST_VALUE) return;
    if (typeof value === "string") this.text(value, name, depth);
    else if (Array.isArray(value)) this.list(value, name, depth);
    else if (isJsonRecord(value)) this.record(value, name, depth);
  }

  private record(record: JsonRecord, outerName: string, depth: number): void {
    const kinds = recordSecretsOf(record);
    this.see(kinds);
    // Its members are parts of one secret.
    if (kinds.length > 0) return;
    // Kubernetes, ECS and Helm write variables as objects with a name and a value, Terraform under their names.
    const ownName = textAt(record, "name") ?? textAt(record, "key") ?? outerName;
    for (const [name, member] of Object.entries(record)) {
      if (name === "//") continue;
      this.path.push(name);
      this.value(member, name === "value" || name === "default" ? ownName : name, depth);
      this.path.pop();
    }
  }

  private list(list: readonly unknown[], name: string, depth: number): void {
    this.see(listSecretsOf(list));
    for (const [index, item] of list.entries()) {
      this.path.push(index);
      this.value(item, flagBefore(list, index) ?? name, depth);
      this.path.pop();
    }
  }

  private text(text: string, name: string, depth: number): void {
    if (text.length < 12) return;
    // Inside of a text there are no references any more.
    const plain = depth === 0 && text.includes("{") ? knownText(text) : text;
    if (plain !== text) this.expression(text);
    const parsed = parsedJson(plain);
    if (parsed !== undefined && depth < DEEPEST_TEXT) {
      this.value(parsed, name, depth + 1);
      return;
    }
    this.see(secretsInText(plain, name));
    if (depth >= DEEPEST_TEXT) return;
    for (const decoded of decodedTextsIn(plain)) this.value(decoded, name, depth + 1);
  }

  /** What stands in quotes inside of a reference is as much in the stack as everything else: `${base64encode("…")}`. */
  private expression(text: string): void {
    for (const template of templatesIn(text)) {
      for (const [quoted] of template.matchAll(QUOTED)) {
        const literal = parsedText(quoted);
        if (typeof literal === "string") this.see(secretsInText(literal, ""));
      }
    }
  }

  private see(kinds: readonly SecretKind[]): void {
    for (const kind of new Set(kinds)) this.found.push({ kind, at: [...this.path] });
  }
}

/** The flag that a list of arguments gives its next element to: `["--password", "…"]`. */
function flagBefore(list: readonly unknown[], index: number): string | undefined {
  const before = index === 0 ? undefined : list[index - 1];
  return typeof before === "string" && /^--?[A-Za-z][\w.-]*$/.test(before) ? before : undefined;
}

function parsedJson(text: string): unknown {
  const [first, last] = [text.trimStart()[0], text.trimEnd().at(-1)];
  return (first === "{" && last === "}") || (first === "[" && last === "]") ? parsedText(text) : undefined;
}

function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
