import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "cdktf";
import { synthesize } from "../../constructs/core/synthesize";
import { isJsonRecord, type JsonRecord } from "../../lib/core/json";

/** The stacks of an app with everything that was written into their comments. @throws PalisadeError with every problem */
export function synthesizedWithComments(
  build: (app: App) => void,
): readonly { readonly name: string; readonly json: JsonRecord }[] {
  const scratch = mkdtempSync(join(tmpdir(), "palisade-synth-"));
  try {
    const output = join(scratch, "out");
    return synthesize({ outputDirectory: output }, build).map(({ name }) => {
      const json: unknown = JSON.parse(readFileSync(join(output, "stacks", name, "cdk.tf.json"), "utf8"));
      return { name, json: isJsonRecord(json) ? json : {} };
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
