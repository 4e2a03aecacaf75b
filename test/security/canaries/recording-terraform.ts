import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Canary } from "../../../lib/canaries/canary";

/** Something that was written down, and what it is. */
export interface Recorded {
  readonly place: string;
  readonly content: Buffer;
}

/**
 * The real Terraform, with secrets in its environment that the sandbox would not let through, with its most talkative
 * log, and with everything it says written down: both outputs, the log, and each plan file as `terraform show -json`
 * has it.
 */
export class RecordingTerraform {
  /** Stands in for the binary. */
  public readonly binary: string;
  private readonly records: string;
  private readonly environments: string;

  /**
   * @param folder where everything goes; it has to be there
   * @param binary the real one
   * @param variables environment variables that every process gets, by their names
   */
  public constructor(folder: string, binary: string, variables: readonly Canary[]) {
    this.records = join(folder, "records");
    this.environments = join(folder, "environments");
    this.binary = join(folder, "recording-terraform");
    for (const made of [this.records, this.environments]) mkdirSync(made);
    writeFileSync(this.binary, scriptOf(binary, variables, this.records, this.environments));
    chmodSync(this.binary, 0o755);
  }

  /** Everything that Terraform said, and every plan in its own words. */
  public get recorded(): readonly Recorded[] {
    return read(this.records);
  }

  /** The environment of each process that ran, as text. They hold the secrets, so they are not among what is searched. */
  public get seenEnvironments(): readonly string[] {
    return read(this.environments).map(({ content }) => content.toString("utf8"));
  }
}

function read(folder: string): readonly Recorded[] {
  return readdirSync(folder).map((name) => ({ place: name, content: readFileSync(join(folder, name)) }));
}

function scriptOf(binary: string, variables: readonly Canary[], records: string, environments: string): string {
  const exported = variables.map(({ name, value }) => `export ${name}='${value}'`);
  return `#!/bin/sh
${exported.join("\n")}
stack=$(sed -n 's/.*"stackName": *"\\([^"]*\\)".*/\\1/p' cdk.tf.json 2>/dev/null | head -n 1)
record='${records}'/"$stack $1 $$"
env > '${environments}'/$$
TF_LOG=TRACE TF_LOG_PATH="$record log" '${binary}' "$@" > "$record output" 2> "$record errors"
code=$?
cat "$record output"
cat "$record errors" >&2
if [ "$1" = plan ] && [ -f rehearsal.tfplan ]; then
  '${binary}' show -json rehearsal.tfplan > "$record show -json" 2>&1
fi
exit $code
`;
}
