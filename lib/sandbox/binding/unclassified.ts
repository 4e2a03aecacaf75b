import { PalisadeError, type Problem } from "../../core/errors";

/**
 * An entry of a binding that the parser has no rule for. Over the bindings Palisade was measured with there is none,
 * so this means a generator of another version, and guessing would give a schema that is quietly wrong.
 */
export function unclassifiedEntry(file: string, entry: string): PalisadeError {
  return new PalisadeError([problem(file, entry)]);
}

function problem(file: string, entry: string): Problem {
  return {
    what: "A provider binding has an entry that the sandbox cannot read",
    got: entry.trim(),
    where: file,
    doThis: "use a binding made by cdktf 0.21's generator, or report the entry and the binding's version to Palisade",
  };
}
