import { commandLineOf, type GivenOption, type Started } from "./command-line";
import { isLoopback, isOn } from "./known-programs/option-values";
import type { Concern, KnownProgram, ListenOption, WatchedOption } from "./programs";
import { asFarAsKnown, guessOf } from "./recognise";
import type { ContainerView } from "./subjects/container-view";
import { fail, type Judgement, PASS, unknown } from "./verdict";

/** What the options of a container that are about one concern say; nothing where its program has none. */
export function judgeOptions(container: ContainerView, concern: Concern): readonly Judgement[] {
  const guess = guessOf(container);
  if (guess === undefined || container.isInit) return [];
  const { program } = guess;
  const options = (program.options ?? []).filter((option) => option.concern === concern);
  return options
    .flatMap((option) => judgeOption(container, program, option) ?? [])
    .map((judgement) => asFarAsKnown(guess, judgement));
}

/** What one option of a program says in a container; undefined where it does not matter. */
export function judgeOption(container: Started, program: KnownProgram, option: WatchedOption): Judgement | undefined {
  const { onlyWith, unless = [], listen } = option;
  if (onlyWith !== undefined && !isAnyOn(container, program, onlyWith)) return undefined;
  if (isAnyOn(container, program, unless)) return PASS;
  const given = optionsOf(container, program, option.names);
  if (given.length > 0 || option.isNeeded === true) {
    const listens = listen === undefined ? "beyond" : listensAt(container, program, listen);
    if (listens === "loopback") return PASS;
    const judged = given.length === 0 ? judgeAbsent(container, program, option) : judgeGiven(program, option, given);
    return judged.verdict === "fail" && listens === "unknown" ? unknown(judged.at) : judged;
  }
  return PASS;
}

/** What is wrong about these is that their value is a secret, which no message shows. */
const SECRET_CONCERNS: readonly Concern[] = ["engine-secret", "node-key"];

function judgeGiven(program: KnownProgram, option: WatchedOption, given: readonly GivenOption[]): Judgement {
  const { isWrong, names, expected, concern } = option;
  if (isWrong === undefined) return PASS;
  const wrong = given.find(({ value }) => value !== undefined && isWrong(value));
  if (wrong !== undefined) {
    const value = SECRET_CONCERNS.includes(concern) ? "" : ` ${wrong.value}`;
    return fail(wrong.at, `${expected} (${program.name})`, `${names[0]}${value}`);
  }
  const open = given.find(({ value }) => value === undefined);
  return open === undefined ? PASS : unknown(open.at);
}

function judgeAbsent(container: Started, program: KnownProgram, { names, expected }: WatchedOption): Judgement {
  if (commandLineOf(container).isOpen(program)) {
    return unknown([], `${names[0]} may stand in a file or a variable that is not seen here`);
  }
  return fail([], `${names[0]}: ${expected} (${program.name})`);
}

/** Whether any of some options stands there and is on. One whose value is not known counts as on. */
export function isAnyOn(container: Started, program: KnownProgram, names: readonly string[]): boolean {
  return optionsOf(container, program, names).some(({ value }) => value === undefined || isOn(value));
}

/** Where a program listens: at the loopback address, beyond it, or nobody can tell. */
export function listensAt(
  container: Started,
  program: KnownProgram,
  { names, isLoopbackByDefault }: ListenOption,
): "loopback" | "beyond" | "unknown" {
  const given = optionsOf(container, program, names);
  if (given.length === 0) {
    if (commandLineOf(container).isOpen(program)) return "unknown";
    return isLoopbackByDefault ? "loopback" : "beyond";
  }
  if (given.some(({ value }) => value !== undefined && !isLoopback(value))) return "beyond";
  return given.some(({ value }) => value === undefined) ? "unknown" : "loopback";
}

/** Everything that stands in a container for an option. */
export function optionsOf(container: Started, program: KnownProgram, names: readonly string[]): readonly GivenOption[] {
  return names.length === 0 ? [] : commandLineOf(container).options(names, program);
}
