import { type CtyValue, isCtyRecord } from "./cty-value";
import { attributePath, type ValuePath } from "./replacement";
import type { AttributeSchema, BlockSchema } from "./schema";
import { isOpenBlock } from "./serving-schema";
import type { WireMessage } from "./wire";

/** A finding about one attribute. */
export interface ConfigurationFinding {
  /** Names and list places from the root of the body. */
  readonly path: ValuePath;
  readonly summary: string;
  readonly detail: string;
}

/**
 * The two checks that real providers make beside Terraform's own: an attribute that only the provider can set, and a
 * required attribute whose expression turned out null. The second is what shows a reference to a value that does not
 * exist.
 */
export function checkConfiguration(block: BlockSchema, config: CtyValue): readonly ConfigurationFinding[] {
  return checkBody(block, config, []);
}

/** Findings as error diagnostics at their attribute. */
export function findingDiagnostics(findings: readonly ConfigurationFinding[]): readonly WireMessage[] {
  return findings.map(({ path, summary, detail }) => ({
    severity: "ERROR",
    summary,
    detail,
    attribute: attributePath(path),
  }));
}

function checkBody(block: BlockSchema, body: CtyValue, path: ValuePath): readonly ConfigurationFinding[] {
  if (Array.isArray(body)) return body.flatMap((item, index) => checkBody(block, item, [...path, index]));
  if (!isCtyRecord(body)) return [];
  const findings: ConfigurationFinding[] = [];
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    findings.push(...checkAttribute(attribute, body[name] ?? null, [...path, name]));
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    if (isOpenBlock(nested) || nested.nesting_mode === "map") continue;
    findings.push(...checkBody(nested.block, body[name] ?? null, [...path, name]));
  }
  return findings;
}

function checkAttribute(attribute: AttributeSchema, value: CtyValue, path: ValuePath): readonly ConfigurationFinding[] {
  const name = String(path.at(-1));
  if (attribute.computed === true && attribute.optional !== true && value !== null) {
    return [
      {
        path,
        summary: "Value for unconfigurable attribute",
        detail: `Can't configure a value for "${name}": its value is decided by the provider.`,
      },
    ];
  }
  if (attribute.required === true && value === null) {
    return [
      {
        path,
        summary: "Missing required argument",
        detail: `The argument "${name}" is required, but its expression has no value (null).`,
      },
    ];
  }
  if (attribute.nested_type === undefined || attribute.nested_type.nesting_mode === "map") return [];
  return checkBody({ attributes: attribute.nested_type.attributes }, value, path);
}
