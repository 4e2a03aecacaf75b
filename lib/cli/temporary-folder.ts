import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that goes when it is no longer needed, also when the process ends early. */
export class TemporaryFolder {
  /** Absolute path. */
  public readonly path: string;
  private isKept = false;
  private readonly onExit = (): void => this.remove();

  public constructor() {
    this.path = mkdtempSync(join(tmpdir(), "palisade-"));
    process.once("exit", this.onExit);
  }

  /** Leaves the folder where it is. */
  public keep(): void {
    this.isKept = true;
  }

  /** Removes the folder unless it is kept. */
  public remove(): void {
    process.off("exit", this.onExit);
    if (!this.isKept) rmSync(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}
