import { synthesize } from "../constructs/core/synthesize";
import { PalisadeError } from "../lib/core/errors";
import { declareEnvironment } from "./declare-environment";
import { selectEnvironments } from "./environment-selection";
import { environments } from "./environments";

/** Folder cdktf's own commands read from when they do not name one. */
const DEFAULT_OUTPUT = "cdktf.out";

// cdktf takes a stack trace at every reference. Mapping each of them back to TypeScript costs a third of the memory.
process.setSourceMapsEnabled(false);

try {
  const selected = selectEnvironments(environments, process.env["PALISADE_ENVIRONMENTS"]);
  synthesize({ outputDirectory: process.env["CDKTF_OUTDIR"] ?? DEFAULT_OUTPUT }, (app) => {
    for (const environment of selected) declareEnvironment(app, environment);
  });
} catch (error) {
  if (!(error instanceof PalisadeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
