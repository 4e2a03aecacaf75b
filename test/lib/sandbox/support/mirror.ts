import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expectedPaths } from "../../../../lib/sandbox/provider-mirror";
import { REPOSITORY } from "../../../support/rehearsal";

/** A provider that a test puts into a filesystem mirror. */
export interface MirrorEntry {
  /** `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;
  /** `linux_amd64`. */
  readonly platform: string;
  /** What the file holds. */
  readonly content: string;
}

/** Puts providers into a folder where Terraform looks for them, unpacked. Gives the folder. */
export function writeMirror(folder: string, entries: readonly MirrorEntry[]): string {
  for (const { address, version, platform, content } of entries) {
    const [path] = expectedPaths(address, version, platform);
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, 0o755);
  }
  return folder;
}

/** A script that starts the simulated provider as a program. @param stacks files whose types it has to know */
export function providerScript(source: string, stacks: readonly string[]): string {
  const loader = join(REPOSITORY, "node_modules", "tsx", "dist", "cjs", "index.cjs");
  const program = join(__dirname, "provider-program.ts");
  const words = [process.execPath, "--require", loader, program, source, ...stacks];
  return `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")}\n`;
}
