import { splitImage } from "../images/image-name";
import { PROGRAMS, type ProgramKind } from "./programs";
import type { PodView } from "./subjects/pod-view";

/** What a workload is, and how that was told. */
export interface Recognised {
  /** One word of the vocabulary. */
  readonly kind: string;
  /** Its own label, the image of a container, or a port that only such a thing has. */
  readonly by: "label" | "image";
}

/** Label under which Palisade's constructs say what they are. */
const KIND_LABEL = "palisade.dev/kind";

/**
 * What the pods of a workload are: as they say themselves, or else as their images tell. Undefined where neither does,
 * which is not the same as being nothing: a rule then says `unknown` rather than `pass` when it has a reason to suspect.
 */
export function recognise(pod: PodView): Recognised | undefined {
  const label = pod.labels[KIND_LABEL] ?? pod.object.labels[KIND_LABEL];
  if (label !== undefined) return { kind: label, by: "label" };
  for (const { image } of pod.containers) {
    const kind = image === undefined ? undefined : kindOfImage(image);
    if (kind !== undefined) return { kind, by: "image" };
  }
  return undefined;
}

/** What a program in an image is for; a mirror under another registry tells as much. Undefined for unknown ones. */
export function kindOfImage(image: string): ProgramKind | undefined {
  const { repository } = splitImage(image) ?? {};
  if (repository === undefined) return undefined;
  return PROGRAMS.find(({ repositories }) =>
    repositories.some((known) => repository === known || repository.endsWith(`/${known}`)),
  )?.kind;
}
