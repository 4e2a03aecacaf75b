import { CURVES, type CurveName, type CustodySpec } from "../../lib/catalogue/keys";
import type { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";
import { SECRET_KINDS } from "../../lib/guardrails/secrets/secret-kind";
import { secretsInValue } from "../../lib/guardrails/secrets/stack-secrets";

const NAME = /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** In full: a wildcard would stand for roles that nobody named. */
const ROLE_ARN = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const LONGEST_SHOWN = 24;
/** 32 bytes, in hexadecimal digits or base64: as long as a private key, and shorter than most public ones. */
const THIRTY_TWO_BYTES = /^((0x)?[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$/;

function holdsMaterial(field: string, kind: string): Problem {
  return {
    what: `${field} holds ${kind}, and key material never enters a stack: it would stand in plan and state`,
    allowed: "public keys, addresses and names",
    doThis: "take it out, and treat the key as known to others if this was ever committed or planned",
  };
}

function oddName(got: unknown): Problem {
  return {
    what: "the name of a key source is no plain name",
    // What is long enough to be a key is not shown.
    ...(typeof got === "string" && got.length > LONGEST_SHOWN ? {} : { got }),
    allowed: "2 to 63 small letters, digits and dashes, beginning with a letter",
    doThis: "name it for what it signs, such as hot-wallet",
  };
}

function wrongCurve({ title, curves, curveReason }: CustodySpec, got: unknown): Problem {
  return {
    what: `${title} cannot hold a key on ${CURVES[isCurve(got) ? got : "secp256k1"].title}: ${curveReason}`,
    got,
    allowed: curves.join(", "),
    doThis: "keep the key elsewhere, such as KeySource.vaultKeystores for validators of Ethereum",
  };
}

function unknownCurve(got: unknown): Problem {
  return {
    what: "there is no such curve",
    got,
    allowed: Object.keys(CURVES).join(", "),
    doThis: "name the curve that the chain signs with",
  };
}

function maybePrivate(what: string): Problem {
  return {
    what: `${what} is 32 bytes long, as private keys are, and nobody can tell by looking`,
    allowed:
      "a public identifier in a form that no private key has: an address, or the public key as its chain writes it",
    doThis: "write the address; if it was the private key, it is known to others now",
  };
}

function oddIdentifier(what: string, curve: CurveName): Problem {
  return {
    what: `${what} is no public identifier of a key on ${CURVES[curve].title}`,
    allowed: CURVES[curve].identifiers.map(({ title }) => title).join("; "),
    doThis: "write the public key or the address",
  };
}

function repeatedIdentifier(got: string): Problem {
  return { what: "one key is named twice", got, allowed: "each key once", doThis: "remove one of them" };
}

function noProps(got: unknown, where: string): Problem {
  return {
    what: "no props were given",
    got: got === null ? "null" : typeof got,
    allowed: "an object with the fields that its documentation names",
    doThis: "write the props",
    where,
  };
}

function noNetwork(where: string): Problem {
  return {
    what: "there is no network to stand in",
    allowed: "a Network, or that of a cluster",
    doThis: "set network",
    where,
  };
}

function notAList(field: string, got: unknown): Problem {
  return {
    what: `${field} is no list of texts`,
    got: got === null ? "null" : typeof got,
    allowed: "a list, also for a single one",
    doThis: `write ${field} in brackets`,
  };
}

/** Whether something is text of a form. For input whose type nobody checked. */
export function isText(form: RegExp, value: unknown): value is string {
  return typeof value === "string" && form.test(value);
}

/** A list of texts, as it was given; empty, with a problem, when it is something else. For input whose type nobody checked. */
export function checkTexts(check: Checker, field: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [undefined];
  const texts = items.filter((item) => typeof item === "string");
  return check.that(texts.length === items.length, () => notAList(field, value)) ? texts : [];
}

function oddRole(field: string, got: string): Problem {
  return {
    what: `${field} names something that is no role`,
    got,
    allowed: "the ARN of a role, written out and without wildcards",
    doThis: `correct ${field}, or leave it out`,
  };
}

/** Whether something is the ARN of one role, or a reference to one. For input whose type nobody checked. */
export function isRoleArn(value: unknown): value is string {
  return typeof value === "string" && (holdsToken(value) ? !/[*?]/.test(value) : ROLE_ARN.test(value));
}

/** Checks the ARNs of roles. For input whose type nobody checked. */
export function checkRoles(check: Checker, field: string, value: unknown): void {
  for (const role of checkTexts(check, field, value)) check.that(isRoleArn(role), () => oddRole(field, role));
}

function isCurve(name: unknown): name is CurveName {
  return typeof name === "string" && Object.hasOwn(CURVES, name);
}

/** Whether it is data as someone wrote it, and not a construct or another object of a class. */
function isPlain(value: unknown): boolean {
  return isJsonRecord(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

/** What in plain data looks like a secret: the field, and of what kind. Constructs and live references are left out. */
function materialIn(value: unknown, field: string): readonly (readonly [field: string, kind: string])[] {
  if (typeof value === "string") {
    if (holdsToken(value)) return [];
    return [...new Set(secretsInValue(value, field))].map((kind) => [field, SECRET_KINDS[kind]]);
  }
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => materialIn(item, `${field}[${index}]`));
  if (!isPlain(value) || !isJsonRecord(value)) return [];
  const whole = [...new Set(secretsInValue(value, field))];
  const parts = Object.entries(value).flatMap(([name, part]) =>
    materialIn(part, field === "" ? name : `${field}.${name}`),
  );
  // A keystore is one as a whole, while each of its parts looks like nothing much.
  return parts.length > 0 ? parts : whole.map((kind) => [field === "" ? "the props" : field, SECRET_KINDS[kind]]);
}

/** @throws PalisadeError when no props were given at all, which are not shown: a key alone is none. For input whose type nobody checked. */
export function requireProps(where: string, props: unknown): void {
  if (!isJsonRecord(props)) throw new PalisadeError([noProps(props, where)]);
}

/** @throws PalisadeError when something stands in no network. For input whose type nobody checked. */
export function requireNetwork(where: string, network: unknown): void {
  const isNetwork = isJsonRecord(network) && typeof network["subnetIds"] === "function";
  if (!isNetwork) throw new PalisadeError([noNetwork(where)]);
}

/**
 * Refuses props that hold anything that looks like key material. Never shows it.
 *
 * @returns whether there was none: what failed here is looked at no further
 */
export function checkNoMaterial(check: Checker, props: object): boolean {
  const found = Object.entries(props).flatMap(([name, value]) => materialIn(value, name));
  for (const [field, kind] of found) check.add(holdsMaterial(field, kind));
  return found.length === 0;
}

/** Checks the name of a key source. */
export function checkName(check: Checker, name: unknown): void {
  check.that(isText(NAME, name), () => oddName(name));
}

/** How messages call a key source that is no construct. A name that is none is not shown: it may be anything. */
export function placeOf({ title }: CustodySpec, name: unknown): string {
  return isText(NAME, name) ? `key source ${name} (${title})` : `key source (${title})`;
}

/** Checks that a way to keep keys can hold those of a curve. */
export function checkCurve(check: Checker, custody: CustodySpec, curve: unknown): curve is CurveName {
  if (!check.that(isCurve(curve), () => unknownCurve(curve))) return false;
  return check.that(isCurve(curve) && custody.curves.includes(curve), () => wrongCurve(custody, curve));
}

/** Checks one public identifier. What is none is never shown: it may be the key itself. @param what how messages call it: `the account` */
export function checkIdentifier(check: Checker, curve: CurveName, what: string, text: unknown): text is string {
  if (!check.that(!isText(THIRTY_TWO_BYTES, text), () => maybePrivate(what))) return false;
  const isKnown = CURVES[curve].identifiers.some(({ pattern }) => isText(pattern, text));
  return check.that(isKnown, () => oddIdentifier(what, curve));
}

/** Checks public identifiers. What is none is never shown: it may be the key itself. */
export function checkIdentifiers(check: Checker, curve: CurveName, keys: unknown): void {
  const seen = new Set<string>();
  for (const [index, text] of checkTexts(check, "keys", keys).entries()) {
    if (!checkIdentifier(check, curve, `key ${index + 1}`, text)) continue;
    const spelled = spelledAlike(text);
    check.that(!seen.has(spelled), () => repeatedIdentifier(text));
    seen.add(spelled);
  }
}

/** One spelling for one key: hexadecimal digits mean the same in either case, with and without `0x`. */
export function spelledAlike(key: string): string {
  return /^(0x)?[0-9a-f]{40,}$/i.test(key) ? key.toLowerCase().replace(/^0x/, "") : key;
}
