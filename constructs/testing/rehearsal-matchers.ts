import type { Depth } from "../../lib/rehearsal/report";
import { renderFailures } from "../../lib/rehearsal/report-text";
import { isRehearsable, type RehearsalMatcherOptions, rehearseSynthesized } from "./rehearse-synthesized";

/** What jest wants of a matcher. */
export interface MatcherResult {
  /** Whether the expectation holds. */
  readonly pass: boolean;
  /** What to say when it does not, or when it does and was negated. */
  readonly message: () => string;
}

/** The part of jest's or vitest's `expect` that takes matchers. */
export interface ExtendableExpect {
  /** Adds matchers. */
  extend(matchers: typeof palisadeMatchers): void;
}

/** Matchers for what `synthesize` and `synthesizeStack` give, run with the real Terraform and simulated providers. */
interface RehearsalMatchers<R> {
  /**
   * Terraform accepts the configuration: every argument, block, type and reference. Await it.
   *
   * @param options binary and bindings. @default - found as `palisade rehearse` finds them
   */
  toValidate(options?: RehearsalMatcherOptions): Promise<R>;
  /** Terraform also plans it over an empty state. Await it. */
  toPlan(options?: RehearsalMatcherOptions): Promise<R>;
  /**
   * Terraform also applies it, finds nothing to do in a second plan, refuses to destroy what is protected, and destroys
   * the rest. Await it.
   */
  toRehearse(options?: RehearsalMatcherOptions): Promise<R>;
}

declare global {
  namespace jest {
    interface Matchers<R> extends RehearsalMatchers<R> {}
  }
}

declare module "expect" {
  interface Matchers<R extends void | Promise<void>> extends RehearsalMatchers<R> {}
}

const GOALS: { readonly [depth in Depth]: string } = { validate: "validate", plan: "plan", full: "rehearse" };

function matcher(depth: Depth) {
  return async (received: unknown, options?: RehearsalMatcherOptions): Promise<MatcherResult> => {
    if (!isRehearsable(received)) {
      throw new TypeError("the matcher takes what synthesize() or synthesizeStack() of cdktf-palisade/testing gives");
    }
    const report = await rehearseSynthesized(received, depth, options);
    const names = report.stacks.map((stack) => stack.name).join(", ");
    return {
      pass: report.verdict === "passed",
      message: () =>
        report.verdict === "passed"
          ? `expected ${names} not to ${GOALS[depth]}, and Terraform found nothing wrong`
          : `expected ${names} to ${GOALS[depth]}\n\n${renderFailures(report)}`,
    };
  };
}

/** The matchers by their names, for a test runner with an `expect.extend` of its own. */
export const palisadeMatchers = {
  toValidate: matcher("validate"),
  toPlan: matcher("plan"),
  toRehearse: matcher("full"),
};

/** Adds the matchers to `expect`. @param target jest's `expect`, or that of a runner like it */
export function registerMatchers(target: ExtendableExpect): void {
  target.extend(palisadeMatchers);
}
