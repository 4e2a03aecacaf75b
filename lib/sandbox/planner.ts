import { type CtyRecord, type CtyValue, isCtyRecord, sameValue, UNKNOWN } from "./cty-value";
import type { ReferenceIndex } from "./reference-index";
import type { AttributeSchema, BlockSchema, NestedBlockSchema, NestingMode } from "./schema";
import { isOpenBlock } from "./serving-schema";

/** What the planner is asked to plan: one resource, created (no prior state) or updated. */
export interface PlanRequest {
  /** `aws_vpc` */
  readonly type: string;
  readonly block: BlockSchema;
  /** Null on create. */
  readonly prior: CtyValue;
  /** Terraform's own proposal: the configuration over the prior state. */
  readonly proposed: CtyValue;
  readonly config: CtyValue;
}

/** One body with the matching parts of state, proposal and configuration. */
interface Body {
  readonly block: BlockSchema;
  readonly prior: CtyRecord | undefined;
  readonly proposed: CtyRecord;
  readonly config: CtyRecord;
  readonly path: readonly string[];
}

/**
 * Plans as a provider would that computes what nobody set.
 *
 * - Write-only: always null, in plan and in state.
 * - Set in the configuration: as configured.
 * - Computed only: unknown on create, kept on update.
 * - Optional and not set: as computed when something in the stack reads it (or it is `id`), else null. Terraform
 *   proposes the prior value for an attribute that left the configuration; without the null its removal would not show.
 */
export class Planner {
  public constructor(private readonly references: ReferenceIndex) {}

  /** The planned state. */
  public plan(request: PlanRequest): CtyValue {
    const { proposed, config, prior } = request;
    if (!isCtyRecord(proposed) || !isCtyRecord(config)) return proposed;
    return this.planBody(request.type, {
      block: request.block,
      prior: isCtyRecord(prior) ? prior : undefined,
      proposed,
      config,
      path: [],
    });
  }

  private planBody(type: string, body: Body): CtyRecord {
    const planned: CtyRecord = {};
    for (const [name, attribute] of Object.entries(body.block.attributes ?? {})) {
      planned[name] = this.planAttribute(type, attribute, name, body);
    }
    for (const [name, nested] of Object.entries(body.block.block_types ?? {})) {
      planned[name] = this.planNestedBlock(type, nested, name, body);
    }
    return planned;
  }

  private planAttribute(type: string, attribute: AttributeSchema, name: string, body: Body): CtyValue {
    if (attribute.write_only === true) return null;
    const proposed = body.proposed[name] ?? null;
    const path = [...body.path, name];
    if ((body.config[name] ?? null) !== null) return this.planNestedAttribute(type, attribute, name, body, path);
    if (attribute.computed !== true) return proposed;
    const filled = attribute.optional !== true || this.isRead(type, path);
    if (!filled) return null;
    return body.prior?.[name] ?? UNKNOWN;
  }

  private isRead(type: string, path: readonly string[]): boolean {
    return (path.length === 1 && path[0] === "id") || this.references.isReferenced("resource", type, path);
  }

  /** Nested attributes (protocol 6) have members with rules of their own; others are taken whole. */
  private planNestedAttribute(
    type: string,
    attribute: AttributeSchema,
    name: string,
    body: Body,
    path: readonly string[],
  ): CtyValue {
    const nested = attribute.nested_type;
    if (nested === undefined) return body.proposed[name] ?? null;
    return this.planElements(type, nested.nesting_mode, { attributes: nested.attributes }, name, body, path);
  }

  private planNestedBlock(type: string, nested: NestedBlockSchema, name: string, body: Body): CtyValue {
    if (isOpenBlock(nested)) return body.proposed[name] ?? null;
    return this.planElements(type, nested.nesting_mode, nested.block, name, body, [...body.path, name]);
  }

  private planElements(
    type: string,
    mode: NestingMode,
    block: BlockSchema,
    name: string,
    body: Body,
    path: readonly string[],
  ): CtyValue {
    const proposed = body.proposed[name] ?? null;
    const config = body.config[name] ?? null;
    const prior = body.prior?.[name] ?? null;
    const planOne = (element: CtyValue, configured: CtyValue, before: CtyValue): CtyValue => {
      if (!isCtyRecord(element) || !isCtyRecord(configured)) return element;
      return this.planBody(type, {
        block,
        prior: isCtyRecord(before) ? before : undefined,
        proposed: element,
        config: configured,
        path,
      });
    };
    if (Array.isArray(proposed)) {
      const pair = mode === "set" ? matchSetElements(proposed, config) : listElements(proposed, config);
      return pair.map(([element, configured], index) =>
        planOne(element, configured, mode === "set" ? element : elementAt(prior, index)),
      );
    }
    if (mode !== "map" || !isCtyRecord(proposed)) return planOne(proposed, config, prior);
    return Object.fromEntries(
      Object.entries(proposed).map(([key, element]) => [
        key,
        planOne(
          element,
          isCtyRecord(config) ? (config[key] ?? null) : null,
          isCtyRecord(prior) ? (prior[key] ?? null) : null,
        ),
      ]),
    );
  }
}

type Pair = readonly [element: CtyValue, configured: CtyValue];

function listElements(proposed: readonly CtyValue[], config: CtyValue): readonly Pair[] {
  return proposed.map((element, index) => [element, elementAt(config, index)]);
}

function elementAt(list: CtyValue, index: number): CtyValue {
  return Array.isArray(list) ? (list[index] ?? null) : null;
}

/**
 * Elements of a set have no place. Terraform proposes a configured element with the gaps filled from the prior element
 * it takes for the same, so an element belongs to the configured one whose given values it all has.
 */
function matchSetElements(proposed: readonly CtyValue[], config: CtyValue): readonly Pair[] {
  const left = Array.isArray(config) ? [...config] : [];
  return proposed.map((element) => {
    const index = left.findIndex((configured) => covers(configured, element));
    return [element, index < 0 ? null : (left.splice(index, 1)[0] ?? null)];
  });
}

function covers(configured: CtyValue, element: CtyValue): boolean {
  if (configured === null) return true;
  if (Array.isArray(configured) && Array.isArray(element)) {
    return (
      configured.length === element.length && configured.every((item) => element.some((other) => covers(item, other)))
    );
  }
  if (!isCtyRecord(configured) || !isCtyRecord(element)) return sameValue(configured, element);
  return Object.keys(configured).every((name) => covers(configured[name] ?? null, element[name] ?? null));
}
