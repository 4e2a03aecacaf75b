import type { FactKind } from "../../lib/truth";

/** Why some facts are used although no real program accepted them here. */
export interface NotProven {
  /** Kind of the facts. */
  readonly kind: FactKind;
  /** Whose facts they are. The first entry that fits a fact covers it. */
  readonly of: RegExp;
  /** How many there are. More than that fails the test: prove them, or say here why that cannot be done. */
  readonly facts: number;
  /** Why they are not proven, and what speaks for them instead. */
  readonly why: string;
}

/** Every reason, in the order of the report. */
export const NOT_PROVEN: readonly NotProven[] = [];
