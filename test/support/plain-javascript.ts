import { PalisadeError } from "../../lib/core/errors";

/** What plain JavaScript hands in, as the type that is asked for. */
export function any<T>(value: unknown): T {
  return JSON.parse(JSON.stringify(value));
}

/** What plain JavaScript leaves out, as the type that is asked for. */
export function nothing<T>(): T {
  return any<{ readonly none: T }>({}).none;
}

/** The message of what is thrown, which has to be an error of Palisade's own; empty where nothing is. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PalisadeError) return error.message;
    throw error;
  }
  return "";
}
