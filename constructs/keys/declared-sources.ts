import type { IConstruct } from "constructs";
import {
  CUSTODY,
  type CurveName,
  type CustodySpec,
  DERIVATION_PATHS,
  type DerivationPathName,
  derivationPathNames,
  derivationPathsOf,
} from "../../lib/catalogue/keys";
import { Checker } from "../../lib/core/checks";
import { dayNumber } from "../../lib/core/day";
import type { Problem } from "../../lib/core/errors";
import { textAt } from "../../lib/core/json";
import {
  checkCurve,
  checkIdentifiers,
  checkName,
  checkNoMaterial,
  checkTexts,
  isText,
  placeOf,
  requireProps,
} from "./key-checks";
import { DeclaredKeySource, type KeySourceProps } from "./key-source";
import { noteKeySource } from "./noted-key-sources";
import { YubiHsmSource } from "./yubihsm-source";

/** Where keys lie below a seed, for people who restore them. Nothing is derived here. */
export interface DerivationProps {
  /** What the path is for: a name of the catalogue of derivation paths, such as `evm`. */
  readonly kind: DerivationPathName;
  /** The path itself, such as `m/44'/60'/0'/0/0`. */
  readonly path: string;
}

/** Props of `KeySource.yubiHsm`. */
export interface YubiHsmProps extends KeySourceProps {
  /** Curve of its keys. */
  readonly curve: CurveName;
  /** Serial number of the device, as `yubihsm-shell` shows it. */
  readonly serial: string;
  /** Address of its connector, as the signer reaches it, such as `http://127.0.0.1:12345`. */
  readonly connector: string;
  /** Object number of the key in the device, 1 to 65535. */
  readonly objectId: number;
  /** People who keep the shares of its wrap key. At least two. */
  readonly custodians: readonly string[];
}

/** Props of `KeySource.cold`. */
export interface ColdProps extends KeySourceProps {
  /** Curve of its keys. */
  readonly curve: CurveName;
  /** People who can bring it back, at least two. */
  readonly owners: readonly string[];
  /** Day on which they last proved that they can, such as `2026-11-21`. */
  readonly lastDrill: string;
  /** Days after which the drill has to be done again. @default - 365 */
  readonly drillDays?: number;
  /** Where the keys lie below their seed. @default - not written down */
  readonly derivation?: DerivationProps;
  /** Day that counts as today, for tests. @default - today */
  readonly today?: string;
}

const DEFAULT_DRILL_DAYS = 365;
const SERIAL = /^\d{6,10}$/;
const LARGEST_OBJECT = 65_535;

/** Too few people hold something together. */
export function fewPeople(field: string, got: number, why: string): Problem {
  return { what: `${field} names too few people: ${why}`, got, allowed: "2 or more", doThis: `add to ${field}` };
}

function oddDay(got: unknown): Problem {
  return {
    what: "a cold key has no day of its last drill: nobody knows whether it can be brought back",
    got,
    allowed: "a day that is past, such as 2026-11-21",
    doThis: "drill the recovery, and write the day into lastDrill",
  };
}

function oldDrill(got: string, days: number): Problem {
  return {
    what: "the last drill of a cold key is too long ago",
    got,
    allowed: `within the last ${days} days`,
    doThis: "drill the recovery again, and write the day into lastDrill",
  };
}

function oddField(field: string, got: unknown, allowed: string): Problem {
  return { what: `${field} is not one`, got, allowed, doThis: `correct ${field}` };
}

function oddPath(got: string, kind: DerivationPathName): Problem {
  const { path, chain, source } = DERIVATION_PATHS[kind];
  return {
    what: `the derivation path is none of ${chain}`,
    got,
    allowed: path,
    doThis: "write it as the wallet shows it; what was restored under another path are other keys",
    source,
  };
}

function unknownPathKind(got: unknown): Problem {
  return {
    what: "the catalogue has no such derivation path",
    got,
    allowed: derivationPathNames().join(", "),
    doThis: "use one of these names",
  };
}

/** Checks what all have in common. Returns whether the rest can be looked at without showing material. */
export function checkShared(check: Checker, custody: CustodySpec, props: KeySourceProps, curve: CurveName): boolean {
  const clean = checkNoMaterial(check, props);
  if (!clean) return false;
  checkName(check, props.name);
  if (checkCurve(check, custody, curve)) checkIdentifiers(check, curve, props.keys);
  return true;
}

/** A YubiHSM 2 that is declared at a construct. @throws PalisadeError listing every problem of the props */
export function declareYubiHsm(at: IConstruct, props: YubiHsmProps): YubiHsmSource {
  const custody = CUSTODY.yubihsm;
  requireProps(placeOf(custody, undefined), props);
  const check = new Checker(placeOf(custody, props.name));
  if (checkShared(check, custody, props, props.curve)) {
    const { serial, connector, objectId } = props;
    check.that(isText(SERIAL, serial), () => oddField("serial", serial, "6 to 10 digits"));
    check.that(isText(/^https?:/, connector) && URL.canParse(connector), () =>
      oddField("connector", connector, "an address such as http://127.0.0.1:12345"),
    );
    check.that(Number.isInteger(objectId) && objectId >= 1 && objectId <= LARGEST_OBJECT, () =>
      oddField("objectId", objectId, `1 to ${LARGEST_OBJECT}`),
    );
    const people = new Set(checkTexts(check, "custodians", props.custodians)).size;
    check.that(people >= 2, () => fewPeople("custodians", people, "with one, the wrap key is in one hand"));
  }
  check.done();
  const facts = {
    "serial number": props.serial,
    connector: props.connector,
    object: String(props.objectId),
    custodians: props.custodians.join(", "),
  };
  const toComplete = [
    `Make the key as object ${props.objectId} inside the device, and write its public key into \`keys\`.`,
    "Make a wrap key in shares, give one to each custodian, and export the key under it.",
    "Delete the factory's authentication key, and make one that can only sign for the signer.",
  ];
  const described = { custody, name: props.name, keys: props.keys ?? [], facts, toComplete };
  const { serial, connector, objectId } = props;
  const source = new YubiHsmSource(described, props.curve, { serial, connector, objectId });
  noteKeySource(at, source, { owners: props.custodians });
  return source;
}

/** A cold key that is declared at a construct. @throws PalisadeError listing every problem of the props */
export function declareCold(at: IConstruct, props: ColdProps): DeclaredKeySource {
  const custody = CUSTODY.cold;
  requireProps(placeOf(custody, undefined), props);
  const check = new Checker(placeOf(custody, props.name));
  const { lastDrill, owners, derivation, drillDays = DEFAULT_DRILL_DAYS } = props;
  if (checkShared(check, custody, props, props.curve)) {
    const people = new Set(checkTexts(check, "owners", owners)).size;
    check.that(people >= 2, () => fewPeople("owners", people, "when one is away, nobody can bring the key back"));
    check.that(Number.isInteger(drillDays) && drillDays >= 1, () => oddField("drillDays", drillDays, "1 or more days"));
    checkDrill(check, lastDrill, drillDays, props.today);
    if (derivation !== undefined) checkDerivation(check, derivation);
  }
  check.done();
  const facts = {
    owners: owners.join(", "),
    "last drill": lastDrill,
    "drilled every": `${drillDays} days`,
    ...(derivation === undefined ? {} : { "derivation path": `${derivation.path} (${derivation.kind})` }),
  };
  const toComplete = [
    "Drill: the owners bring the key back on an offline machine from one copy, compare the public key, and destroy what they made.",
    "Write the day of the drill into `lastDrill`.",
  ];
  const described = { custody, name: props.name, keys: props.keys ?? [], facts, toComplete };
  const source = new DeclaredKeySource(described, props.curve);
  noteKeySource(at, source, { owners, lastDrill, drillDays });
  return source;
}

function checkDrill(check: Checker, lastDrill: unknown, drillDays: number, today: unknown): void {
  const now = dayNumber(typeof today === "string" ? today : new Date().toISOString().slice(0, 10));
  const then = typeof lastDrill === "string" ? dayNumber(lastDrill) : undefined;
  const age = now === undefined || then === undefined ? -1 : now - then;
  if (check.that(age >= 0, () => oddDay(lastDrill))) {
    check.that(age <= drillDays, () => oldDrill(String(lastDrill), drillDays));
  }
}

function checkDerivation(check: Checker, derivation: unknown): void {
  const kind = derivationPathNames().find((name) => name === textAt(derivation, "kind"));
  const path = textAt(derivation, "path") ?? "";
  if (kind === undefined) check.add(unknownPathKind(textAt(derivation, "kind")));
  else check.that(derivationPathsOf(path).includes(kind), () => oddPath(path, kind));
}
