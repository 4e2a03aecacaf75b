import { commandLineOf, type Started } from "../../command-line";
import { isAnyOn, optionsOf } from "../../judge-options";
import type { KnownProgram } from "../../known-programs/known-program";
import { isLoopback } from "../../known-programs/option-values";
import { perThing } from "../../per-thing";
import { asFarAsKnown, type Guess, guessOf, labelledKind } from "../../recognise";
import type { ContainerView } from "../../subjects/container-view";
import type { PodView } from "../../subjects/pod-view";
import type { Judgement } from "../../verdict";

/** What in a pod signs what must not be signed twice. */
export interface Signing {
  /** Whether it is a validator or signs for one. */
  readonly kind: "validator" | "signer";
  /** The container that signs; undefined where only the pod's label says so. */
  readonly container: ContainerView | undefined;
  /** Its program; undefined where it is none that is known. */
  readonly program: KnownProgram | undefined;
}

/** What in a pod signs, or may do so. */
interface PossibleSigning extends Signing {
  /** What the program was told by, where only a name tells of it. @default - it signs for certain */
  readonly guess?: Guess;
}

const possibleSigningOf: (pod: PodView) => PossibleSigning | undefined = perThing(findSigning);

/**
 * What in a pod certainly signs what must not be signed twice: by its image and its options, or as it says itself.
 * Undefined where nothing does.
 */
export function signingOf(pod: PodView): Signing | undefined {
  const signing = possibleSigningOf(pod);
  return signing?.guess === undefined ? signing : undefined;
}

/** Judges what in a pod signs; where only a name tells that it does, it fails nowhere. Undefined where nothing signs. */
export function judgeSigning(
  pod: PodView,
  judge: (signing: Signing) => readonly Judgement[] | Judgement | undefined,
): readonly Judgement[] | undefined {
  const signing = possibleSigningOf(pod);
  const judged = signing === undefined ? undefined : judge(signing);
  if (judged === undefined) return undefined;
  const guess = signing?.guess;
  const judgements = "verdict" in judged ? [judged] : judged;
  return guess === undefined ? judgements : judgements.map((each) => asFarAsKnown(guess, each));
}

function findSigning(pod: PodView): PossibleSigning | undefined {
  const guesses = pod.containers.flatMap((container) => {
    const guess = container.isInit ? undefined : guessOf(container);
    return guess === undefined ? [] : [{ container, ...guess }];
  });
  for (const { container, program, isCertain } of guesses) {
    const { kind } = program;
    if (!signs(container, program)) continue;
    const signing = { kind: kind === "signer" ? kind : "validator", container, program } as const;
    return isCertain ? signing : { ...signing, guess: { program, isCertain } };
  }
  const label = labelledKind(pod);
  if (label !== "validator" && label !== "signer") return undefined;
  // A signer of transactions signs nothing that a second one must not sign.
  if (guesses.some(({ program }) => program.kind === "signer")) return undefined;
  return { kind: label, container: undefined, program: undefined };
}

/** Whether a program signs what must not be signed twice, as it is started. */
export function signs(container: Started, program: KnownProgram): boolean {
  const { protection, signsWith } = program;
  if (protection === undefined || signsWith === undefined) return protection !== undefined;
  const { options, unless = [] } = signsWith;
  return optionsOf(container, program, options).length > 0 && !isAnyOn(container, program, unless);
}

/** Whether instances of what signs share what they know to be signed already. */
export type Sharing = "shared" | "own" | "unknown";

/** Whether several instances of what signs would know of each other's signatures. */
export function sharingOf({ container, program }: Signing): Sharing {
  if (container === undefined || program === undefined) return "own";
  const names = program.protection?.databaseOption ?? [];
  if (names.length === 0) return "own";
  if (optionsOf(container, program, PROTECTION_SWITCH).some(({ value }) => value === "false")) return "own";
  const [database] = optionsOf(container, program, names);
  if (database === undefined) return commandLineOf(container).isOpen(program) ? "unknown" : "own";
  return database.value !== undefined && isLoopback(hostOf(database.value)) ? "own" : "shared";
}

const PROTECTION_SWITCH = ["--slashing-protection-enabled"];

/** Host of the address of a database: `jdbc:postgresql://db.example.org:5432/name`. */
function hostOf(address: string): string {
  return /\/\/([^/:?]+)/.exec(address)?.[1] ?? "";
}
