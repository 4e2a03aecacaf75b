import { closeRecord } from "./harness/run-record";
import { toolReport } from "./harness/tool-report";

/** Runs once, after the tests: prints which real programs they used. */
export default function reportTools(): void {
  process.stderr.write(toolReport(closeRecord()));
}
