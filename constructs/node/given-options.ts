import { closestNames } from "../../lib/core/closest-names";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";
import { namesProblem } from "../core/given-names";
import { ImageRef } from "../core/image-ref";
import type { ClientOptions } from "./chain-node-props";

/** What may be said of a client, by name: `true` for each, so that the compiler sees when one is missing. */
const OPTIONS: { readonly [name in keyof Required<ClientOptions>]: true } = {
  firstPeerPort: true,
  storageGiB: true,
  resources: true,
  image: true,
  extraFlags: true,
  ownFlags: true,
};

const NUMBERS: readonly (keyof ClientOptions)[] = ["firstPeerPort", "storageGiB"];

function notOptions(prop: string, got: unknown): Problem {
  return {
    what: `${prop} is not an object`,
    got,
    allowed: "props in braces",
    doThis: `correct ${prop}, or leave it out`,
  };
}

function unknownRole(role: string, roles: readonly string[]): Problem {
  return {
    what: "options names a role that this node does not have",
    got: role,
    allowed: roles.join(", "),
    doThis: "correct the role",
  };
}

function unknownOption(role: string, got: string): Problem {
  return {
    what: `options.${role} has no prop ${got}`,
    got,
    allowed: `the closest are ${closestNames(got, Object.keys(OPTIONS)).join(", ")}`,
    doThis: "correct its name, or remove it",
  };
}

function oddFlags(role: string, got: unknown): Problem {
  return {
    what: `options.${role}.extraFlags takes a list of flags, each of them a list of its name and its value`,
    got,
    allowed: '[["--max-peers", 50]]; a value is a text or a number, and a switch has none: [["--nodiscover"]]',
    doThis: "put each flag into a list of its own",
  };
}

function oddNumber(role: string, prop: string, got: unknown): Problem {
  return {
    what: `options.${role}.${prop} is not a number`,
    got,
    allowed: "a number, without quotes",
    doThis: `correct options.${role}.${prop}, or leave it out`,
  };
}

function oddImage(role: string, got: unknown): Problem {
  return {
    what: `options.${role}.image is not an ImageRef`,
    got,
    allowed: 'ImageRef.parse("repository:tag")',
    doThis: `correct options.${role}.image, or leave it out`,
  };
}

/**
 * What is wrong with the shape of a node's options, which no compiler has looked at where they come from JavaScript or a
 * file. What is found is one problem each, whatever it holds.
 *
 * @param roles the roles of the node's chain
 */
export function optionsProblems(options: unknown, roles: readonly string[]): readonly Problem[] {
  if (options === undefined) return [];
  if (!isJsonRecord(options)) return [notOptions("options", options)];
  return Object.entries(options).flatMap(([role, own]) => {
    if (!roles.includes(role)) return [unknownRole(role, roles)];
    if (own === undefined) return [];
    return isJsonRecord(own) ? ofClient(role, own) : [notOptions(`options.${role}`, own)];
  });
}

function ofClient(role: string, own: Readonly<Record<string, unknown>>): readonly Problem[] {
  const { extraFlags, ownFlags, image } = own;
  const unknown = Object.keys(own).filter((name) => !Object.hasOwn(OPTIONS, name));
  const owned = ownFlags === undefined ? undefined : namesProblem(`options.${role}.ownFlags`, ownFlags, "--new");
  const words = NUMBERS.filter((name) => own[name] !== undefined && typeof own[name] !== "number");
  return [
    ...unknown.map((name) => unknownOption(role, name)),
    ...words.map((name) => oddNumber(role, name, own[name])),
    ...(extraFlags === undefined || areFlags(extraFlags) ? [] : [oddFlags(role, extraFlags)]),
    ...(owned === undefined ? [] : [owned]),
    ...(image === undefined || image instanceof ImageRef ? [] : [oddImage(role, image)]),
  ];
}

function areFlags(given: unknown): boolean {
  return Array.isArray(given) && given.every(isFlag);
}

function isFlag(given: unknown): boolean {
  if (!Array.isArray(given) || given.length === 0 || given.length > 2) return false;
  const [name, value]: readonly unknown[] = given;
  return typeof name === "string" && ["string", "number", "undefined"].includes(typeof value);
}
