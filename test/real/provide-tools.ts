import { provideAll } from "./harness/provide-all";
import { openRecord } from "./harness/run-record";

/** What jest tells about a run that chooses among the tests. */
interface RunSelection {
  readonly testPathPatterns?: { readonly patterns?: readonly string[] };
  readonly testNamePattern?: string;
  readonly onlyChanged?: boolean;
  readonly findRelatedTests?: boolean;
}

/**
 * Runs once, before the tests. A run of all tests makes every program that is missing, two at a time; a run of some
 * tests leaves it to them, so that it makes no program it does not use.
 */
export default async function provideTools(selection: RunSelection): Promise<void> {
  openRecord();
  const { testPathPatterns, testNamePattern = "", onlyChanged = false, findRelatedTests = false } = selection;
  const chosen =
    (testPathPatterns?.patterns ?? []).length > 0 || testNamePattern !== "" || onlyChanged || findRelatedTests;
  if (!chosen) await provideAll();
}
