import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Hands each test of a file an empty folder, which is removed after the test. */
export function inFreshFolder(use: (folder: string) => void): void {
  let made: string;
  beforeEach(() => {
    made = mkdtempSync(join(tmpdir(), "palisade-harness-"));
    use(made);
  });
  afterEach(() => rmSync(made, { recursive: true, force: true }));
}
