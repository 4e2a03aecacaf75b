import { splitImage } from "../images/image-name";
import { wordsOf } from "./command-line";
import { perThing } from "./per-thing";
import { type KnownProgram, PROGRAMS, type ProgramKind } from "./programs";
import type { ContainerView } from "./subjects/container-view";
import type { PodView } from "./subjects/pod-view";
import { type Judgement, on, unknown } from "./verdict";

/** What a workload is, and how that was told. */
export interface Recognised {
  /** One word of the vocabulary. */
  readonly kind: string;
  /** Its own label, or the image of a container. */
  readonly by: "label" | "image";
}

/** Label under which Palisade's constructs say what they are. */
const KIND_LABEL = "palisade.dev/kind";

/**
 * What the pods of a workload are: as they say themselves, or else as their images tell. Undefined where neither does,
 * which is not the same as being nothing: a rule then says `unknown` rather than `pass` when it has a reason to suspect.
 */
export function recognise(pod: PodView): Recognised | undefined {
  const label = labelledKind(pod);
  if (label !== undefined) return { kind: label, by: "label" };
  for (const container of pod.containers) {
    const kind = programOf(container)?.kind;
    if (kind !== undefined) return { kind, by: "image" };
  }
  return undefined;
}

/** What a workload says itself that it is. */
export function labelledKind(pod: PodView): string | undefined {
  return pod.labels[KIND_LABEL] ?? pod.object.labels[KIND_LABEL];
}

/**
 * The program in an image; a mirror under another registry tells as much. Undefined for unknown ones.
 *
 * @param words the command line, which tells programs apart that share an image. @default - none
 */
export function programOfImage(image: string, words: () => readonly string[] = () => []): KnownProgram | undefined {
  const { repository } = splitImage(image) ?? {};
  if (repository === undefined) return undefined;
  return candidatesFor(repository).find((program) => program.words?.some((word) => words().includes(word)) ?? true);
}

/** A program that a container runs, and how well that is known. */
export interface Guess {
  /** The program. */
  readonly program: KnownProgram;
  /**
   * Whether that is certain: its own image, or two hints of the three that an image of somebody else gives: the last part
   * of the repository, the word that starts it, and a word or an option that makes it what it is. One may be a chance.
   */
  readonly isCertain: boolean;
}

/** The program that a container runs or may run. Undefined where nothing tells. */
export const guessOf: (container: ContainerView) => Guess | undefined = perThing((container) => {
  const { image, isInit } = container;
  const words = (): readonly string[] => wordsOf(container);
  const program = image === undefined ? undefined : programOfImage(image, words);
  if (program !== undefined) return { program, isCertain: true };
  return isInit ? undefined : guessByHints(image ?? "", words());
});

/** The program that a container certainly runs, by its image and its command line. Undefined for unknown ones. */
export function programOf(container: ContainerView): KnownProgram | undefined {
  const guess = guessOf(container);
  return guess?.isCertain === true ? guess.program : undefined;
}

/** A judgement of what a program does, as far as the program is known: what may be another one fails nowhere. */
export function asFarAsKnown({ program, isCertain }: Guess, judgement: Judgement): Judgement {
  if (isCertain || judgement.verdict !== "fail") return judgement;
  const doubt = unknown(judgement.at, `it may be ${program.name}, of which only a name tells`);
  return judgement.on === undefined ? doubt : on(judgement.on, doubt);
}

function guessByHints(image: string, words: readonly string[]): Guess | undefined {
  const name = splitImage(image)?.repository.split("/").at(-1) ?? "";
  const started = startedBy(words);
  const byImage = byName.get(name) ?? [];
  for (const program of new Set([...byImage, ...started.flatMap((word) => byName.get(word) ?? [])])) {
    const mode = program.words?.some((word) => words.includes(word));
    if (mode === false) continue;
    const isStarted = program.commands?.some((word) => started.includes(word)) ?? false;
    const isItself = mode ?? program.signsWith?.options.some((option) => hasOption(words, option)) ?? false;
    const hints = [byImage.includes(program), isStarted, isItself].filter((hint) => hint);
    return { program, isCertain: hints.length > 1 };
  }
  return undefined;
}

/** Names of programs that may start here: no values of options, and no folders that are called like one. */
function startedBy(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const isValue = /^-./.test(words[index - 1] ?? "") && words[index - 1] !== "--";
    if (isValue || !/^(\/\S*\bbin\/)?[\w-]+$/.test(word)) return [];
    return [word.slice(word.lastIndexOf("/") + 1)];
  });
}

/** The program that a word starts, as the words after it tell. Undefined for unknown ones. */
export function programStartedBy(word: string, words: () => readonly string[]): KnownProgram | undefined {
  return startedBy([word])
    .flatMap((name) => byName.get(name)?.filter(({ commands }) => commands?.includes(name)) ?? [])
    .find((program) => program.words?.some((each) => words().includes(each)) ?? true);
}

function hasOption(words: readonly string[], option: string): boolean {
  return words.some((word) => word === option || word.startsWith(`${option}=`));
}

/** Kinds of program that nobody but a chain needs; others may be in anybody's image. */
const OF_CHAINS: readonly ProgramKind[] = ["node", "validator", "signer"];

/** Last parts of repositories that many programs have. */
const COMMON_NAMES: readonly string[] = ["node", "validator"];

const byName = new Map<string, KnownProgram[]>();
for (const program of PROGRAMS.filter(({ kind }) => OF_CHAINS.includes(kind))) {
  const last = program.repositories.map((repository) => repository.slice(repository.lastIndexOf("/") + 1));
  for (const name of new Set([...last, ...(program.commands ?? [])])) {
    if (!COMMON_NAMES.includes(name)) byName.set(name, [...(byName.get(name) ?? []), program]);
  }
}

const byRepository = new Map<string, KnownProgram[]>();
for (const program of PROGRAMS) {
  for (const repository of program.repositories) {
    byRepository.set(repository, [...(byRepository.get(repository) ?? []), program]);
  }
}

/** Programs of a repository, also where others stand before it: `mirror.example.org/hub/sigp/lighthouse`. */
function candidatesFor(repository: string): readonly KnownProgram[] {
  let rest = repository;
  for (;;) {
    const found = byRepository.get(rest) ?? byRepository.get(`library/${rest}`);
    if (found !== undefined) return found;
    const slash = rest.indexOf("/");
    if (slash < 0) return [];
    rest = rest.slice(slash + 1);
  }
}
