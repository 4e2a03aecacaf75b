import { createRequire } from "node:module";

/**
 * A text as Helm reads it: YAML 1.1, where `yes` is true, without its times. Undefined when it is none. The reader is
 * loaded when the first text is not JSON, which is read much faster as such and is what Palisade writes.
 */
export function readHelmYaml(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { parse }: typeof import("yaml") = createRequire(__filename)("yaml");
    try {
      return parse(text, {
        version: "1.1",
        logLevel: "error",
        customTags: (tags) =>
          tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !tag.tag.endsWith(":timestamp"))),
      });
    } catch {
      return undefined;
    }
  }
}
