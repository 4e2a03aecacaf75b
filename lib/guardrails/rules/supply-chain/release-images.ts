import { type NamedImage, namedImages } from "../../../truth/images/named-images";
import { perThing } from "../../per-thing";
import type { ReleaseView } from "../../subjects/release-view";

/** Images that the values of a chart name in full. Read once: values are long. */
export const releaseImages: (release: ReleaseView) => readonly NamedImage[] = perThing(({ resource }) =>
  namedImages(resource.synthesized),
);
