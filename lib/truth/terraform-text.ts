/** Stands in known text for a value that is not known before the apply. A character of Unicode's private use area. */
export const REFERENCE = "\uE000";

/** Whether a text, read by `knownText`, holds something that is not known before the apply. */
export function holdsReference(text: string): boolean {
  return text.includes(REFERENCE);
}

const OPENING = /(\$\$|%%|\$|%)\{/g;

/**
 * A string of a synthesized stack as the program behind Terraform will get it: `$${` and `%%{` are text, and every
 * reference (`${…}`) or directive (`%{…}`) becomes the one character `REFERENCE`, since its value is not known yet.
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
      known += REFERENCE;
      position = endOfTemplate(text, index + opening.length);
    }
  }
  return known + text.slice(position);
}

/** Place behind the brace that closes a template; braces inside of quoted text do not count. */
function endOfTemplate(text: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let place = start; place < text.length; place++) {
    const character = text[place];
    if (character === "\\" && quoted) place += 1;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return place + 1;
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
