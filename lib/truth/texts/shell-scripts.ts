import { createHash } from "node:crypto";
import { isJsonRecord, type JsonRecord } from "../../core/json";
import type { Examination } from "../examination";
import type { Fact } from "../fact";
import type { KubernetesObject } from "../kubernetes/objects";

/** A script that a container runs. */
export interface ShellScript {
  /** The shell, such as `/bin/sh`. */
  readonly shell: string;
  /** The script. */
  readonly text: string;
  /** Image that the shell is in, without a digest. */
  readonly image: string;
  /** Where it stands, for messages. */
  readonly where: string;
}

const SHELL = /^(?:.*\/)?(sh|bash|dash|ash|ksh)$/;
const SCRIPT_OPTION = /^-[a-z]*c$/;
const SHOWN = 40;

/** Every script in the commands and probes of an object's containers. */
export function shellScriptsOf({ manifest, where }: KubernetesObject): readonly ShellScript[] {
  return [...scriptsIn(manifest, "", where, "an image nobody named")];
}

function* scriptsIn(
  value: unknown,
  field: string,
  where: (field: string) => string,
  image: string,
): Generator<ShellScript> {
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) yield* scriptsIn(member, `${field}[${index}]`, where, image);
  } else if (isJsonRecord(value)) {
    const named = typeof value["image"] === "string" ? value["image"].replace(/@.*$/, "") : image;
    const words = wordsOf(value);
    const [shell = "", option = "", text] = words;
    if (SHELL.test(shell) && SCRIPT_OPTION.test(option) && text !== undefined) {
      yield { shell, text, image: named, where: where(`${field}.command`.replace(/^\./, "")) };
    }
    for (const [name, member] of Object.entries(value)) {
      yield* scriptsIn(member, field === "" ? name : `${field}.${name}`, where, named);
    }
  }
}

/** The command with its arguments, which a script may be. */
function wordsOf(container: JsonRecord): readonly string[] {
  return ["command", "args"].flatMap((key) => {
    const words = container[key];
    return Array.isArray(words) ? words.map(String) : [];
  });
}

/** The fact that a shell can read a script. */
export function scriptFact({ shell, text, image }: ShellScript): Fact {
  const [line = ""] = text.split("\n");
  const shown = line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return { kind: "script", of: `${shell} of ${image}`, name: `${shown} (${digest})` };
}

/** Counts scripts. Nothing here reads them: shellcheck does, in the tests with real programs. */
export function examineShellScripts(object: KubernetesObject, examination: Examination): void {
  for (const script of shellScriptsOf(object)) examination.unchecked(scriptFact(script));
}
