import { type CtyValue, isCtyRecord } from "./cty-value";
import type { ObjectKind } from "./reference-index";
import type { BlockSchema } from "./schema";

/** Where a secret stands in what a provider gets or gives. */
export interface SecretPlace {
  readonly kind: ObjectKind;
  /** Terraform type, such as `vault_kv_secret_v2`. */
  readonly type: string;
  /** Attribute, with those it stands in: `data.endpoint`. */
  readonly attribute: string;
}

/**
 * Texts of one's own in the place of made-up secrets, to look for afterwards wherever no secret may be. Secret is every
 * text of an ephemeral resource, and every text that a provider's schema calls sensitive.
 */
export interface PlantedSecrets {
  /** What a simulated provider answers; made up as ever where it is undefined. The same place has to give the same text. */
  readonly answer: (place: SecretPlace) => string | undefined;
  /** Told every text that a provider got in a write-only argument when it was told to apply. */
  readonly received: (place: SecretPlace, text: string) => void;
}

/** Tells every text of the write-only arguments of a configuration, with its attribute. */
export function tellWriteOnly(
  block: BlockSchema,
  config: CtyValue,
  tell: (attribute: string, text: string) => void,
  path: readonly string[] = [],
): void {
  if (Array.isArray(config)) for (const item of config) tellWriteOnly(block, item, tell, path);
  if (!isCtyRecord(config)) return;
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    const inner = [...path, name];
    const value = config[name] ?? null;
    if (attribute.write_only === true) tellTexts(value, (text) => tell(inner.join("."), text));
    else if (attribute.nested_type !== undefined)
      tellWriteOnly({ attributes: attribute.nested_type.attributes }, value, tell, inner);
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    tellWriteOnly(nested.block, config[name] ?? null, tell, [...path, name]);
  }
}

function tellTexts(value: CtyValue, tell: (text: string) => void): void {
  if (typeof value === "string") tell(value);
  else if (Array.isArray(value)) for (const item of value) tellTexts(item, tell);
  else if (isCtyRecord(value)) for (const item of Object.values(value)) tellTexts(item, tell);
}
