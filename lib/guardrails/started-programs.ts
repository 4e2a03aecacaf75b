import { commandsOf, type Started } from "./command-line";
import type { KnownProgram } from "./known-programs/known-program";
import { perThing } from "./per-thing";
import { programOfImage, programStartedBy } from "./recognise";
import type { ResourceView } from "./subjects/resource-view";
import { userDataOf } from "./user-data";
import type { FieldPath } from "./verdict";

/** A program of a chain that the script of a machine starts, or speaks of. */
export interface StartedProgram {
  /** The program. */
  readonly program: KnownProgram;
  /** Its words, as a container would have them. */
  readonly started: Started;
  /** Whether the command runs it; false where another program is told its name: `systemctl enable geth`. */
  readonly isCertain: boolean;
  /** Argument of the machine that it stands in. */
  readonly at: FieldPath;
}

/** What runs the words behind it. */
const WRAPPERS =
  /^(sudo|exec|nohup|setsid|env|time|do|then|else|if|!|\{|\(|-|tini|--|docker|podman|nerdctl|run|[A-Za-z_]\w*=.*)$/;

const CONTAINERS = /^(docker|podman|nerdctl)$/;

/** Before a command in a unit of systemd (source: systemd.service, "ExecStart="). */
const UNIT = /^Exec(Start|StartPre)=[-@:+!]*/;

/** The programs of chains in the scripts of a machine; read once. */
export const startedProgramsOf: (machine: ResourceView) => readonly StartedProgram[] = perThing((machine) =>
  userDataOf(machine).flatMap(({ argument, script }) =>
    commandsOf(script).flatMap((command) => {
      const found = programIn(command.map((word) => word.replace(UNIT, "").replace(/^[["']+|[\]"',]+$/g, "")));
      return found === undefined ? [] : [{ ...found, at: [argument] }];
    }),
  ),
);

function programIn(words: readonly string[]): Omit<StartedProgram, "at"> | undefined {
  const hasImage = words.some((word) => CONTAINERS.test(word));
  for (const [index, word] of words.entries()) {
    // Taken only where it is asked for: a line may have thousands of words.
    const rest = () => words.slice(index + 1);
    const byImage = hasImage ? programOfImage(word, rest) : undefined;
    if (byImage !== undefined) return { program: byImage, started: { spec: { command: rest() } }, isCertain: true };
    const program = isValue(words, index) ? undefined : programStartedBy(word, rest);
    if (program === undefined) continue;
    const before = words.slice(0, index);
    const isCertain = before.every(
      (each, place) => WRAPPERS.test(each) || each.startsWith("-") || isValue(words, place),
    );
    return { program, started: { spec: { command: [word, ...rest()] } }, isCertain };
  }
  return undefined;
}

/** Whether a word may be the value of the option before it: `sudo -u geth`. */
function isValue(words: readonly string[], index: number): boolean {
  const before = words[index - 1] ?? "";
  return /^--?[A-Za-z][\w-]*$/.test(before);
}
