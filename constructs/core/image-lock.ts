import type { App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ImageLock } from "../../lib/images/image-lock";
import { LOCKING_IMAGES } from "../../lib/images/locking";
import { WANTS_LOCKED_IMAGES } from "../../lib/truth/images/examine-images";
import { MARKS } from "../../lib/truth/synthesized-resource";

/** Context key under which an app keeps its lock. */
const CONTEXT_KEY = "palisade:images";

/**
 * Makes an app write the digests of `images.lock.json` behind the tags of its images. `synthesize` does it by its option
 * `imageLock`; this is for apps that call `app.synth()` themselves, and has to come before the first stack.
 *
 * @param file path of the lock. A file that is not there is a lock without entries
 * @throws PalisadeError listing everything wrong with the file
 */
export function useImageLock(app: App, file: string): void {
  app.node.setContext(CONTEXT_KEY, ImageLock.read(file));
}

/** The lock of the app that a construct belongs to; undefined when the app has none. */
export function imageLockOf(scope: IConstruct): ImageLock | undefined {
  const lock: unknown = scope.node.tryGetContext(CONTEXT_KEY);
  return lock instanceof ImageLock ? lock : undefined;
}

/** Makes a stack warn about each of its images that has no digest. For stacks that people depend on. */
export function wantLockedImages(stack: TerraformStack): void {
  if (stack.node.tryGetContext(LOCKING_IMAGES) === true) return;
  stack.addOverride(`//.${MARKS}.${WANTS_LOCKED_IMAGES}`, true);
}
