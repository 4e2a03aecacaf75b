import type { FactKind } from "../../lib/truth";

/** Why synth leaves some facts of a kind alone although the environments use them. */
export const NOT_CHECKED: { readonly [kind in FactKind]?: string } = {
  "custom resource field":
    "Rules that a definition writes in CEL, such as `role cannot be empty`. Nothing evaluates CEL here. Each counts as " +
    "used where its field stands, and the API server, which does evaluate it, accepted them all.",
  "AWS value":
    "What AWS's API models call free text, such as names of add-ons and managed policies, and arguments that nobody has " +
    "laid beside those models yet.",
  image:
    "Whether a tag exists only its registry knows, and synth asks no network. With `images.lock.json` an image counts as " +
    "checked, since it is then held against its digest.",
  script: "Nothing reads shell at synth. Scripts are found, and shellcheck reads them with the real programs.",
};
