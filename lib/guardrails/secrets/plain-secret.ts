import { isStandIn, looksRandom } from "./random-value";
import { saysPassword, saysSecret } from "./secret-name";

/** Settings that stand under a password's name: `PGPASSWORD_REQUIRED=true` is one word away. */
const SETTING = /^(true|false|yes|no|on|off|none|null|disabled|enabled|required|optional|auto|\d{1,3})$/i;

/**
 * Whether a value under a name is a secret: anything under the name of a password, and what looks random under that of a
 * token or key, which are the names of references as often.
 */
export function isPlainSecret(name: string, value: string): boolean {
  if (!saysSecret(name) || isStandIn(value)) return false;
  return saysPassword(name) ? !SETTING.test(value) : looksRandom(value);
}
