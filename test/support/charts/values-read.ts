import { type Argument, type Node, type Pipeline, parseTemplates, type TemplateFile } from "./go-template";
import { CHOICES, KIND_TESTS, MERGES, SCALARS, TESTS, TEXT_ONLY } from "./template-functions";
import { dictOf, either, type Meaning, Scope, UNKNOWN } from "./template-meaning";

/** What a chart's templates do with one value. */
export interface Reading {
  /** It decides what is rendered, or has a fallback, so that it may be missing. */
  tested: boolean;
  /** It is printed as it stands. */
  printed: boolean;
  /** It is printed in quotes. */
  quoted: boolean;
  /** It is handed on as a whole: written out as YAML, gone through, or merged. */
  whole: boolean;
  /** It goes into a function that takes text alone. */
  asText: boolean;
  /** The types that the templates ask for, as Go's `kindIs` names them: it may be of more than one. */
  readonly kinds: string[];
}

/** Every value that templates read, by its keys, joined by `PATH_JOINT`. */
export type Readings = ReadonlyMap<string, Reading>;

/** Stands between the keys of a path. No key of a chart holds it. */
export const PATH_JOINT = "\u0000";

const MAX_DEPTH = 40;

/** Which values the templates of a chart read, and how. Texts of default values that are templates count too. */
export function valuesRead(sources: readonly string[]): Readings {
  const reader = new ValueReader(sources.map(parseTemplates));
  reader.run();
  return reader.readings;
}

class ValueReader {
  public readonly readings = new Map<string, Reading>();
  private readonly defined = new Map<string, readonly Node[]>();
  private readonly seen = new Set<string>();

  public constructor(private readonly files: readonly TemplateFile[]) {
    for (const file of files) for (const [name, nodes] of file.defined) this.defined.set(name, nodes);
  }

  public run(): void {
    for (const { body } of this.files) this.enter(body, { kind: "top" }, 0);
  }

  private enter(nodes: readonly Node[], dot: Meaning, depth: number): void {
    const scope = new Scope();
    scope.declare("$", dot);
    this.walk(nodes, dot, scope, depth);
  }

  private walk(nodes: readonly Node[], dot: Meaning, scope: Scope, depth: number): void {
    for (const node of nodes) {
      if (node.kind === "print") this.print(this.evaluate(node.pipeline, dot, scope, depth));
      else if (node.kind === "assign") {
        const meaning = this.evaluate(node.pipeline, dot, scope, depth);
        for (const name of node.names) node.isNew ? scope.declare(name, meaning) : scope.assign(name, meaning);
      } else if (node.kind === "call")
        this.evaluate([[{ kind: "word", word: "include" }, ...(node.pipeline[0] ?? [])]], dot, scope, depth);
      else this.block(node, dot, scope, depth);
    }
  }

  private block(node: Extract<Node, { kind: "block" }>, dot: Meaning, scope: Scope, depth: number): void {
    const meaning = this.evaluate(node.pipeline, dot, scope, depth);
    const [first, second] = node.names;
    if (node.keyword === "range") {
      const items = meaning.kind === "list" ? meaning.items : [UNKNOWN];
      if (meaning.kind !== "list") this.mark(meaning, "whole");
      this.mark(meaning, "tested");
      for (const item of items) {
        const inner = new Scope(scope);
        if (first !== undefined) inner.declare(first, second === undefined ? item : UNKNOWN);
        if (second !== undefined) inner.declare(second, item);
        this.walk(node.body, item, inner, depth);
      }
    } else {
      this.mark(meaning, "tested");
      const inner = new Scope(scope);
      if (first !== undefined) inner.declare(first, meaning);
      this.walk(node.body, node.keyword === "with" ? meaning : dot, inner, depth);
    }
    this.walk(node.otherwise, dot, new Scope(scope), depth);
  }

  private print(meaning: Meaning): void {
    this.mark(meaning, "printed");
  }

  private evaluate(pipeline: Pipeline, dot: Meaning, scope: Scope, depth: number): Meaning {
    let piped: Meaning | undefined;
    for (const [head, ...rest] of pipeline) {
      if (head === undefined) continue;
      const values = rest.map((argument) => this.argument(argument, dot, scope, depth));
      if (piped !== undefined) values.push(piped);
      piped = head.kind === "word" ? this.call(head.word, values, depth) : this.argument(head, dot, scope, depth);
    }
    return piped ?? UNKNOWN;
  }

  private argument(argument: Argument, dot: Meaning, scope: Scope, depth: number): Meaning {
    if (argument.kind === "text") return { kind: "text", text: argument.text };
    if (argument.kind === "word") return this.call(argument.word, [], depth);
    if (argument.kind === "literal") return { kind: "literal", text: argument.text };
    const { base, fields } = argument;
    const start =
      base === "dot"
        ? dot
        : "variable" in base
          ? scope.get(base.variable)
          : this.evaluate(base.pipeline, dot, scope, depth);
    return fields.reduce((meaning, field) => this.field(meaning, field), start);
  }

  private field(meaning: Meaning, name: string): Meaning {
    if (meaning.kind === "top") return name === "Values" ? { kind: "value", keys: [] } : UNKNOWN;
    if (meaning.kind === "dict") return meaning.entries.get(name) ?? UNKNOWN;
    if (meaning.kind === "either") return either(meaning.of.map((one) => this.field(one, name)));
    // Inside of `with`, `.Values` is a slip of the chart's author: there is no such value.
    if (meaning.kind !== "value" || name === "Values") return UNKNOWN;
    const keys = [...meaning.keys, name];
    this.reading(keys);
    return { kind: "value", keys };
  }

  private call(name: string, values: readonly Meaning[], depth: number): Meaning {
    if (name === "include") return this.include(values, depth);
    if (name === "index" || name === "get") return this.lookUp(values[0], values.slice(1));
    if (name === "dig") {
      const tree = values.at(-1);
      return either([this.lookUp(tree, values.slice(0, -2)), values.at(-2) ?? UNKNOWN]);
    }
    if (name === "dict") return dictOf(values);
    if (name === "list" || name === "tuple") return { kind: "list", items: values };
    if (name === "set") return this.set(values);
    if (name === "hasKey") this.lookUp(values[0], values.slice(1));
    if (KIND_TESTS.has(name)) this.testKind(values);
    if (TESTS.has(name) || KIND_TESTS.has(name)) {
      for (const value of values) this.mark(value, "tested");
      return UNKNOWN;
    }
    if (CHOICES.has(name)) {
      if (name !== "required" && name !== "deepCopy") for (const value of values) this.mark(value, "tested");
      return either(values.filter(({ kind }) => kind !== "text" && kind !== "literal"));
    }
    const use =
      name === "quote" || name === "squote"
        ? "quoted"
        : TEXT_ONLY.has(name)
          ? "asText"
          : SCALARS.has(name)
            ? "printed"
            : "whole";
    for (const value of values) this.mark(value, use);
    return MERGES.has(name) ? either(values) : UNKNOWN;
  }

  private include([name, context = UNKNOWN]: readonly Meaning[], depth: number): Meaning {
    if (name?.kind !== "text") return UNKNOWN;
    const nodes = this.defined.get(name.text);
    const call = `${name.text} ${JSON.stringify(context, (_, part) => (part instanceof Map ? [...part] : part))}`;
    if (nodes === undefined) this.mark(context, "whole");
    if (nodes === undefined || depth > MAX_DEPTH || this.seen.has(call)) return UNKNOWN;
    this.seen.add(call);
    this.enter(nodes, context, depth + 1);
    return UNKNOWN;
  }

  /** Keys that the template knows; one it works out opens the whole map. */
  private lookUp(start: Meaning = UNKNOWN, keys: readonly Meaning[] = []): Meaning {
    let meaning = start;
    for (const key of keys) {
      if (meaning.kind === "list") {
        meaning = (key.kind === "literal" ? meaning.items[Number(key.text)] : undefined) ?? either(meaning.items);
      } else if (key.kind === "text") {
        meaning = this.field(meaning, key.text);
      } else {
        this.mark(meaning, "whole");
        meaning = UNKNOWN;
      }
    }
    return meaning;
  }

  private set([target = UNKNOWN, key, value = UNKNOWN]: readonly Meaning[]): Meaning {
    if (target.kind === "dict" && key?.kind === "text") {
      target.entries.set(key.text, either([target.entries.get(key.text) ?? UNKNOWN, value]));
    } else {
      this.mark(value, "whole");
    }
    return target;
  }

  private testKind(values: readonly Meaning[]): void {
    const [first] = values;
    const kind = first?.kind === "text" ? first.text : "any";
    for (const value of values) if (value.kind === "value") this.reading(value.keys).kinds.push(kind);
  }

  private mark(meaning: Meaning, use: Exclude<keyof Reading, "kinds">): void {
    if (meaning.kind === "either") for (const one of meaning.of) this.mark(one, use);
    if (meaning.kind === "dict" && use === "whole") for (const one of meaning.entries.values()) this.mark(one, use);
    if (meaning.kind === "list" && use === "whole") for (const one of meaning.items) this.mark(one, use);
    if (meaning.kind === "value" && meaning.keys.length > 0) this.reading(meaning.keys)[use] = true;
  }

  private reading(keys: readonly string[]): Reading {
    const path = keys.join(PATH_JOINT);
    const known = this.readings.get(path);
    if (known !== undefined) return known;
    const fresh: Reading = {
      tested: false,
      printed: false,
      quoted: false,
      whole: false,
      asText: false,
      kinds: [],
    };
    this.readings.set(path, fresh);
    return fresh;
  }
}
