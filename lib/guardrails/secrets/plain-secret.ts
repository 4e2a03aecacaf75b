import { isJsonRecord, textAt } from "../../core/json";
import type { FieldPath } from "../verdict";
import { isPublicOnChain } from "./public-values";
import { isStandIn, looksRandom } from "./random-value";
import { saysPassword, saysSecret } from "./secret-name";

/** Settings that stand under a password's name: `PGPASSWORD_REQUIRED=true` is one word away. */
const SETTING = /^(true|false|yes|no|on|off|none|null|disabled|enabled|required|optional|auto|\d{1,3})$/i;

/**
 * Whether a value under a name is a secret: anything under the name of a password, and what looks random under that of a
 * token or key, which are the names of references as often.
 */
export function isPlainSecret(name: string, value: string): boolean {
  if (!saysSecret(name) || isStandIn(value) || isPublicOnChain(name, value)) return false;
  return saysPassword(name) ? !SETTING.test(value) : looksRandom(value);
}

/**
 * Where plain secrets stand in a value: under their names, or as pairs with a `name` and a `value`. Comments are left out.
 *
 * @param name what the value itself stands under. @default - nothing
 */
export function plainSecretsIn(value: unknown, name = "", at: FieldPath = []): readonly FieldPath[] {
  if (typeof value === "string") return isPlainSecret(name, value) ? [at] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => plainSecretsIn(item, name, [...at, index]));
  if (!isJsonRecord(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === "//") return [];
    const said = key === "value" ? (textAt(value, "name") ?? key) : key;
    return plainSecretsIn(member, said, [...at, key]);
  });
}

/** `NAME=value` in a script, as a variable or as an option: `export DB_PASSWORD=…`, `--db-password=…`. */
const PAIR = /(?<![\w$.-])-{0,2}([A-Za-z_][\w-]{1,63})=(["']?)([^\s"'`;&|\\]+)\2/g;

/** Whether a script sets a plain secret under its name. What it takes from a variable or another command is none. */
export function setsPlainSecret(script: string): boolean {
  return [...script.matchAll(PAIR)].some(([, name = "", , value = ""]) => isPlainSecret(name, value));
}
