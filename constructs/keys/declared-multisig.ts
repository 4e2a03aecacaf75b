import type { IConstruct } from "constructs";
import { CUSTODY, type CurveName } from "../../lib/catalogue/keys";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";
import { checkShared, fewPeople } from "./declared-sources";
import { checkCurve, checkIdentifier, isText, placeOf, requireProps, spelledAlike } from "./key-checks";
import { DeclaredKeySource, type KeySourceProps } from "./key-source";
import { noteKeySource } from "./noted-key-sources";

/** Props of `KeySource.multisig`. */
export interface MultisigProps extends KeySourceProps {
  /** Curve of the owners' keys. @default - secp256k1, as on EVM chains */
  readonly curve?: CurveName;
  /** Address of the account itself. */
  readonly account: string;
  /** Who its owners are: a name for people, to the address that signs. At least two. */
  readonly owners: Readonly<Record<string, string>>;
  /** How many of them have to sign. At least two, at most all. */
  readonly threshold: number;
}

function thresholdTooLow(got: unknown): Problem {
  return {
    what: "the threshold of a multisig lets one owner act alone",
    got,
    allowed: "2 or more",
    doThis: "raise the threshold on the chain, then here",
  };
}

function thresholdTooHigh(got: number, owners: number): Problem {
  return {
    what: "the threshold of a multisig is higher than the number of its owners, so that nothing can move",
    got,
    allowed: `2 to ${owners}, since it has ${owners} owners`,
    doThis: "name every owner, or correct the threshold",
  };
}

function sharedOwner(got: readonly string[]): Problem {
  return {
    what: "two owners of a multisig sign with one address, so that one person counts twice",
    got,
    allowed: "an address for each owner",
    doThis: "give each owner a key of their own",
  };
}

function ownOwner(name: string): Problem {
  return {
    what: "a multisig is an owner of itself, which can never sign",
    got: name,
    allowed: "owners with addresses of their own, other than the account",
    doThis: "write the address that this owner signs with",
  };
}

/** A multisig account that is declared at a construct. @throws PalisadeError listing every problem of the props */
export function declareMultisig(at: IConstruct, props: MultisigProps): DeclaredKeySource {
  const custody = CUSTODY.multisig;
  requireProps(placeOf(custody, undefined), props);
  const { curve = "secp256k1", account, threshold } = props;
  const check = new Checker(placeOf(custody, props.name));
  const owners = Object.entries(isJsonRecord(props.owners) ? props.owners : {});
  if (checkShared(check, custody, props, curve)) {
    if (checkCurve(new Checker(""), custody, curve)) {
      checkIdentifier(check, curve, "the account", account);
      for (const [name, address] of owners) checkIdentifier(check, curve, `the address of owner ${name}`, address);
    }
    for (const [name, address] of owners) {
      if (isText(/./, address) && isText(/./, account)) {
        check.that(spelledAlike(address) !== spelledAlike(account), () => ownOwner(name));
      }
    }
    const addresses = new Map<string, readonly string[]>();
    for (const [name, address] of owners) {
      const key = isText(/./, address) ? spelledAlike(address) : name;
      addresses.set(key, [...(addresses.get(key) ?? []), name]);
    }
    for (const names of addresses.values()) check.that(names.length === 1, () => sharedOwner(names));
    check.that(owners.length >= 2, () => fewPeople("owners", owners.length, "that is a key of one person"));
    check.that(Number.isInteger(threshold) && threshold >= 2, () => thresholdTooLow(threshold));
    check.that(!(threshold > owners.length), () => thresholdTooHigh(threshold, owners.length));
  }
  check.done();
  const facts = {
    account,
    threshold: `${threshold} of ${owners.length}`,
    ...Object.fromEntries(owners.map(([name, address]) => [`owner ${name}`, address])),
  };
  const toComplete = [
    "Compare owners and threshold with what the chain says about the account, and do so after each change.",
  ];
  const keys = [account, ...(props.keys ?? [])];
  const source = new DeclaredKeySource({ custody, name: props.name, keys, facts, toComplete }, curve);
  noteKeySource(at, source, { owners: owners.map(([name]) => name), threshold });
  return source;
}
