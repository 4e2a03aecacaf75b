import { synthesizeOrExplain } from "../constructs/core/synthesize";
import { declareEnvironment } from "./declare-environment";
import { selectEnvironments } from "./environment-selection";
import { environments } from "./environments";

/** Folder cdktf's own commands read from when they do not name one. */
const DEFAULT_OUTPUT = "cdktf.out";

// cdktf takes a stack trace at every reference. Mapping each of them back to TypeScript costs a third of the memory.
process.setSourceMapsEnabled(false);
// Whoever reads the trace of a fault is to find the line.
process.once("uncaughtExceptionMonitor", () => process.setSourceMapsEnabled(true));

const outputDirectory = process.env["CDKTF_OUTDIR"] ?? DEFAULT_OUTPUT;
synthesizeOrExplain({ outputDirectory, imageLock: "images.lock.json" }, (app) => {
  for (const environment of selectEnvironments(environments, process.env["PALISADE_ENVIRONMENTS"])) {
    declareEnvironment(app, environment);
  }
});
