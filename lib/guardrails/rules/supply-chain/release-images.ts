import { type NamedImage, namedImages } from "../../../truth/images/named-images";
import type { ReleaseView } from "../../subjects/release-view";

const known = new WeakMap<ReleaseView, readonly NamedImage[]>();

/** Images that the values of a chart name in full. Read once: values are long. */
export function releaseImages(release: ReleaseView): readonly NamedImage[] {
  const images = known.get(release) ?? namedImages(release.resource.synthesized);
  known.set(release, images);
  return images;
}
