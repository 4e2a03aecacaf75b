/** What a part of a template stands for: the top, a value of the chart, things put together, a text, or anything. */
export type Meaning =
  | { readonly kind: "top" }
  | { readonly kind: "value"; readonly keys: readonly string[] }
  | { readonly kind: "dict"; readonly entries: Map<string, Meaning> }
  | { readonly kind: "list"; readonly items: readonly Meaning[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "either"; readonly of: readonly Meaning[] }
  | { readonly kind: "unknown" };

/** What cannot be told. */
export const UNKNOWN: Meaning = { kind: "unknown" };

/** What is one of several things: those that are known, each once. */
export function either(meanings: readonly Meaning[]): Meaning {
  const flat = meanings.flatMap((meaning) => (meaning.kind === "either" ? meaning.of : [meaning]));
  const known = [...new Map(flat.map((one) => [keyOf(one), one])).values()].filter(({ kind }) => kind !== "unknown");
  const [only = UNKNOWN] = known;
  return known.length <= 1 ? only : { kind: "either", of: known };
}

function keyOf(meaning: Meaning): string {
  return JSON.stringify(meaning, (_, part) => (part instanceof Map ? [...part] : part));
}

/** A map of keys and values that stand in turn, as Sprig's `dict` takes them. */
export function dictOf(values: readonly Meaning[]): Meaning {
  const entries = new Map<string, Meaning>();
  for (let index = 0; index + 1 < values.length; index += 2) {
    const key = values[index];
    const value = values[index + 1];
    if (key?.kind === "text" && value !== undefined) entries.set(key.text, value);
  }
  return { kind: "dict", entries };
}

/** The variables of a part of a template, inside of those around it. */
export class Scope {
  private readonly variables = new Map<string, Meaning>();

  public constructor(private readonly parent?: Scope) {}

  /** What a variable stands for. */
  public get(name: string): Meaning {
    return this.variables.get(name) ?? this.parent?.get(name) ?? UNKNOWN;
  }

  /** A new variable of this part. */
  public declare(name: string, meaning: Meaning): void {
    this.variables.set(name, meaning);
  }

  /** Another value for a variable that there is: from then on it may be either. */
  public assign(name: string, meaning: Meaning): void {
    if (this.variables.has(name) || this.parent === undefined) this.declare(name, either([this.get(name), meaning]));
    else this.parent.assign(name, meaning);
  }
}
