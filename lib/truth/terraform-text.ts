import { readHclLiteral } from "./hcl-literal";

/** Stands in known text for a value that is not known before the apply. A character of Unicode's private use area. */
export const REFERENCE = "\uE000";

/** Whether a text, read by `knownText`, holds something that is not known before the apply. */
export function holdsReference(text: string): boolean {
  return text.includes(REFERENCE);
}

const OPENING = /(\$\$|%%|\$|%)\{/g;

/** A template that makes text of data. */
const ENCODING = /^\s*(json|yaml)encode\(/;

/**
 * A string of a synthesized stack as the program behind Terraform will get it: `$${` and `%%{` are text, and every
 * reference (`${…}`) or directive (`%{…}`) becomes the one character `REFERENCE`, since its value is not known yet.
 * `${jsonencode(…)}`, and `${yamlencode(…)}` where it is all of the string, become JSON as far as their data is known.
 */
export function knownText(text: string): string {
  let known = "";
  let position = 0;
  for (const match of text.matchAll(OPENING)) {
    const { index } = match;
    if (index < position) continue;
    known += text.slice(position, index);
    const [opening] = match;
    if (opening.length === 3) {
      known += opening.slice(1);
      position = index + opening.length;
    } else {
      const start = index + opening.length;
      position = endOfTemplate(text, start);
      const isWhole = index === 0 && position === text.length;
      known += opening === "$" + "{" ? encodedText(text.slice(start, position - 1), isWhole) : REFERENCE;
    }
  }
  return known + text.slice(position);
}

/** JSON in the midst of a YAML text need not be what the same in YAML would be there. */
function encodedText(expression: string, isWhole: boolean): string {
  const [, language] = ENCODING.exec(expression) ?? [];
  if (language === undefined || (language === "yaml" && !isWhole)) return REFERENCE;
  const text = readHclLiteral(expression, { readTemplate: knownText, unknown: REFERENCE });
  return typeof text === "string" ? text : REFERENCE;
}

/**
 * Place behind the brace that closes a template. Quoted text inside of it may hold templates again, which may hold
 * quoted text: braces count only outside of quotes, and each quote belongs to the innermost template.
 */
function endOfTemplate(text: string, start: number): number {
  // One number per open template: the braces open in it. Between the numbers stands quoted text.
  const open = [1];
  let quoted = false;
  for (let place = start; place < text.length; place++) {
    const character = text[place];
    if (quoted) {
      const [sign] = /^(\\.|\$\$\{|%%\{|\$\{|%\{)/s.exec(text.slice(place, place + 3)) ?? [];
      if (sign === "${" || sign === "%{") {
        open.push(1);
        quoted = false;
      } else if (character === '"') quoted = false;
      place += (sign?.length ?? 1) - 1;
      continue;
    }
    if (character === '"') quoted = true;
    else if (character === "{") open.push((open.pop() ?? 0) + 1);
    else if (character === "}") {
      const left = (open.pop() ?? 0) - 1;
      if (left > 0) open.push(left);
      else if (open.length === 0) return place + 1;
      else quoted = true;
    }
  }
  return text.length;
}

/** `knownText` for every string inside of data, keys included. */
export function knownData(data: unknown): unknown {
  if (typeof data === "string") return knownText(data);
  if (Array.isArray(data)) return data.map(knownData);
  if (typeof data === "object" && data !== null) {
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [knownText(key), knownData(value)]));
  }
  return data;
}
