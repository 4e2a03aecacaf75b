import type { PromqlFault } from "./promql";
import type { SyntaxNode } from "./promql-grammar";
import { regexFault } from "./regular-expression";

/** One matcher of a selector. */
interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
  readonly position: number;
}

/** The matchers of a selector: patterns that Prometheus can read, at least one that leaves something out, one name. */
export function checkSelector(selector: SyntaxNode, text: string): readonly PromqlFault[] {
  const name = selector.getChild("Identifier");
  const list = selector.getChild("LabelMatchers");
  const matchers = list === null ? [] : [...matchersOf(list, text)];
  const quotedName = list?.getChild("QuotedLabelName") ?? null;
  const faults = matchers.flatMap(({ operator, value, position }): PromqlFault[] => {
    const fault = operator.includes("~") ? regexFault(value) : undefined;
    return fault === undefined ? [] : [{ what: `${JSON.stringify(value)} ${fault}`, position }];
  });
  const named = name !== null || quotedName !== null;
  const twice = matchers.find(({ label }) => label === "__name__");
  if (named && twice !== undefined) faults.push({ what: "the metric is named twice", position: twice.position });
  if (!named && !matchers.some(leavesSomethingOut)) {
    faults.push({
      what: "the selector takes every series there is",
      position: selector.from,
      allowed: "a metric, or a label with a value",
    });
  }
  return faults;
}

/** The metrics that a selector names: before the braces, in quotes, or as the label that holds the name. */
export function namesOfSelector(selector: SyntaxNode, text: string): readonly string[] {
  const name = selector.getChild("Identifier");
  const list = selector.getChild("LabelMatchers");
  const quoted = list?.getChildren("QuotedLabelName") ?? [];
  const matchers = list === null ? [] : [...matchersOf(list, text)];
  return [
    ...[...(name === null ? [] : [name]), ...quoted].map(({ from, to }) => unquoted(text.slice(from, to))),
    ...matchers.flatMap(({ label, operator, value }) => (label === "__name__" && operator === "=" ? [value] : [])),
  ];
}

function* matchersOf(list: SyntaxNode, text: string): Generator<Matcher> {
  const matchers = [...list.getChildren("UnquotedLabelMatcher"), ...list.getChildren("QuotedLabelMatcher")];
  for (const matcher of matchers) {
    const label = matcher.getChild("LabelName") ?? matcher.getChild("QuotedLabelName");
    const operator = matcher.getChild("MatchOp");
    const value = matcher.getChild("StringLiteral");
    if (label === null || operator === null || value === null) continue;
    yield {
      label: unquoted(text.slice(label.from, label.to)),
      operator: text.slice(operator.from, operator.to),
      value: unquoted(text.slice(value.from, value.to)),
      position: value.from,
    };
  }
}

/** Whether a series without the label is left out, which is what Prometheus wants of one matcher at least. */
function leavesSomethingOut({ operator, value }: Matcher): boolean {
  if (operator === "=") return value !== "";
  if (operator === "!=") return value === "";
  const fits = fitsNothing(value);
  return fits === undefined || fits === (operator === "!~");
}

/** Whether a pattern fits an empty text; undefined where only Go can tell. */
function fitsNothing(pattern: string): boolean | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, "s").test("");
  } catch {
    return undefined;
  }
}

const ESCAPED = /\\(?:([abfnrtv\\'"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/g;
const SIGNS: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Text in quotes as Go reads it. */
function unquoted(literal: string): string {
  const [quote = ""] = literal;
  if (!["'", '"', "`"].includes(quote)) return literal;
  const inner = literal.slice(1, -1);
  if (quote === "`") return inner;
  return inner.replace(ESCAPED, (_all, sign?: string, ...codes: (string | undefined)[]) => {
    if (sign !== undefined) return SIGNS[sign] ?? sign;
    const [hexadecimal, short, long, octal] = codes;
    return String.fromCodePoint(
      Number.parseInt(hexadecimal ?? short ?? long ?? octal ?? "0", octal === undefined ? 16 : 8),
    );
  });
}
