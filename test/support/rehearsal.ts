import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Sandbox } from "../../lib/sandbox/sandbox";
import type { SandboxOptions } from "../../lib/sandbox/sandbox-parts";
import { terraformBinary } from "./terraform-binary";

/** The repository, from which the bindings are resolved. */
export const REPOSITORY = join(__dirname, "..", "..");

/** Folders and sandboxes of one test file; everything goes in `clear`. */
export class Rehearsals {
  private readonly folders: string[] = [];
  private readonly sandboxes: Sandbox[] = [];

  /** Writes a stack as synth would and opens a sandbox over it. */
  public async open(stack: object, options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
    const sandbox = await Sandbox.open({
      stackDirectory: this.write(stack),
      terraformBinary,
      searchFrom: [REPOSITORY],
      environment: process.env,
      ...options,
    });
    this.sandboxes.push(sandbox);
    return sandbox;
  }

  /** Writes a stack into a folder of its own. Terraform refuses sections without content, so they are left out. */
  public write(stack: object): string {
    const folder = mkdtempSync(join(tmpdir(), "palisade-test-"));
    this.folders.push(folder);
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "assets", "values.yaml"), "replicas: 2\n");
    const sections = Object.entries(stack).filter(([, section]) => Object.keys(section ?? {}).length > 0);
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(Object.fromEntries(sections)));
    return folder;
  }

  /** Closes every sandbox and removes every folder. */
  public async clear(): Promise<void> {
    for (const sandbox of this.sandboxes.splice(0)) await sandbox.close();
    for (const folder of this.folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}
