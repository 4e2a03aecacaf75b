import { commandLineOf } from "../../command-line";
import { optionsOf } from "../../judge-options";
import type { KnownProgram } from "../../known-programs/known-program";
import { isLoopback } from "../../known-programs/option-values";
import { perThing } from "../../per-thing";
import { labelledKind, programOf } from "../../recognise";
import type { ContainerView } from "../../subjects/container-view";
import type { PodView } from "../../subjects/pod-view";

/** What in a pod signs what must not be signed twice. */
export interface Signing {
  /** Whether it is a validator or signs for one. */
  readonly kind: "validator" | "signer";
  /** The container that signs; undefined where only the pod's label says so. */
  readonly container: ContainerView | undefined;
  /** Its program; undefined where it is none that is known. */
  readonly program: KnownProgram | undefined;
}

/** What in a pod signs what must not be signed twice: by its image, or as it says itself. Undefined where nothing does. */
export const signingOf: (pod: PodView) => Signing | undefined = perThing(findSigning);

function findSigning(pod: PodView): Signing | undefined {
  const programs = pod.containers
    .filter(({ isInit }) => !isInit)
    .map((container) => ({
      container,
      program: programOf(container),
    }));
  for (const { container, program } of programs) {
    const kind = program?.kind;
    if (program?.protection !== undefined && (kind === "validator" || kind === "signer")) {
      return { kind, container, program };
    }
  }
  const label = labelledKind(pod);
  if (label !== "validator" && label !== "signer") return undefined;
  // A signer of transactions signs nothing that a second one must not sign.
  if (programs.some(({ program }) => program?.kind === "signer")) return undefined;
  return { kind: label, container: undefined, program: undefined };
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
