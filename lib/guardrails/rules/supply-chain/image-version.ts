import type { ImageText } from "../../../images/image-name";
import { holdsReference, REFERENCE } from "../../../truth/terraform-text";

/** What an image's text says of which one is meant. */
export interface ImageVersion {
  /** Registry and repository; what is not known yet stands in it as `REFERENCE`. */
  readonly repository: string;
  /** Tag; undefined where none is said, `REFERENCE` where it is not known yet. */
  readonly tag: string | undefined;
  /** Whether a digest says it, known or not. */
  readonly hasDigest: boolean;
}

/** Reads the text of an image, also one of which parts are not known before the apply. */
export function imageVersion(image: string): ImageVersion {
  const [name = "", digest] = image.split("@", 2);
  const colon = name.lastIndexOf(":");
  const hasTag = colon > name.lastIndexOf("/");
  const repository = hasTag ? name.slice(0, colon) : name;
  if (hasTag) return { repository, tag: name.slice(colon + 1), hasDigest: digest !== undefined };
  // A reference at the end may bring a tag with it.
  const tag = name.endsWith(REFERENCE) ? REFERENCE : undefined;
  return { repository, tag, hasDigest: digest !== undefined };
}

/** Tags that are moved to newer images, as the alternatives of a pattern. */
export const MOVING_TAGS = "latest|stable|edge|nightly|main|master|dev|develop";

/** The same, alone or before the name of a variant: `latest-distroless`. */
const MOVING = new RegExp(`^(${MOVING_TAGS})(-|$)`);

/** Whether a tag is moved to newer images. */
export function isMovingTag(tag: string): boolean {
  return MOVING.test(tag) && !holdsReference(tag);
}

/** The text of an image that was taken apart. */
export function imageText({ repository, tag, digest }: ImageText): string {
  return `${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}
