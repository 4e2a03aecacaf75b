import { isPublicOnChain } from "./public-values";
import { entropyOf, isStandIn, looksRandom } from "./random-value";
import type { SecretKind } from "./secret-kind";
import { saysPrivateKey, saysSecret, wordsOf } from "./secret-name";

/** A text under a name, wherever the two were written: `token: …`, `TOKEN=…`, `--token=…`. */
interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Something that a secret's name has a part of. Without it no text is looked through for names. */
const TELLING = /pass|pwd|secret|token|key|mnemonic|cred|jwt|priv/i;

const ASSIGNMENT =
  /(?<![\w.$-])-{0,2}([A-Za-z_][\w.-]{1,63})["'`]?[ \t]{0,4}(?::=|=>|[=:])[ \t]{0,4}["'`]?([^\s"'`,;&}\])]{16,512})/g;

const HEX_KEY = /^(?:0x)?[0-9a-fA-F]{64}$/;
const AWS_SECRET = /^[A-Za-z0-9/+]{40}$/;
const PAGERDUTY_KEY = /^[0-9a-z]{32}$/;

/** A secret that only the name of its place tells. */
interface NamedSecret {
  readonly kind: SecretKind;
  readonly value: string;
}

/** Secrets that only the name of their place tells. @param name what the text stands under */
export function namedSecretsIn(text: string, name: string): readonly NamedSecret[] {
  const whole = { name, value: text.trim() };
  const named = /[=:]/.test(text) && TELLING.test(text) ? [whole, ...assignmentsIn(text)] : [whole];
  return named.flatMap((each) => secretsOf(each).map((kind) => ({ kind, value: each.value })));
}

function assignmentsIn(text: string): readonly NamedValue[] {
  return [...text.matchAll(ASSIGNMENT)].map(([, name = "", value = ""]) => ({ name, value }));
}

function secretsOf({ name, value }: NamedValue): readonly SecretKind[] {
  if (value.length < 16 || !TELLING.test(name)) return [];
  if (HEX_KEY.test(value)) {
    return saysPrivateKey(name) && entropyOf(value.slice(-64).toLowerCase()) >= 2 ? ["raw-private-key"] : [];
  }
  if (AWS_SECRET.test(value) && isAwsSecret(name) && looksRandom(value)) return ["aws-access-key"];
  if (PAGERDUTY_KEY.test(value) && isPagerDutyKey(name) && looksRandom(value)) return ["chat-token"];
  const isRandom = saysSecret(name) && !isStandIn(value) && looksRandom(value);
  return isRandom && !isPublicOnChain(name, value) ? ["random-value"] : [];
}

function isAwsSecret(name: string): boolean {
  const words = wordsOf(name).join("");
  return words.endsWith("secretaccesskey") || words.endsWith("awssecretkey") || words === "secretkey";
}

/** Alertmanager's names for the keys of PagerDuty's two interfaces. */
function isPagerDutyKey(name: string): boolean {
  const words = wordsOf(name).join("");
  return words.endsWith("routingkey") || words.endsWith("servicekey") || words.endsWith("pagerdutykey");
}
