/** One `key = value` or `key "label" { … }`. */
export interface PolicyEntry {
  readonly key: string;
  /** Labels of a block, such as the path. Undefined for a plain value. */
  readonly labels?: readonly string[];
  /** Entries of a block or an object. */
  readonly entries?: readonly PolicyEntry[];
  /** Value of anything else. */
  readonly value?: string | number | boolean;
  /** Values of a list. */
  readonly list?: readonly PolicyEntry[];
  /** Line it begins at, from one. */
  readonly line: number;
}

/** Why a text cannot be read. */
export class PolicyTextFault extends Error {
  public constructor(
    message: string,
    /** Line, from one. */
    public readonly line: number,
  ) {
    super(message);
  }
}

const TOKEN =
  /\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|<<-?(\w+)\n[\s\S]*?\n[ \t]*\1(?=\n|$)|[A-Za-z_][\w.-]*|-?\d+(?:\.\d+)?\w*|[={}[\],:]/y;

/** How deep a policy may be nested: whoever reads it goes down with it, and Vault's own are three deep. */
const DEEPEST = 100;

interface Token {
  readonly text: string;
  readonly line: number;
}

/**
 * Reads the older HCL that Vault's policies are written in, JSON included: blocks, values, lists, comments.
 *
 * @throws PolicyTextFault when the text is neither
 */
export function readPolicyText(text: string): readonly PolicyEntry[] {
  const reader = new Reader(tokensOf(text));
  const isJson = text.trimStart().startsWith("{");
  if (!isJson) return reader.entries(undefined);
  reader.take("{");
  return reader.entries("}");
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let depth = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const found = TOKEN.exec(text)?.[0];
    if (found === undefined) {
      throw new PolicyTextFault(
        `${JSON.stringify(text.slice(start).split("\n", 1)[0]?.slice(0, 20))} cannot be read`,
        line,
      );
    }
    if (!/^(\s|#|\/\/|\/\*)/.test(found)) tokens.push({ text: found, line });
    if (found === "{" || found === "[") depth += 1;
    if (found === "}" || found === "]") depth -= 1;
    if (depth > DEEPEST) throw new PolicyTextFault(`it is nested more than ${DEEPEST} deep`, line);
    line += found.split("\n").length - 1;
  }
  return tokens;
}

class Reader {
  private place = 0;

  public constructor(private readonly tokens: readonly Token[]) {}

  /** @param end the sign that closes them; the end of the text when undefined */
  public entries(end: string | undefined): readonly PolicyEntry[] {
    const found: PolicyEntry[] = [];
    for (;;) {
      const token = this.tokens[this.place];
      if (token === undefined) {
        if (end === undefined) return found;
        throw new PolicyTextFault(`a block is not closed with ${end}`, this.tokens.at(-1)?.line ?? 1);
      }
      if (token.text === end) {
        this.place += 1;
        return found;
      }
      found.push(this.entry());
      if (this.tokens[this.place]?.text === ",") this.place += 1;
    }
  }

  public take(sign: string): void {
    const token = this.tokens[this.place];
    if (token?.text !== sign) throw this.fault(`${sign} is missing`);
    this.place += 1;
  }

  private entry(): PolicyEntry {
    const { text, line } = this.next("a key");
    if (!/^["A-Za-z_]/.test(text)) throw new PolicyTextFault(`${text} stands where a key should`, line);
    const key = plain(text);
    const labels: string[] = [];
    while (this.tokens[this.place]?.text.startsWith('"')) labels.push(plain(this.next("a label").text));
    const sign = this.tokens[this.place]?.text;
    if (sign === "{") {
      this.place += 1;
      return { key, labels, entries: this.entries("}"), line };
    }
    if (labels.length > 0 || (sign !== "=" && sign !== ":")) throw this.fault(`${key} has neither = nor a block`);
    this.place += 1;
    return { ...this.value(), key, line };
  }

  private value(): PolicyEntry {
    const { text, line } = this.next("a value");
    const key = "";
    if (text === "{") return { key, entries: this.entries("}"), line };
    if (text === "[") return { key, list: this.list(), line };
    if (text.startsWith('"')) return { key, value: plain(text), line };
    if (text.startsWith("<<")) return { key, value: text.split("\n").slice(1, -1).join("\n"), line };
    if (text === "null") return { key, line };
    if (text === "true" || text === "false") return { key, value: text === "true", line };
    if (/^-?\d/.test(text)) return { key, value: Number.isNaN(Number(text)) ? text : Number(text), line };
    throw new PolicyTextFault(`${text} stands where a value should`, line);
  }

  private list(): readonly PolicyEntry[] {
    const found: PolicyEntry[] = [];
    while (this.tokens[this.place]?.text !== "]") {
      found.push(this.value());
      if (this.tokens[this.place]?.text === ",") this.place += 1;
      else if (this.tokens[this.place]?.text !== "]") throw this.fault("a list has no comma between its values");
    }
    this.place += 1;
    return found;
  }

  private next(wanted: string): Token {
    const token = this.tokens[this.place];
    if (token === undefined) throw this.fault(`${wanted} is missing at the end`);
    this.place += 1;
    return token;
  }

  private fault(message: string): PolicyTextFault {
    const token = this.tokens[this.place] ?? this.tokens.at(-1);
    return new PolicyTextFault(message, token?.line ?? 1);
  }
}

/** A key or text without its quotes. */
function plain(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(["\\])/g, "$1") : text;
}
