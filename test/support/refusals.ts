import { PalisadeError, type Problem } from "../../lib/core/errors";

/** The error of Palisade's own that is thrown, or undefined where nothing is. Any other error is thrown on. */
function refusedBy(run: () => unknown): PalisadeError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof PalisadeError) return error;
    throw error;
  }
  return undefined;
}

/** The message of what is thrown, which has to be an error of Palisade's own; empty where nothing is. */
export function messageOf(run: () => unknown): string {
  return refusedBy(run)?.message ?? "";
}

/** Everything that is wrong, by the error that is thrown; none where nothing is. */
export function problemsOf(run: () => unknown): readonly Problem[] {
  return refusedBy(run)?.problems ?? [];
}
