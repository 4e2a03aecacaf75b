import { splitImage } from "../images/image-name";
import { wordsOf } from "./command-line";
import { perThing } from "./per-thing";
import { type KnownProgram, PROGRAMS } from "./programs";
import type { ContainerView } from "./subjects/container-view";
import type { PodView } from "./subjects/pod-view";

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

/** The program that a container runs, by its image and its command line. Undefined for unknown ones. */
export const programOf: (container: ContainerView) => KnownProgram | undefined = perThing((container) =>
  container.image === undefined ? undefined : programOfImage(container.image, () => wordsOf(container)),
);

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
