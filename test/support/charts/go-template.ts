/** One argument of a command in a Go template. */
export type Argument =
  | { readonly kind: "field"; readonly base: Base; readonly fields: readonly string[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "word"; readonly word: string };

/** Where a chain of fields starts: the dot, a variable, or a pipeline in brackets. */
export type Base = { readonly variable: string } | { readonly pipeline: Pipeline } | "dot";

/** Commands joined by `|`, each a list of arguments. */
export type Pipeline = readonly (readonly Argument[])[];

/** What stands between two double braces, or a block that they open. */
export type Node =
  | { readonly kind: "print"; readonly pipeline: Pipeline }
  | { readonly kind: "assign"; readonly names: readonly string[]; readonly isNew: boolean; readonly pipeline: Pipeline }
  | {
      readonly kind: "block";
      readonly keyword: "if" | "with" | "range";
      readonly names: readonly string[];
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | { readonly kind: "call"; readonly pipeline: Pipeline };

/** A file of templates. */
export interface TemplateFile {
  /** What the file itself renders. */
  readonly body: readonly Node[];
  /** The named templates it defines. */
  readonly defined: ReadonlyMap<string, readonly Node[]>;
}

const ACTION = /\{\{-?\s*((?:\/\*[\s\S]*?\*\/)|(?:"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'|[^"`'])*?)\s*-?\}\}/g;
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'|:=|[()|,=]|[^\s()|,="`:]+|:/g;
const CLOSING = ["end", "else"];

/** Reads a file of Go templates as far as it takes to see which values they read. */
export function parseTemplates(source: string): TemplateFile {
  const actions = [...source.matchAll(ACTION)]
    .map(([, action = ""]) => action)
    .filter((text) => !text.startsWith("/*"));
  const defined = new Map<string, readonly Node[]>();
  const body = new Parser(actions, defined).nodes();
  return { body, defined };
}

class Parser {
  private position = 0;

  public constructor(
    private readonly actions: readonly string[],
    private readonly defined: Map<string, readonly Node[]>,
  ) {}

  /** Everything up to the `end` or `else` that closes the block. */
  public nodes(): readonly Node[] {
    const found: Node[] = [];
    while (this.position < this.actions.length) {
      const action = this.actions[this.position] ?? "";
      const [keyword = ""] = action.split(/\s+/, 1);
      if (CLOSING.includes(keyword)) return found;
      this.position += 1;
      const node = this.node(keyword, action.slice(keyword.length).trim(), action);
      if (node !== undefined) found.push(node);
    }
    return found;
  }

  private node(keyword: string, rest: string, action: string): Node | undefined {
    if (keyword === "if" || keyword === "with" || keyword === "range") return this.block(keyword, rest);
    if (keyword === "define" || keyword === "block") {
      const name = /"([^"]*)"/.exec(rest)?.[1] ?? "";
      this.defined.set(name, this.nodes());
      this.position += 1;
      return undefined;
    }
    if (keyword === "template") return { kind: "call", pipeline: parsePipeline(rest) };
    const assignment = /^(\$\w*)\s*(:?=)([\s\S]*)$/.exec(action);
    if (assignment === null) return { kind: "print", pipeline: parsePipeline(action) };
    const [, name = "", sign, value = ""] = assignment;
    return { kind: "assign", names: [name], isNew: sign === ":=", pipeline: parsePipeline(value) };
  }

  private block(keyword: "if" | "with" | "range", rest: string): Node {
    const [, declared, value = ""] = /^(?:((?:\$\w*\s*,\s*)?\$\w*)\s*:=)?([\s\S]*)$/.exec(rest) ?? [];
    const names = declared === undefined ? [] : declared.split(",").map((name) => name.trim());
    const body = this.nodes();
    let otherwise: readonly Node[] = [];
    const next = this.actions[this.position] ?? "";
    this.position += 1;
    const [, chained] = /^else\s+((?:if|with)\s[\s\S]*)$/.exec(next) ?? [];
    if (chained !== undefined) {
      const inner: "if" | "with" = chained.startsWith("if") ? "if" : "with";
      otherwise = [this.block(inner, chained.slice(inner.length).trim())];
    } else if (next.startsWith("else")) {
      otherwise = this.nodes();
      this.position += 1;
    }
    return { kind: "block", keyword, names, pipeline: parsePipeline(value), body, otherwise };
  }
}

function parsePipeline(text: string): Pipeline {
  const tokens: { text: string; glued: boolean }[] = [...text.matchAll(TOKEN)].map((match) => ({
    text: match[0],
    glued: match.index > 0 && !/\s/.test(text[match.index - 1] ?? " "),
  }));
  let position = 0;
  const pipeline = (): Pipeline => {
    const commands: Argument[][] = [[]];
    while (position < tokens.length && tokens[position]?.text !== ")") {
      const token = tokens[position]?.text ?? "";
      position += 1;
      if (token === "|") commands.push([]);
      else commands.at(-1)?.push(argument(token));
    }
    return commands;
  };
  const argument = (token: string): Argument => {
    if (token === "(") {
      const inner = pipeline();
      position += 1;
      const next = tokens[position];
      if (next?.glued !== true || !next.text.startsWith("."))
        return { kind: "field", base: { pipeline: inner }, fields: [] };
      position += 1;
      return { kind: "field", base: { pipeline: inner }, fields: fieldsOf(next.text) };
    }
    if (/^["`]/.test(token)) return { kind: "text", text: token.slice(1, -1) };
    if (token.startsWith("$")) {
      const [name = ""] = token.split(".", 1);
      return { kind: "field", base: { variable: name }, fields: fieldsOf(token.slice(name.length)) };
    }
    if (token.startsWith(".")) return { kind: "field", base: "dot", fields: fieldsOf(token) };
    return /^(?:[\d'+-]|true$|false$|nil$)/.test(token)
      ? { kind: "literal", text: token }
      : { kind: "word", word: token };
  };
  return pipeline();
}

function fieldsOf(chain: string): readonly string[] {
  return chain.split(".").filter((field) => field !== "");
}
