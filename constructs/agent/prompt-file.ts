import { readFileSync } from "node:fs";
import { PalisadeError, type Problem } from "../../lib/core/errors";

function unreadable(path: string, reason: string): Problem {
  return {
    what: "a prompt file cannot be read",
    got: reason,
    allowed: "a text file in UTF-8",
    doThis: "correct the path; relative paths start at the working directory",
    where: path,
  };
}

/** Prompts that stand in files of their own, where they can be reviewed as text. */
export const PromptFile = {
  /**
   * The text of a prompt file. Line ends become `\n`, so that a checkout on another system gives the same digest.
   *
   * @throws PalisadeError when there is no such file
   */
  read(path: string): string {
    try {
      return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
    } catch (error) {
      throw new PalisadeError([unreadable(path, error instanceof Error ? error.message : String(error))]);
    }
  },
} as const;
