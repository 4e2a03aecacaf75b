import type { Problem } from "../../core/errors";
import type { JsonRecord } from "../../core/json";
import { IMAGE_LOCK_FILE } from "../../images/image-lock";
import type { Examination } from "../examination";
import type { SynthesizedResource } from "../synthesized-resource";
import { type NamedImage, namedImages } from "./named-images";

/** Mark of a stack that wants a digest for every image. */
export const WANTS_LOCKED_IMAGES = "wantsLockedImages";

function contradiction(image: NamedImage, locked: string, file: string): Problem {
  const name = `${image.repository}:${image.tag}`;
  return {
    what: `the image ${name} has another digest here than in the lock`,
    got: image.digest,
    allowed: locked,
    doThis: `take the digest out, so that the lock gives it; if the lock is wrong: palisade images lock --update ${name}`,
    source: file,
    where: image.where,
  };
}

function notLocked({ repository, tag, where }: NamedImage, file: string): Problem {
  return {
    what: `the image ${repository}:${tag} has no digest, so what runs is whatever the tag stands for that day`,
    allowed: `an entry in ${file}`,
    doThis: "run: palisade images lock",
    where,
  };
}

function notWritten({ repository, tag, where }: NamedImage, file: string): Problem {
  return {
    what: `the image ${repository}:${tag} has no digest here, though ${file} has one`,
    doThis: "write it with ImageRef.parse(…).locked(this), or with its digest",
    where,
  };
}

/**
 * Holds every image against the lock: a digest that is not the lock's is refused, and a stack that wants locked images
 * warns about each without a digest.
 */
export function examineImages(
  resource: SynthesizedResource,
  examination: Examination,
  stackMarks: JsonRecord = {},
): void {
  const lock = examination.imageLock;
  const file = lock?.file ?? IMAGE_LOCK_FILE;
  for (const image of namedImages(resource)) {
    const { repository, tag, digest } = image;
    const fact = { kind: "image", of: repository, name: tag ?? digest ?? "" } as const;
    const locked = tag === undefined ? undefined : lock?.entry(`${repository}:${tag}`)?.digest;
    if (digest !== undefined) {
      examination.checked(fact);
      if (locked !== undefined && locked !== digest) examination.refuse(contradiction(image, locked, file));
      continue;
    }
    examination.unchecked(fact);
    if (stackMarks[WANTS_LOCKED_IMAGES] !== true) continue;
    examination.warn(locked === undefined ? notLocked(image, file) : notWritten(image, file));
  }
}
