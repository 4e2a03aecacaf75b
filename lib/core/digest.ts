import { createHash } from "node:crypto";
import { PalisadeError, type Problem } from "./errors";

/** Data that a digest can be taken of: JSON without anything that only the framework can resolve. */
export type PlainData =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly PlainData[]
  | { readonly [key: string]: PlainData };

/** cdktf writes an unresolved number as a huge negative one; no real value comes near it. */
const NUMBER_TOKEN_CEILING = -1e288;

/** True when the text holds a placeholder of the framework: of a text (`$`), a list (`#`) or a map (`&`). */
export function holdsToken(text: string): boolean {
  return /[$#&]\{TfToken\[/.test(text);
}

function tokenInPlainData(where: string, got: unknown): Problem {
  return {
    what: "a value that is only known to Terraform stands in data that is hashed",
    got,
    allowed: "plain text, numbers, booleans, lists and objects",
    doThis:
      "pass the literal value, or keep the reference out of the hashed part: its placeholder changes on every run",
    where,
  };
}

function notPlainData(where: string, got: unknown): Problem {
  return {
    what: "a value that has no JSON form stands in data that is hashed",
    got: String(got),
    allowed: "plain text, finite numbers, booleans, null, lists and objects",
    doThis: "turn it into plain data first",
    where,
  };
}

function canonical(value: unknown, where: string, problems: Problem[], holders: readonly unknown[] = []): string {
  if (typeof value === "string") {
    if (holdsToken(value)) problems.push(tokenInPlainData(where, value));
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) problems.push(notPlainData(where, value));
    else if (value < NUMBER_TOKEN_CEILING) problems.push(tokenInPlainData(where, value));
    return JSON.stringify(value);
  }
  if (value === null || typeof value === "boolean") return JSON.stringify(value);
  if (holders.includes(value)) {
    problems.push(notPlainData(where, "an object that holds itself"));
    return "null";
  }
  const inside = [...holders, value];
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => canonical(item ?? null, `${where}[${index}]`, problems, inside));
    return `[${items.join(",")}]`;
  }
  if (typeof value === "object") {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) problems.push(notPlainData(where, value));
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
      .map(([key, member]) => {
        if (holdsToken(key)) problems.push(tokenInPlainData(`${where}.${key}`, key));
        return `${JSON.stringify(key)}:${canonical(member, `${where}.${key}`, problems, inside)}`;
      });
    return `{${members.join(",")}}`;
  }
  problems.push(notPlainData(where, value));
  return "null";
}

/**
 * The canonical text of plain data: keys sorted, absent members left out, so that the same data gives the same text
 * in every process and on every machine.
 *
 * @throws PalisadeError listing every token and every value without a JSON form
 */
export function canonicalText(data: unknown, where = "data"): string {
  const problems: Problem[] = [];
  const text = canonical(data ?? null, where, problems);
  if (problems.length > 0) throw new PalisadeError(problems);
  return text;
}

/** SHA-256 of the canonical text, in lower-case hex. @throws PalisadeError like `canonicalText` */
export function digest(data: unknown, where = "data"): string {
  return createHash("sha256").update(canonicalText(data, where)).digest("hex");
}

const SHORT_DIGEST_LENGTH = 10;

/** The first ten hex digits of the digest: enough to tell versions of one thing apart in a name. */
export function shortDigest(data: unknown, where = "data"): string {
  return digest(data, where).slice(0, SHORT_DIGEST_LENGTH);
}
