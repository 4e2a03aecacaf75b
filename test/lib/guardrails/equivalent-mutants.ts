/** A mutant that no example can notice, since the changed rule judges everything as before. */
export interface EquivalentMutant {
  /** Rule it is of. */
  readonly rule: string;
  /** Line that it changes, without the space around it. */
  readonly code: string;
  /** What it changes into what, as the list of survivors shows it. */
  readonly change: string;
  /** Why nothing comes out otherwise. */
  readonly because: string;
}

/** Every mutant that is let off. A test fails for a line here that is noticed by now, or that is no mutant any more. */
export const EQUIVALENT_MUTANTS: readonly EquivalentMutant[] = [];
