/** What the script that starts a signer of CometBFT is made from. Nothing here comes from a user but the chain's id. */
export interface CosmosSignerStart {
  /** The program as people write it, for the log. */
  readonly title: string;
  /** Folder of its volume. */
  readonly stateFolder: string;
  /** Files on it that say what was signed last. Each of them has to know a height. */
  readonly stateFiles: readonly string[];
  /** Lines that are done first. @default - none */
  readonly prepare?: readonly string[];
  /** The command line of the program. */
  readonly command: string;
  /** Exits after which it stays down. */
  readonly stayDownExitCodes: readonly number[];
  /** Whether such an exit counts only when something was signed since the start. @default false */
  readonly onlyAfterSigning?: boolean;
}

/** Name of the file that keeps a signer down for as long as it is not empty. */
export const STAY_DOWN_FILE = "stay-down";

/**
 * Starts a signer, and does not start it in two cases: when it does not know what was signed last, where both programs
 * would begin at height 0, and when it ended before by an exit that a person has to look at. It waits in both, so that a
 * person finds a running container. Only what the image of Horcrux has is used: `sh`, `cat`, `grep` and what ash has built
 * in. A state at height 0 is one that an import has just begun.
 */
export function cosmosSignerStart(start: CosmosSignerStart): string {
  const { title, stateFolder, stateFiles, stayDownExitCodes } = start;
  const signed = `$(cat ${stateFiles.map((file) => `'${stateFolder}/${file}'`).join(" ")})`;
  const condition = start.onlyAfterSigning === true ? `[ "${signed}" = "$before" ] || ` : "";
  return [
    "#!/bin/sh",
    "# Written by cosmosSignerStart of Palisade.",
    `marker='${stateFolder}/${STAY_DOWN_FILE}'`,
    // The shell knows the program's number as soon as it runs, and a variable would only a moment later.
    "stop() {",
    '  if [ -n "$!" ]; then kill -TERM "$!"; else exit 0; fi',
    "}",
    "trap stop TERM INT",
    ...(start.prepare ?? []),
    'if [ -s "$marker" ]; then',
    `  echo "${title} stays down: $(cat "$marker"). Follow the runbook, then empty $marker." >&2`,
    '  while [ -s "$marker" ]; do sleep 5; done',
    "fi",
    "knows() {",
    ...stateFiles.map((file) => `  ${knowsHeight(stateFolder, file)} || return 1`),
    "}",
    "if ! knows; then",
    `  echo "${title} waits: nothing says what was signed last. Follow the runbook to bring it." >&2`,
    "  until knows; do sleep 5; done",
    "fi",
    ...(condition === "" ? [] : [`before="${signed}"`]),
    `${start.command} &`,
    'wait "$!"',
    "code=$?",
    "# A signal ends the wait before the program has ended.",
    'while kill -0 "$!" 2>/dev/null; do',
    '  wait "$!"',
    "  code=$?",
    "done",
    'case "$code" in',
    `  ${stayDownExitCodes.join(" | ")}) ${condition}echo "exit $code" >"$marker" ;;`,
    "esac",
    'exit "$code"',
    "",
  ].join("\n");
}

/** The script of a readiness probe for a signer that listens nowhere: neither of the two reasons to wait holds. */
export function cosmosSignerReady(stateFolder: string, stateFiles: readonly string[]): string {
  return [
    "#!/bin/sh",
    "# Written by cosmosSignerReady of Palisade.",
    `test ! -s '${stateFolder}/${STAY_DOWN_FILE}' || exit 1`,
    ...stateFiles.map((file) => `${knowsHeight(stateFolder, file)} || exit 1`),
    "",
  ].join("\n");
}

function knowsHeight(stateFolder: string, file: string): string {
  return `grep -Eqs '"height": *"[1-9]' '${stateFolder}/${file}'`;
}
