import { parseSync } from "@swc/core";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";

/** One small change to a source that some test should notice. */
export interface Mutant {
  /** Line of the source that it changes, counted from 1. */
  readonly line: number;
  /** What stood there. */
  readonly before: string;
  /** What stands there now. */
  readonly after: string;
  /** The whole source with the change. */
  readonly source: string;
}

/** What a change replaces, in bytes of the source. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly after: string;
}

/** Members of a rule that say something to people, or that only tests read: nothing in them decides. */
const TEXTS = new Set([
  "id",
  "title",
  "severity",
  "why",
  "fix",
  "controls",
  "aliases",
  "source",
  "unsuppressible",
  "examples",
  "subject",
  // Asked of a real API server, beside the check: test/real/admission.test.ts.
  "admission",
]);

/** Arguments that only say where and what, by the function that takes them and their place. */
const MESSAGES: Readonly<Record<string, readonly number[]>> = {
  fail: [0, 1, 2],
  unknown: [0, 1],
  expectAt: [2],
  toStand: [0],
  toSatisfy: [1],
  toBeAtLeast: [1],
  toBeAtMost: [1],
};

/** Expressions with a type beside them. */
const TYPED = new Set(["TsAsExpression", "TsConstAssertion", "TsNonNullExpression", "TsSatisfiesExpression"]);

/** Operators, and what each becomes. */
const OPERATORS: Readonly<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  "&&": "||",
  "||": "&&",
};

/** What a rule says of a place where nothing stands, and what it says instead. */
const WHEN_ABSENT: Readonly<Record<string, string>> = { fail: "pass", pass: "fail", "not-applicable": "fail" };

const PASSING = '({ verdict: "pass" })';
const FAILING = '({ verdict: "fail", at: [], expected: "mutant" })';

/**
 * Every mutant of a rule's source. Changed is what decides: `check`, the functions of the file that it calls and its
 * numbers. Left alone are texts that only people read (one with a space in it is taken for one), places of findings,
 * guards by `typeof` against JSON of another shape, what stands in for nothing (`?? ""`), types and examples.
 */
export function mutantsOf(source: string): readonly Mutant[] {
  const bytes = Buffer.from(source);
  return editsOf(source).map(({ start, end, after }) => ({
    line: bytes.subarray(0, start).toString().split("\n").length,
    before: bytes.subarray(start, end).toString(),
    after,
    source: Buffer.concat([bytes.subarray(0, start), Buffer.from(after), bytes.subarray(end)]).toString(),
  }));
}

function editsOf(source: string): readonly Edit[] {
  // The empty statement tells where the parser begins to count, which is not the same in every call.
  const module: unknown = parseSync(`;${source}`, { syntax: "typescript" });
  const [anchor, ...items] = listAt(module, "body");
  const collector = new Collector(spanOf(anchor).start + 1, Buffer.from(source));
  for (const item of deciding(items)) collector.visit(item, false);
  return collector.edits;
}

/** The parts of a file that take part in a judgement: what it exports, and what that calls outside of its examples. */
function deciding(items: readonly unknown[]): readonly unknown[] {
  const isExported = (item: unknown): boolean => typeOf(item).startsWith("Export");
  const used = new Set(items.filter(isExported));
  for (const item of used) {
    const names = namesIn(item);
    for (const other of items) {
      if (declaredBy(other).some((name) => names.has(name))) used.add(other);
    }
  }
  return items.filter((item) => used.has(item));
}

function typeOf(node: unknown): string {
  return textAt(node, "type") ?? "";
}

function declaredBy(item: unknown): readonly string[] {
  const names = listAt(item, "declarations").map((each) => textAt(recordAt(each, "id"), "value") ?? "");
  return [...names, textAt(recordAt(item, "identifier"), "value") ?? ""].filter((name) => name !== "");
}

/** Every identifier in a part of a file, but for those of a rule's texts and examples. */
function namesIn(node: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(node)) for (const item of node) namesIn(item, names);
  if (!isJsonRecord(node)) return names;
  const type = typeOf(node);
  if (type === "KeyValueProperty" && TEXTS.has(keyOf(node))) return names;
  if (type === "MethodProperty" && TEXTS.has(keyOf(node))) return names;
  if (type === "Identifier") names.add(textAt(node, "value") ?? "");
  for (const child of Object.values(node)) namesIn(child, names);
  return names;
}

class Collector {
  public readonly edits: Edit[] = [];

  public constructor(
    private readonly origin: number,
    private readonly source: Buffer,
  ) {}

  /** @param decides whether the code is inside of a function, so that it takes part in a judgement */
  public visit(node: unknown, decides: boolean): void {
    if (Array.isArray(node)) {
      for (const item of node) this.visit(item, decides);
      return;
    }
    if (!isJsonRecord(node)) return;
    const type = textAt(node, "type") ?? "";
    if (TYPED.has(type)) {
      this.visit(node["expression"], decides);
      return;
    }
    if (type.startsWith("Ts") || type === "ImportDeclaration") return;
    if (type === "KeyValueProperty") {
      const key = keyOf(node);
      if (decides || !TEXTS.has(key)) this.visit(node["value"], decides || key === "check");
      return;
    }
    if (isGuard(node) || isPlace(node)) return;
    if (decides) this.editsOfCode(node, type);
    else if (type === "VariableDeclarator") this.editsOfConstant(node);
    if (type === "VariableDeclarator" && PLACES.test(textAt(recordAt(node, "id"), "value") ?? "")) return;
    if (type === "BinaryExpression" && node["operator"] === "??" && isEmptyText(node["right"])) {
      this.visit(node["left"], decides);
      return;
    }
    if (type === "AssignmentPatternProperty" || type === "AssignmentPattern") return;
    const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|MethodProperty)$/.test(type);
    const inside = decides || isFunction;
    if (type === "CallExpression") {
      this.visit(node["callee"], inside);
      this.visitArguments(node, inside);
      return;
    }
    for (const [name, child] of Object.entries(node)) {
      if (name !== "typeAnnotation" && name !== "typeArguments" && name !== "params") this.visit(child, inside);
    }
  }

  private visitArguments(call: JsonRecord, decides: boolean): void {
    const name = calleeOf(call);
    const skipped = Object.hasOwn(MESSAGES, name) ? (MESSAGES[name] ?? []) : [];
    for (const [index, argument] of listAt(call, "arguments").entries()) {
      if (!skipped.includes(index)) this.visit(recordAt(argument)["expression"], decides);
    }
  }

  /** A number by itself is a limit; text and lists by themselves are data. */
  private editsOfConstant(declarator: JsonRecord): void {
    const init = recordAt(declarator, "init");
    if (init["type"] === "NumericLiteral") this.replace(init, `${this.textOf(init)} + 1`);
  }

  private editsOfCode(node: JsonRecord, type: string): void {
    switch (type) {
      case "BinaryExpression":
        this.editOfOperator(node);
        break;
      case "UnaryExpression":
        if (node["operator"] === "!") this.replace(node, this.textOf(recordAt(node, "argument")));
        break;
      case "BooleanLiteral":
        this.replace(node, node["value"] === true ? "false" : "true");
        break;
      case "NumericLiteral":
        this.replace(node, `(${this.textOf(node)} + 1)`);
        break;
      case "StringLiteral": {
        const value = textAt(node, "value") ?? "";
        if (value.includes(" ")) break;
        const changed = Object.hasOwn(WHEN_ABSENT, value) ? WHEN_ABSENT[value] : undefined;
        this.replace(node, JSON.stringify(changed ?? `${value}~`));
        break;
      }
      case "RegExpLiteral":
        this.replace(node, `/(?!)/${textAt(node, "flags") ?? ""}`);
        break;
      case "Identifier":
        if (node["value"] === "PASS") this.replace(node, FAILING);
        break;
      case "CallExpression":
        if (calleeOf(node) === "fail") this.replace(node, PASSING);
        break;
    }
  }

  /** Changes the operator alone, which stands somewhere between its two sides. */
  private editOfOperator(node: JsonRecord): void {
    const operator = textAt(node, "operator") ?? "";
    const after = OPERATORS[operator];
    if (after === undefined) return;
    const from = spanOf(node["left"]).end - this.origin;
    const until = spanOf(node["right"]).start - this.origin;
    const between = this.source.subarray(from, until).indexOf(operator);
    if (between >= 0) this.edits.push({ start: from + between, end: from + between + operator.length, after });
  }

  private replace(node: JsonRecord, after: string): void {
    const { start, end } = spanOf(node);
    this.edits.push({ start: start - this.origin, end: end - this.origin, after });
  }

  private textOf(node: JsonRecord): string {
    const { start, end } = spanOf(node);
    return this.source.subarray(start - this.origin, end - this.origin).toString();
  }
}

/** Names of variables that hold the place of a finding. */
const PLACES = /^(at|AT|place|path)$/;

/** `typeof value === "string"` and the like. */
function isGuard(node: JsonRecord): boolean {
  return node["type"] === "BinaryExpression" && recordAt(node, "left")["operator"] === "typeof";
}

/** `["spec", "ingress", index]` or `[...at, "image"]`: where something stands, and not what is looked for. */
function isPlace(node: JsonRecord): boolean {
  if (node["type"] !== "ArrayExpression") return false;
  return listAt(node, "elements").some((element) => {
    const name = textAt(recordAt(element, "expression"), "value") ?? "";
    return typeOf(recordAt(element)["expression"]) === "Identifier" && (name === "index" || PLACES.test(name));
  });
}

function isEmptyText(node: unknown): boolean {
  return typeOf(node) === "StringLiteral" && textAt(node, "value") === "";
}

function spanOf(node: unknown): { readonly start: number; readonly end: number } {
  const span = recordAt(node, "span");
  return { start: Number(span["start"]), end: Number(span["end"]) };
}

function keyOf(property: JsonRecord): string {
  return textAt(recordAt(property, "key"), "value") ?? "";
}

/** Last name of what is called: `toBe` for `expectAt(config, "a").toBe(true)`. */
function calleeOf(call: JsonRecord): string {
  const callee = recordAt(call, "callee");
  return textAt(callee, "value") ?? textAt(recordAt(callee, "property"), "value") ?? "";
}
