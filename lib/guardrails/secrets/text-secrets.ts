import { encodedKeysIn } from "./encoded-keys";
import { decodedFrom } from "./encoded-text";
import { holdsMnemonic } from "./mnemonic";
import { namedSecretsIn } from "./named-values";
import type { SecretKind } from "./secret-kind";
import { holdsKeyPair } from "./structures";
import { holdsForm, TOKEN_FORMS } from "./token-forms";
import { urlSecretsIn } from "./urls";

/** No secret is shorter. */
const SHORTEST = 12;

/** Longer texts are looked through up to here. */
const LONGEST = 2 * 1024 * 1024;

const SIGNS = new RegExp(
  TOKEN_FORMS.flatMap(({ signs }) => signs)
    .map((sign) => sign.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join("|"),
);
const LONG_TOKEN = /[A-Za-z0-9]{29}/;
const LONG_LIST = /\[\s*\d{1,3}\s*,/;

/**
 * Kinds of secret in a text, each as often as it is found. One pass: what is cheap to see decides what is looked for.
 *
 * @param name what the text stands under; empty where nothing does
 */
export function secretsInText(text: string, name: string): readonly SecretKind[] {
  if (text.length < SHORTEST) return [];
  const searched = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  const named = namedSecretsIn(searched, name);
  // What has a form of its own is known better than by its name.
  const unknown = named.filter(({ kind, value }) => kind !== "random-value" || formsIn(value).length === 0);
  return [...unknown.map(({ kind }) => kind), ...formsIn(searched)];
}

function formsIn(text: string): readonly SecretKind[] {
  const kinds: SecretKind[] = [];
  if (SIGNS.test(text)) {
    for (const form of TOKEN_FORMS) {
      if (form.signs.some((sign) => text.includes(sign)) && holdsForm(text, form)) kinds.push(form.kind);
    }
  }
  if (text.includes("://")) kinds.push(...urlSecretsIn(text));
  if (LONG_TOKEN.test(text)) kinds.push(...encodedKeysIn(text));
  if (holdsMnemonic(text)) kinds.push("mnemonic");
  if (LONG_LIST.test(text) && holdsKeyPair(text)) kinds.push("key-pair");
  return kinds;
}

/** Texts in base64 inside of a text. @param text anything */
export function decodedTextsIn(text: string): Iterable<string> {
  return text.length < 24 ? [] : decodedFrom(text);
}
