import { globsMeet, policyGlob } from "../../../truth/aws/glob";

/** A character that stands in no action and no ARN. */
const NO_TEXT = "\0";

/**
 * Whether everything that some texts of a policy mean lies within some patterns, stars in the texts included:
 * `s3:Get*` lies within `s3:*`, and not the other way round.
 */
export function areCovered(texts: readonly string[], patterns: readonly string[]): boolean {
  return texts.every((text) =>
    patterns.some((pattern) => globsMeet(policyGlob(pattern), text.replaceAll("*", NO_TEXT))),
  );
}
