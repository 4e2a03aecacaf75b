import { ImageRef } from "../../constructs/core/image-ref";

/** Digest of an image that nobody has; put here what your registry says. */
const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

/**
 * An image of your own registry, named by its digest, for what holds keys or secrets: nobody outside can move it.
 *
 * @param name repository as it is called at home, by which guardrails know the program, and the tag of the digest
 */
export function mirrored(name: string): ImageRef {
  return ImageRef.parse(`registry.example.org/mirror/${name}@${DIGEST}`);
}
