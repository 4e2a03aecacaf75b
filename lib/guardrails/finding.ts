import type { Effect, Severity } from "./severity";
import type { Suppression } from "./suppression";

/** Where something stands. */
export interface Location {
  /** Stack. */
  readonly stack: string;
  /** Environment of the stack; undefined where it says none. */
  readonly environment: string | undefined;
  /** Construct path. */
  readonly path: string;
  /** Terraform address; empty for a finding about a whole stack. */
  readonly address: string;
  /** Where in the stack's JSON, as a JSON pointer. In a bundle it points to the text that holds the manifests. */
  readonly pointer: string;
  /** Place inside of the thing, as messages name it: `spec.template.spec.containers[0].image`. Empty for the thing itself. */
  readonly field: string;
}

/** One thing that does not hold. */
export interface Finding extends Location {
  /** Rule. */
  readonly rule: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** What it does in this stack. */
  readonly effect: Effect;
  /** What stands there, on one line and without what may be secret. Undefined where nothing does. */
  readonly got: string | undefined;
  /** What has to stand there. */
  readonly expected: string;
  /** The same for the same thing in the same place, also after other things moved. */
  readonly fingerprint: string;
  /** Who let it off, and until when. @default - nobody */
  readonly suppression?: Suppression;
  /** True when the baseline knew it already. @default false */
  readonly isKnown?: boolean;
}

/** Something of which it cannot be told. */
export interface Doubt extends Location {
  readonly rule: string;
  /** Why it cannot be told. */
  readonly because: string;
}

/**
 * A rule that failed to judge: its own fault, not the stack's. `every rule` stands for all of them where a stack is nested
 * so deep that nobody reads it.
 */
export interface RuleError extends Location {
  readonly rule: string;
  /** What it threw. */
  readonly message: string;
}

/** How often a rule came to which verdict in a stack. */
export interface RuleCount {
  readonly rule: string;
  readonly stack: string;
  /** Times it holds. */
  readonly pass: number;
  /** Times it does not, suppressed ones among them. */
  readonly fail: number;
  /** Times it cannot be told. */
  readonly unknown: number;
}
