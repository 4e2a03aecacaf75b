import { readYaml } from "../../core/yaml";

/**
 * A text as Helm reads it: YAML 1.1, where `yes` is true, without its times; of a key that stands twice the last.
 * Undefined when it is none, also when an alias stands inside of its own anchor, which Helm refuses. The reader is loaded when the first text is not JSON, which is read much faster as such and is what Palisade writes.
 */
export function readHelmYaml(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const reading = readYaml(text, {
      version: "1.1",
      uniqueKeys: false,
      customTags: (tags) =>
        tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !tag.tag.endsWith(":timestamp"))),
    });
    return reading.fault === undefined ? reading.data : undefined;
  }
}
