/** Context key by which `palisade images lock` tells the app not to warn of images without a digest: it is about to give them one. */
export const LOCKING_IMAGES = "palisade:locking-images";
