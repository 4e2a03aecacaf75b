import { PalisadeError } from "../core/errors";
import { ExitCode } from "./exit-code";
import { Interruption } from "./interruption";
import { printNotice } from "./print";
import { palisadeProgram } from "./program";
import { NoTerraform } from "./require-terraform";
import { AppFailure } from "./run-app";

/** Says what went wrong and gives the exit code. A fault of Palisade's own keeps its stack trace. */
function explain(error: unknown): number {
  if (error instanceof Interruption) {
    printNotice(error.message);
    return error.exitCode;
  }
  const isExpected = error instanceof PalisadeError || error instanceof AppFailure || error instanceof NoTerraform;
  if (isExpected) printNotice(error.message);
  else printNotice(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return error instanceof NoTerraform ? ExitCode.noTerraform : ExitCode.failed;
}

palisadeProgram((exitCode) => {
  process.exitCode = exitCode;
})
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = explain(error);
  });
