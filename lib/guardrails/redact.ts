import { show } from "../core/errors";
import { isJsonRecord, type JsonRecord } from "../core/json";
import { REFERENCE } from "../truth/terraform-text";
import { wordsOf } from "./secrets/secret-name";
import { secretsInValue } from "./secrets/stack-secrets";
import { listSecretsOf, recordSecretsOf } from "./secrets/structures";

/** Names of places that may hold a secret, whatever stands before or after. */
const SECRET_NAME = /passw|passphrase|secret|token|private|credential|mnemonic|api_?key/i;

/** Words that say so only where they stand alone or last: `auth` does, and `userpass`, `authorization_type` does not. */
const SECRET_WORD = /^auth$|^seed$|pass$/;

/** Text that may be key material wherever it stands: long, and without the marks of a sentence, a path or an address. */
const SECRET_TEXT = /[A-Za-z0-9+/=_-]{32,}|-----BEGIN|\b(AKIA|ASIA|ghp_|github_pat_|hvs\.|xox[bp]-)/;

const HIDDEN = "(not shown)";

/** Characters of a text that are looked at; far fewer are ever shown. */
const MOST_CHARACTERS = 4_000;

/** What stands somewhere, on one line, without what may be a secret. @param field the place, since a name may tell */
export function redacted(value: unknown, field: string): string {
  const name = lastName(field);
  return show(withoutSecrets(value, name, isSecretName(name))).replaceAll(REFERENCE, "…");
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) || wordsOf(name).some((word) => SECRET_WORD.test(word));
}

function lastName(field: string): string {
  return field.split(".").at(-1) ?? field;
}

function withoutSecrets(value: unknown, name: string, isSecret: boolean): unknown {
  if (typeof value === "string") return isSecret ? HIDDEN : withoutSecret(value.slice(0, MOST_CHARACTERS), name);
  if (Array.isArray(value)) {
    // Words and numbers that say nothing by themselves may be a mnemonic or a key together.
    return listSecretsOf(value).length > 0 ? HIDDEN : value.map((item) => withoutSecrets(item, name, isSecret));
  }
  if (!isJsonRecord(value)) return isSecret && typeof value === "number" ? HIDDEN : value;
  if (recordSecretsOf(value).length > 0) return HIDDEN;
  const members = Object.entries(value).map(([key, member]) => [key, withoutSecrets(member, key, isSecretName(key))]);
  return Object.fromEntries(members) satisfies JsonRecord;
}

function withoutSecret(text: string, name: string): string {
  return SECRET_TEXT.test(withoutAddresses(text)) || secretsInValue(text, name).length > 0 ? HIDDEN : text;
}

/** ARNs, images with their digests and URLs are long and no secrets. */
function withoutAddresses(text: string): string {
  return text
    .replace(/arn:[A-Za-z0-9:/*._-]+/g, "")
    .replace(/@sha256:[0-9a-f]{64}/g, "")
    .replace(/\b[a-z]+:\/\/[^\s"@?]+/g, "")
    .replace(/\b[\w.-]+\.[a-z]{2,}\/[\w./-]+/g, "");
}
