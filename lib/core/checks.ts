import { PalisadeError, type Problem } from "./errors";

/**
 * Collects every problem of one input, so that a reader mends them in one go.
 *
 * ```ts
 * const check = new Checker("prod-rpc/tier");
 * check.that(props.replicas >= 2, () => tooFewReplicas(props.replicas));
 * check.done();
 * ```
 */
export class Checker {
  private readonly found: Problem[] = [];

  /** @param where construct path, file or field that problems belong to when they do not say so themselves */
  public constructor(private readonly where: string) {}

  /** Records the problem unless the condition holds. Returns the condition, so that a follow-up check can depend on it. */
  public that(condition: boolean, problem: () => Problem): boolean {
    if (!condition) this.add(problem());
    return condition;
  }

  /** Records a problem. */
  public add(problem: Problem): void {
    this.found.push({ where: this.where, ...problem });
  }

  /**
   * Runs something that may throw a `PalisadeError` and keeps its problems with the others.
   *
   * @param where where its problems belong, for something that does not know who called it
   */
  public collect<T>(run: () => T, where?: string): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof PalisadeError)) throw error;
      for (const problem of error.problems) this.add(where === undefined ? problem : { ...problem, where });
      return undefined;
    }
  }

  /** Problems recorded so far. */
  public get problems(): readonly Problem[] {
    return [...this.found];
  }

  /** Throws everything recorded as one error; does nothing when nothing was. @throws PalisadeError */
  public done(): void {
    if (this.found.length > 0) throw new PalisadeError(this.found);
  }
}
