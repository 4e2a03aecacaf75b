import { isJsonRecord, textAt } from "../core/json";
import { holdsReference, REFERENCE } from "../truth/terraform-text";
import { perThing } from "./per-thing";
import type { KnownProgram } from "./programs";
import type { ContainerView } from "./subjects/container-view";
import { read } from "./values";
import type { FieldPath } from "./verdict";

/** A word of a container's command line. */
export interface Word {
  /** The word; what is not known before the container starts stands in it as `REFERENCE`. */
  readonly text: string;
  /** Where it stands in the container. */
  readonly at: FieldPath;
}

/** What a container says by an option. */
export interface GivenOption {
  /** Its value, `true` for a switch without one; undefined where it is not known. */
  readonly value: string | undefined;
  /** Where it stands in the container. */
  readonly at: FieldPath;
}

const SHELLS = new Set(["sh", "bash", "ash", "dash"]);
const SCRIPT_OPTION = /^-[a-z]*c$/;
/** Variables of a shell, and of Kubernetes, which are only known when the container starts. */
const VARIABLES = /\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_][A-Za-z0-9_]*|\$[@*#?0-9]/g;

/** What starts a program: a container, or a command of a script as one. */
export type Started = Pick<ContainerView, "spec">;

/** The command line of a container; read once. */
export const commandLineOf: (container: Started) => CommandLine = perThing((container) => new CommandLine(container));

/** The words of a container's command line. */
export function wordsOf(container: Started): readonly string[] {
  return commandLineOf(container).words.map(({ text }) => text);
}

/** The command line and the variables of a container, as options. A shell's script is read word by word. */
export class CommandLine {
  /** The words, those of `command` first. */
  public readonly words: readonly Word[];
  /** The script that a shell runs; undefined where none runs. */
  public readonly script: string | undefined;
  private readonly isKnown: boolean;

  public constructor(private readonly container: Started) {
    const parts = [partOf(container, "command"), partOf(container, "args")];
    const plain = parts.flatMap((part) => part ?? []);
    const place = SHELLS.has(baseName(plain[0]?.text ?? ""))
      ? plain.findIndex(({ text }) => SCRIPT_OPTION.test(text))
      : -1;
    const script = place < 0 ? undefined : plain[place + 1];
    this.script = script?.text;
    this.words = (script === undefined ? plain : scriptWords(script)).map(({ text, at }) => ({
      text: text.replace(VARIABLES, REFERENCE),
      at,
    }));
    this.isKnown = !parts.includes(undefined) && this.words.length > 0;
  }

  /** Everything that stands for an option, by any of its names, on the command line and in variables. */
  public options(names: readonly string[], program: KnownProgram): readonly GivenOption[] {
    return [...this.given(names), ...this.variables(names, program)];
  }

  /** Whether options may stand where nobody sees them: in a file, in a variable that comes from elsewhere, in a word that is not known. */
  public isOpen(program: KnownProgram): boolean {
    const { spec } = this.container;
    if (!this.isKnown || this.words.some(({ text }) => text.startsWith(REFERENCE))) return true;
    if (program.environmentPrefixes !== undefined && read(spec, ["envFrom"]).state !== "absent") return true;
    return this.given(program.configurationOptions ?? []).length > 0;
  }

  private given(names: readonly string[]): readonly GivenOption[] {
    return this.words.flatMap(({ text, at }, index): GivenOption[] => {
      if (!text.startsWith("-")) return [];
      const sign = text.search(/[=:]/);
      if (!names.includes(sign < 0 ? text : text.slice(0, sign))) return [];
      if (sign >= 0) return [{ value: known(text.slice(sign + 1)), at }];
      const next = this.words[index + 1]?.text;
      return [{ value: next === undefined || next.startsWith("-") ? "true" : known(next), at }];
    });
  }

  private variables(names: readonly string[], { environmentPrefixes = [] }: KnownProgram): readonly GivenOption[] {
    if (environmentPrefixes.length === 0) return [];
    const env = read(this.container.spec, ["env"]);
    if (env.state !== "known" || !Array.isArray(env.value)) return [];
    const wanted = new Set(names.flatMap((name) => environmentPrefixes.map((prefix) => `${prefix}${variable(name)}`)));
    return env.value.flatMap((entry, index): GivenOption[] => {
      if (!isJsonRecord(entry) || !wanted.has(textAt(entry, "name") ?? "")) return [];
      const value = textAt(entry, "value");
      return [{ value: value === undefined ? undefined : known(value), at: ["env", index] }];
    });
  }
}

/** Last part of a path, without folders. */
function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `--rpc-http-api` is `RPC_HTTP_API`. */
function variable(option: string): string {
  return option.replace(/^-+/, "").replace(/[.-]/g, "_").toUpperCase();
}

function known(value: string): string | undefined {
  return holdsReference(value) ? undefined : value.replace(/^(["'])(.*)\1$/, "$2");
}

/** Undefined where the list as a whole is not known before the apply. */
function partOf({ spec }: Started, name: "command" | "args"): readonly Word[] | undefined {
  const found = read(spec, [name]);
  if (found.state === "unknown") return undefined;
  if (found.state === "absent" || !Array.isArray(found.value)) return [];
  return found.value.flatMap((text, index): Word[] => (typeof text === "string" ? [{ text, at: [name, index] }] : []));
}

/** The commands of a script, each as its words. Quotes around a word fall away, so do comments. */
export function commandsOf(script: string): readonly (readonly string[])[] {
  return script
    .replace(/\\\n/g, " ")
    .replace(/^[ \t]*#.*$/gm, "")
    .split(/\\n|[\n;|&]+/)
    .map((command) => scriptWords({ text: command, at: [] }).map(({ text }) => text))
    .filter((words) => words.length > 0);
}

/** The words of a script. Quotes around a word fall away, so do comments; what the words mean is not looked at. */
function scriptWords({ text, at }: Word): readonly Word[] {
  return text
    .replace(/^[ \t]*#.*$/gm, "")
    .split(/[\s;]+/)
    .filter((word) => word !== "" && word !== "\\")
    .map((word) => ({ text: word.replace(/^(["'])(.*)\1$/, "$2"), at }));
}
