import type { Problem } from "../core/errors";
import { listAt } from "../core/json";
import { type SynthesizedResource, VOUCHED } from "./synthesized-resource";

/** Several examiners ask the same of one resource, and what none of them needs is nobody's. */
const known = new WeakMap<SynthesizedResource, Vouched>();

/**
 * What somebody answers for in one resource, by the names that messages give it: it is not checked, since the catalogue
 * is behind what the resource is for.
 */
export class Vouched {
  private readonly unneeded: Set<string>;

  private constructor(
    /** Every name. */
    public readonly names: readonly string[],
  ) {
    this.unneeded = new Set(names);
  }

  /** What a resource is marked with: the same for every examiner. */
  public static of(resource: SynthesizedResource): Vouched {
    const names = listAt(resource.marks, VOUCHED).filter((name) => typeof name === "string");
    const vouched = known.get(resource) ?? new Vouched(names);
    known.set(resource, vouched);
    return vouched;
  }

  /** Whether somebody answers for what would be refused otherwise. */
  public lets(name: string): boolean {
    this.unneeded.delete(name);
    return this.names.includes(name);
  }

  /** Those that let nothing pass, once every examiner has asked: there is no such thing, or nothing is wrong with it. */
  public get idle(): readonly string[] {
    return [...this.unneeded];
  }
}

/** How to answer for something of a resource: the end of a sentence on what to do. */
export function vouchingText(name: string, element = "resource"): string {
  return `vouchFor(${element}, [${JSON.stringify(name)}])`;
}

/** A name that lets nothing pass. */
export function idleName(where: string, name: string): Problem {
  return {
    what: "vouchFor names nothing that is refused in this resource",
    got: name,
    allowed: "names as messages write them behind vouchFor",
    doThis: "take it out of vouchFor, or correct it",
    where,
  };
}
