/** What an interface says of one argument. */
export interface InterfaceProperty {
  /** False when the property has a question mark. */
  readonly required: boolean;
  /** Whether its comment calls it a block, `timeouts block`. */
  readonly block: boolean;
}

const PROPERTY = /\/\*\*\n((?: {2}\*.*\n)+?) {2}\*\/\n {2}readonly \w+(\??): /g;
const ANCHOR = /#(\w+) \w+#\1\}/;

/**
 * The properties of a generated interface by Terraform name, which is the anchor of the link in their comment. For
 * structs of a provider configuration this is the only place that tells required from optional, and for every
 * struct the only place that tells a single block from an attribute.
 */
export function parseInterfaceProperties(text: string): ReadonlyMap<string, InterfaceProperty> {
  const properties = new Map<string, InterfaceProperty>();
  for (const [, comment = "", optional] of text.matchAll(PROPERTY)) {
    const name = ANCHOR.exec(comment)?.[1];
    if (name === undefined) continue;
    const block = comment
      .split("\n")
      .some((line) => line.replace(/^ *\* ?/, "").replace(/\.$/, "") === `${name} block`);
    properties.set(name, { required: optional !== "?", block });
  }
  return properties;
}
