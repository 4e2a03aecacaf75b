import type * as Yaml from "yaml";

/** The YAML library, loaded when first used: it takes 20 ms, and most stacks write none. */
// biome-ignore lint/style/noCommonJs: a static import would load it with every family.
export const loadYaml = (): typeof Yaml => require("yaml");
