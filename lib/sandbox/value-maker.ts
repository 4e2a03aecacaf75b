import { dynamicValue } from "./cty-codec";
import { type CtyRecord, type CtyValue, isCtyRecord, UNKNOWN } from "./cty-value";
import { madeUpText } from "./made-up-text";
import type { PlantedSecrets } from "./planted-secrets";
import type { ObjectKind, ReferenceIndex } from "./reference-index";
import type { AttributeSchema, BlockSchema, TypeJson } from "./schema";
import { isOpenBlock } from "./serving-schema";

/** Lists of texts get three elements, so that one per zone exists; lists of objects one. */
const TEXTS_IN_LIST = 3;
const OBJECTS_IN_LIST = 1;

/** The object whose values are made up. */
export interface MadeUpObject {
  readonly kind: ObjectKind;
  /** `aws_vpc` */
  readonly type: string;
  /** What tells this object from its siblings; equal seeds give equal values. */
  readonly seed: string;
  /** Whether the attribute whose value is made is sensitive. @default - false */
  readonly isSensitive?: boolean;
}

/** Decides whether an attribute that has no value gets one. */
export type FillRule = (attribute: AttributeSchema, path: readonly string[], value: CtyValue) => boolean;

/** Makes the values that a real provider would have got from the cloud. The same input gives the same values. */
export class ValueMaker {
  public constructor(
    private readonly references: ReferenceIndex,
    private readonly region: string,
    private readonly planted?: PlantedSecrets,
  ) {}

  /**
   * The body with every unknown replaced, and a value for every attribute that the rule picks.
   * Open blocks (a tuple or object of their own type) pass through: their type says they are complete.
   */
  public fillBlock(
    of: MadeUpObject,
    block: BlockSchema,
    value: CtyValue,
    rule: FillRule,
    path: readonly string[] = [],
  ): CtyValue {
    if (Array.isArray(value)) return value.map((item) => this.fillBlock(of, block, item, rule, path));
    if (!isCtyRecord(value)) return value;
    const filled: CtyRecord = { ...value };
    for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
      filled[name] = this.fillAttribute(of, attribute, value[name] ?? null, rule, [...path, name]);
    }
    for (const [name, nested] of Object.entries(block.block_types ?? {})) {
      const inner = value[name] ?? null;
      if (isOpenBlock(nested)) continue;
      const bodies = nested.nesting_mode === "map" && isCtyRecord(inner) ? { ...inner } : undefined;
      if (bodies === undefined) {
        filled[name] = this.fillBlock(of, nested.block, inner === UNKNOWN ? [] : inner, rule, [...path, name]);
      } else {
        for (const [key, body] of Object.entries(bodies)) {
          bodies[key] = this.fillBlock(of, nested.block, body, rule, [...path, name]);
        }
        filled[name] = bodies;
      }
    }
    return filled;
  }

  private fillAttribute(
    object: MadeUpObject,
    attribute: AttributeSchema,
    value: CtyValue,
    rule: FillRule,
    path: readonly string[],
  ): CtyValue {
    const of = attributeOf(object, attribute);
    const type = attribute.type;
    if (value === null) {
      if (!rule(attribute, path, value)) return null;
      return type === undefined ? this.makeNested(of, attribute, path) : this.make(of, type, path);
    }
    if (type !== undefined) return this.replaceUnknown(of, type, value, path);
    if (value === UNKNOWN) return this.makeNested(of, attribute, path);
    const members: BlockSchema = { attributes: attribute.nested_type?.attributes ?? {} };
    if (attribute.nested_type?.nesting_mode !== "map") return this.fillBlock(of, members, value, rule, path);
    if (!isCtyRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, body]) => [key, this.fillBlock(of, members, body, rule, path)]),
    );
  }

  private makeNested(of: MadeUpObject, attribute: AttributeSchema, path: readonly string[]): CtyValue {
    const { attributes = {}, nesting_mode: mode = "single" } = attribute.nested_type ?? {};
    const body: CtyRecord = {};
    for (const [name, member] of Object.entries(attributes)) {
      if (member.write_only === true) body[name] = null;
      else if (member.type === undefined) body[name] = this.makeNested(of, member, [...path, name]);
      else body[name] = this.make(attributeOf(of, member), member.type, [...path, name]);
    }
    if (mode === "single") return body;
    return mode === "map" ? {} : [body];
  }

  /** Unknown parts of a known value: elements of a set, members of an object. */
  private replaceUnknown(
    of: MadeUpObject,
    type: TypeJson,
    value: CtyValue,
    path: readonly string[],
    position = 0,
  ): CtyValue {
    if (value === UNKNOWN) return this.make(of, type, path, position);
    if (typeof type === "string") return value;
    if (Array.isArray(value)) {
      return value.map((item, index) => {
        const inner = type[0] === "tuple" ? type[1][index] : type[0] === "object" ? undefined : type[1];
        return inner === undefined ? item : this.replaceUnknown(of, inner, item, path, index);
      });
    }
    if (!isCtyRecord(value)) return value;
    const entries = Object.entries(value).map(([name, item]): [string, CtyValue] => {
      const inner = type[0] === "object" ? type[1][name] : type[0] === "map" ? type[1] : undefined;
      const innerPath = type[0] === "object" ? [...path, name] : path;
      return [name, inner === undefined ? item : this.replaceUnknown(of, inner, item, innerPath)];
    });
    return Object.fromEntries(entries);
  }

  /** A whole value of a type. */
  private make(of: MadeUpObject, type: TypeJson, path: readonly string[], position = 0): CtyValue {
    const use = this.references.useOf(of.kind, of.type, path);
    if (type === "number") return 1;
    if (type === "bool") return false;
    if (type === "string" || type === "dynamic") {
      const planted = this.plantedText(of, path);
      const text = madeUpText({
        type: of.type,
        name: path.at(-1) ?? "",
        seed: [of.seed, ...path].join("/"),
        position,
        region: this.region,
        use,
        ...(planted === undefined ? {} : { planted }),
      });
      return type === "string" ? text : dynamicValue("string", text);
    }
    if (type[0] === "object") {
      return Object.fromEntries(
        Object.entries(type[1]).map(([name, member]) => [name, this.make(of, member, [...path, name], position)]),
      );
    }
    if (type[0] === "tuple") return type[1].map((item, index) => this.make(of, item, path, index));
    const inner = type[1];
    if (type[0] === "map") {
      return Object.fromEntries(use.keys.map((key, index) => [key, this.make(of, inner, [...path, key], index)]));
    }
    return this.makeList(of, type[0], inner, path, use.length);
  }

  private plantedText(of: MadeUpObject, path: readonly string[]): string | undefined {
    if (of.kind !== "ephemeral" && of.isSensitive !== true) return undefined;
    return this.planted?.answer({ kind: of.kind, type: of.type, attribute: path.join(".") });
  }

  /** A set cannot hold the same number or flag twice. */
  private makeList(
    of: MadeUpObject,
    mode: "list" | "set",
    inner: TypeJson,
    path: readonly string[],
    needed: number,
  ): CtyValue {
    const usual = inner === "string" ? TEXTS_IN_LIST : OBJECTS_IN_LIST;
    const length = mode === "set" && inner !== "string" ? 1 : Math.max(usual, needed);
    return Array.from({ length }, (_, index) => this.make(of, inner, path, index));
  }
}

/** The object, as what is made for one of its attributes: what stands in something sensitive is so too. */
function attributeOf(object: MadeUpObject, attribute: AttributeSchema): MadeUpObject {
  return attribute.sensitive === true ? { ...object, isSensitive: true } : object;
}
