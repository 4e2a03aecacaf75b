import { REFERENCE } from "../../truth/terraform-text";

/** What a person writes where a secret will stand. */
const PLACEHOLDER =
  /^(.)\1*$|^[*x.]+$|^<.*>$|change.?me|placeholder|example|your[-_]|replace|redacted|dummy|xxxx|\*\*\*|\.\.\.|^(password|pass|pwd|secret|token)$/i;

/** What stands for a value that a program, a template or a store puts in. */
const POINTER =
  /^[/.~$@%{<(]|^(arn|file|vault|ssm|op|env|ref\+|secretsmanager|awssm|kms|sops|projects)[:/+]|:\/\/|\$[({]|\{\{|^sha(256|512)[:-]/i;

/** Whether a text is no secret but stands where one will: a placeholder, or a pointer to the secret. */
export function isStandIn(value: string): boolean {
  return value === "" || value.includes(REFERENCE) || POINTER.test(value) || PLACEHOLDER.test(value);
}

/** Shannon entropy in bits per character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const EVM_ADDRESS = /^0x[0-9a-f]{40}$/i;
const TOKEN_LIKE = /^[A-Za-z0-9+/=_.~!@#$%^&*:-]{16,512}$/;

/**
 * Whether a value looks as if it was drawn at random. Names, addresses, identifiers, versions and pointers to secrets
 * do not: they are made of words and numbers with marks between.
 */
export function looksRandom(value: string): boolean {
  if (!TOKEN_LIKE.test(value) || isStandIn(value)) return false;
  if (UUID.test(value) || EVM_ADDRESS.test(value)) return false;
  return value.split(/[-_.:/]/).some(isRandomPart);
}

/** What was drawn from letters and digits goes back and forth between them, and repeats little. */
function isRandomPart(part: string): boolean {
  if (part.length < 12) return false;
  const changes = part.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes >= 3 && entropyOf(part) >= 2.8;
}
