/** What an expression stands for, as far as it is known before the apply. */
export type HclValue = string | number | boolean | null | readonly HclValue[] | { readonly [key: string]: HclValue };

/** How an expression is read. */
export interface HclLiteralOptions {
  /** What the text between quotes stands for, once its escapes are undone: it may hold templates. */
  readonly readTemplate: (text: string) => string;
  /** Stands for whatever is no literal: a reference, a call, an operation. */
  readonly unknown: string;
}

/**
 * Reads an expression of Terraform's language as far as it is made of literals: objects, lists, quoted text, numbers,
 * truth values, null, parentheses around them, and `jsonencode` and `yamlencode` of them, which become JSON. Source: HCL native syntax specification, "Expressions".
 *
 * @returns `unknown` where the expression, or its reader, does not go so far
 */
export function readHclLiteral(expression: string, options: HclLiteralOptions): HclValue {
  try {
    const reader = new LiteralReader(expression, options);
    const value = reader.value(false);
    return reader.isAtEnd ? value : options.unknown;
  } catch (error) {
    if (error instanceof Unreadable) return options.unknown;
    throw error;
  }
}

/** The text ends too soon, or has comments or texts over several lines, which Palisade and cdktf never write. */
class Unreadable extends Error {}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };
/** Functions that make text of data. What reads YAML reads JSON. */
const ENCODERS: readonly string[] = ["jsonencode", "yamlencode"];
const LAST_CODE_POINT = 0x10ffff;
const MAX_DEPTH = 200;

class LiteralReader {
  private place = 0;
  private depth = 0;

  public constructor(
    private readonly text: string,
    private readonly options: HclLiteralOptions,
  ) {}

  public get isAtEnd(): boolean {
    this.skipSpace(false);
    return this.place === this.text.length;
  }

  /**
   * The value of the next expression, with nothing but what ends it behind.
   *
   * @param endsWithLine whether it ends with its line, as members of objects do
   */
  public value(endsWithLine: boolean): HclValue {
    this.skipSpace(endsWithLine);
    const literal = this.literal();
    this.skipSpace(endsWithLine);
    if (this.isAtStop(endsWithLine)) return literal;
    this.skipExpression(endsWithLine);
    return this.options.unknown;
  }

  private literal(): HclValue {
    const character = this.text[this.place];
    if (character === '"') return this.options.readTemplate(this.quoted());
    if (character === "{" || character === "[" || character === "(") return this.bracketed(character);
    const [number] = this.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y) ?? [];
    if (number !== undefined) return Number.isFinite(Number(number)) ? Number(number) : this.options.unknown;
    const [word = ""] = this.match(/[A-Za-z_][\w-]*/y) ?? [];
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    return ENCODERS.includes(word) && this.text[this.place] === "(" ? this.encoded() : this.options.unknown;
  }

  private encoded(): string {
    const data = this.bracketed("(");
    return data === this.options.unknown ? this.options.unknown : JSON.stringify(data);
  }

  private bracketed(opening: string): HclValue {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new Unreadable();
    const start = this.place;
    this.place += 1;
    this.skipSpace(false);
    let value: HclValue;
    if (opening !== "(" && /for\s/y.test(this.text.slice(this.place, this.place + 4))) {
      this.place = start;
      this.skipBracket();
      value = this.options.unknown;
    } else if (opening === "(") value = this.inParentheses();
    else value = opening === "[" ? this.list() : this.object();
    this.depth -= 1;
    return value;
  }

  private inParentheses(): HclValue {
    const value = this.value(false);
    this.expect(")");
    return value;
  }

  private list(): HclValue {
    const items: HclValue[] = [];
    while (!this.takes("]")) {
      items.push(this.value(false));
      if (!this.takes(",")) {
        this.expect("]");
        break;
      }
    }
    return items;
  }

  private object(): HclValue {
    const members: [string, HclValue][] = [];
    while (!this.takes("}")) {
      const key = this.key();
      if (!this.takes("=")) this.expect(":");
      members.push([key, this.value(true)]);
      this.takes(",");
    }
    return Object.fromEntries(members);
  }

  /** A bare word is the key itself; anything else is an expression, of which only its text can be one. */
  private key(): string {
    this.skipSpace(false);
    const [word] = this.match(/[\p{ID_Start}_][\p{ID_Continue}-]*(?=\s*[=:])/uy) ?? [];
    if (word !== undefined) return word;
    const key = this.literal();
    this.skipSpace(false);
    if (!/[=:]/.test(this.text[this.place] ?? "")) throw new Unreadable();
    return typeof key === "object" ? this.options.unknown : String(key);
  }

  /** The text between two quotes without its escapes; those of templates are left, and so is all inside of one. */
  private quoted(): string {
    let text = "";
    this.place += 1;
    while (this.text[this.place] !== '"') {
      const character = this.text[this.place];
      if (character === undefined || /[\r\n]/.test(character)) throw new Unreadable();
      const [sign] = this.match(/\$\$\{|%%\{|[$%]\{/y) ?? [];
      if (sign !== undefined) {
        const start = this.place - sign.length;
        if (sign.length === 2) this.skipTo("}");
        text += this.text.slice(start, this.place);
        continue;
      }
      if (character !== "\\") {
        text += character;
        this.place += 1;
        continue;
      }
      const pattern = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/y;
      const [, short, long, letter] = this.match(pattern) ?? [];
      const code = Number.parseInt(short ?? long ?? "", 16);
      if (letter === undefined && !(code <= LAST_CODE_POINT)) throw new Unreadable();
      text += letter === undefined ? String.fromCodePoint(code) : ESCAPED[letter];
    }
    this.place += 1;
    return text;
  }

  private skipExpression(endsWithLine: boolean): void {
    while (!this.isAtStop(endsWithLine)) {
      const character = this.text[this.place] ?? "";
      if (character === '"') this.quoted();
      else if (/[{[(]/.test(character)) this.skipBracket();
      else if (/#|\/\/|\/\*|<</y.test(this.text.slice(this.place, this.place + 2))) throw new Unreadable();
      else this.place += 1;
    }
  }

  private skipBracket(): void {
    const closing = CLOSING[this.text[this.place] ?? ""] ?? "";
    this.place += 1;
    this.skipTo(closing);
  }

  /** To the bracket that closes, and over it. */
  private skipTo(closing: string): void {
    while (!this.takes(closing)) {
      if (this.place >= this.text.length) throw new Unreadable();
      this.skipExpression(false);
      if (!this.takes(",") && this.text[this.place] !== closing) throw new Unreadable();
    }
  }

  private isAtStop(endsWithLine: boolean): boolean {
    const character = this.text[this.place];
    if (character === undefined) return true;
    return /[,}\])]/.test(character) || (endsWithLine && character === "\n");
  }

  private skipSpace(staysInLine: boolean): void {
    this.match(staysInLine ? /[ \t\r]*/y : /\s*/y);
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.place += found[0].length;
    return found;
  }

  private takes(character: string): boolean {
    this.skipSpace(false);
    if (this.text[this.place] !== character) return false;
    this.place += 1;
    return true;
  }

  private expect(character: string): void {
    if (!this.takes(character)) throw new Unreadable();
  }
}
