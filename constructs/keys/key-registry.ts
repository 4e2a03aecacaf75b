import type { IConstruct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { spelledAlike } from "./key-checks";

/** What claims a key: a validator, the signer that signs for it, and the source that holds it for the signer are no two places. */
export type KeyUse = "validator" | "signer" | "source";

function usedTwice(key: string, here: string, there: string): Problem {
  return {
    what: `key ${shortened(key)} is already used by ${there}`,
    allowed: "one place for each key, over all environments of the app",
    doThis: `give ${here} another key, or remove it from ${there} and apply that first`,
    where: here,
  };
}

/** Construct paths by use and key, for each app. */
const claimsOfApps = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Writes down, for the whole app with all its environments, that a construct uses keys. What signs calls it, beside
 * marking its identity with them, so that a second use is an error on the spot; the guardrail `chain/one-key-one-place`
 * says the same of whatever was synthesized.
 *
 * @throws PalisadeError naming both construct paths for each key that is used already
 */
export function claimKeys(by: IConstruct, use: KeyUse, keys: readonly string[]): void {
  const claims = claimsOfApps.get(by.node.root) ?? new Map<string, string>();
  claimsOfApps.set(by.node.root, claims);
  const here = by.node.path;
  const places = keys.map((key) => ({ key, name: `${use} ${spelledAlike(key)}` }));
  const problems = places.flatMap(({ key, name }) => {
    const there = claims.get(name);
    return there === undefined || there === here ? [] : [usedTwice(key, here, there)];
  });
  if (problems.length > 0) throw new PalisadeError(problems);
  for (const { name } of places) claims.set(name, here);
}

/** A key as messages show it: public, and long. */
function shortened(key: string): string {
  return /^(0x)?[0-9a-f]{40,}$/i.test(key) ? `0x${spelledAlike(key).slice(0, 6)}…${key.slice(-4).toLowerCase()}` : key;
}
