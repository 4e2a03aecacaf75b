import { Checker } from "./checks";
import type { Problem } from "./errors";

/** The parts of a container image reference. At least one of tag and digest is set. */
export interface ImageParts {
  /** Registry and repository, such as `ghcr.io/paradigmxyz/reth`. */
  readonly repository: string;
  /** Exact tag, such as `v2.1.0`. @default - none, the digest alone says which image */
  readonly tag?: string;
  /** `sha256:` and 64 hex digits. @default - none, the tag says which image */
  readonly digest?: string;
}

/** Tags that mean something else tomorrow. A bare major or major.minor version moves with every release too. */
const FLOATING_TAGS =
  /^(latest|stable|edge|nightly|main|master|dev|develop|development|canary|beta|alpha|rc|next|unstable|current|release|prod|production|lts|head|trunk)$|^v?\d+(\.\d+)?$/i;

const REPOSITORY = /^[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*(:\d+)?(\/[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

function imageWithoutVersion(got: string): Problem {
  return {
    what: "an image has neither a tag nor a digest, which means latest",
    got,
    allowed: "repository:exact-tag, repository@sha256:…, or both",
    doThis: "name the exact release, such as ghcr.io/paradigmxyz/reth:v2.1.0",
  };
}

function floatingTag(got: string, tag: string): Problem {
  return {
    what: `the image tag ${tag} floats: it names another image tomorrow`,
    got,
    allowed: "an exact release tag, or a digest",
    doThis: "pin the exact release, or add its digest (repository:tag@sha256:…)",
  };
}

function malformedImage(got: string, part: string): Problem {
  return {
    what: `an image reference has a malformed ${part}`,
    got,
    allowed: "repository:tag, repository@sha256:<64 hex digits>, or repository:tag@sha256:…",
    doThis: `correct the ${part}`,
  };
}

/** Splits and checks an image reference. @throws PalisadeError listing everything wrong with it */
export function parseImage(reference: string, where = "image"): ImageParts {
  const check = new Checker(where);
  const [name = "", digest] = splitOnce(reference, "@");
  const colon = name.lastIndexOf(":");
  const hasTag = colon > name.lastIndexOf("/");
  const repository = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : undefined;
  check.that(REPOSITORY.test(repository), () => malformedImage(reference, "repository"));
  check.that(tag === undefined || TAG.test(tag), () => malformedImage(reference, "tag"));
  check.that(digest === undefined || DIGEST.test(digest), () => malformedImage(reference, "digest"));
  check.that(tag !== undefined || digest !== undefined, () => imageWithoutVersion(reference));
  if (tag !== undefined && digest === undefined) {
    check.that(!FLOATING_TAGS.test(tag), () => floatingTag(reference, tag));
  }
  check.done();
  return { repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
