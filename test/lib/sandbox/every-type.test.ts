import { checkConfiguration } from "../../../lib/sandbox/configuration-checks";
import { decodeValue, dynamicValue, encodeValue } from "../../../lib/sandbox/cty-codec";
import { type CtyRecord, type CtyValue, holdsUnknown, isCtyRecord, sameValue } from "../../../lib/sandbox/cty-value";
import { emptyBody } from "../../../lib/sandbox/empty-value";
import { Planner } from "../../../lib/sandbox/planner";
import { ReferenceIndex } from "../../../lib/sandbox/reference-index";
import type { AttributeSchema, BlockSchema, ProviderSchema, TypeJson } from "../../../lib/sandbox/schema";
import { isOpenBlock, servingSchema } from "../../../lib/sandbox/serving-schema";
import { ValueMaker } from "../../../lib/sandbox/value-maker";
import { describeWithRealSchemas, REAL_PROVIDERS, realSchema } from "./support/real-schemas";

const MAX_DEPTH = 4;
const NO_CONFIGURATION: ProviderSchema["provider"] = { version: 0, block: {} };

/** A configuration with every block once and every required argument. */
function example(block: BlockSchema, depth = 0): CtyRecord {
  const body = emptyBody(block);
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (attribute.required === true) body[name] = exampleAttribute(attribute);
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    if (depth >= MAX_DEPTH || isOpenBlock(nested)) continue;
    const inner = example(nested.block, depth + 1);
    const mode = nested.nesting_mode;
    body[name] = mode === "single" || mode === "group" ? inner : mode === "map" ? { key: inner } : [inner];
  }
  return body;
}

function exampleAttribute(attribute: AttributeSchema): CtyValue {
  if (attribute.type !== undefined) return exampleValue(attribute.type);
  const { attributes = {}, nesting_mode: mode = "single" } = attribute.nested_type ?? {};
  const inner = example({ attributes });
  return mode === "single" ? inner : mode === "map" ? { key: inner } : [inner];
}

function exampleValue(type: TypeJson): CtyValue {
  if (type === "string") return "given";
  if (type === "number") return 7;
  if (type === "bool") return true;
  if (type === "dynamic") return dynamicValue("string", "given");
  if (type[0] === "object") {
    return Object.fromEntries(Object.entries(type[1]).map(([name, member]) => [name, exampleValue(member)]));
  }
  if (type[0] === "tuple") return type[1].map(exampleValue);
  return type[0] === "map" ? { key: exampleValue(type[1]) } : [exampleValue(type[1])];
}

/** What Terraform proposes when nothing changed: the configuration, and the prior state where it says nothing. */
function proposal(block: BlockSchema, config: CtyValue, prior: CtyValue): CtyValue {
  if (Array.isArray(config) && Array.isArray(prior)) {
    return config.map((item, index) => proposal(block, item, prior[index] ?? null));
  }
  if (!isCtyRecord(config) || !isCtyRecord(prior)) return config;
  const proposed: CtyRecord = { ...config };
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    const members = attribute.nested_type?.attributes;
    if (config[name] === null) proposed[name] = attribute.computed === true ? (prior[name] ?? null) : null;
    else if (members !== undefined)
      proposed[name] = proposal({ attributes: members }, config[name] ?? null, prior[name] ?? null);
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    if (!isOpenBlock(nested)) proposed[name] = proposal(nested.block, config[name] ?? null, prior[name] ?? null);
  }
  return proposed;
}

describeWithRealSchemas("every resource type of the real providers", () => {
  const references = ReferenceIndex.of([]);
  const planner = new Planner(references);
  const maker = new ValueMaker(references, "eu-central-1");
  const overTheWire = (value: CtyValue): CtyValue => decodeValue(encodeValue(value));

  it.each(REAL_PROVIDERS)(
    "%s: is created with no gaps, and planned again without a change",
    (provider) => {
      const served = servingSchema({ provider: NO_CONFIGURATION, ...realSchema(provider) }).resource_schemas;
      const problems: string[] = [];
      for (const [type, { block }] of Object.entries(served)) {
        const config = example(block);
        const findings = checkConfiguration(block, config);
        if (findings.length > 0) problems.push(`${type}: ${JSON.stringify(findings[0])}`);
        const planned = planner.plan({ type, block, prior: null, proposed: config, config });
        const filled = maker.fillBlock({ kind: "resource", type, seed: "s" }, block, overTheWire(planned), () => false);
        const state = overTheWire(filled);
        if (holdsUnknown(state)) problems.push(`${type}: a part of the state is unknown`);
        const again = planner.plan({ type, block, prior: state, proposed: proposal(block, config, state), config });
        if (!sameValue(again, state)) problems.push(`${type}: the second plan is not empty`);
      }
      expect(problems).toEqual([]);
      expect(Object.keys(served).length).toBeGreaterThan(0);
    },
    60_000,
  );
});
