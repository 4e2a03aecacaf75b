import { scanExpression, type Traversal, type TraversalStep } from "./expression-scanner";

/** What a made-up value is for: a resource, a data source or an ephemeral resource. */
export type ObjectKind = "resource" | "data" | "ephemeral";

/** How the expressions of a stack use one attribute. Values are made to fit. */
export interface AttributeUse {
  /** Functions the value is handed to, innermost first, one list per use. */
  readonly functions: readonly (readonly string[])[];
  /** Keys looked up when the attribute is a map. */
  readonly keys: readonly string[];
  /** How many elements are needed so that every index exists. Zero when no index is used. */
  readonly length: number;
  /** Paths taken through the attribute once it was decoded from JSON or YAML. */
  readonly decodedPaths: readonly (readonly TraversalStep[])[];
}

const UNUSED: AttributeUse = { functions: [], keys: [], length: 0, decodedPaths: [] };

interface MutableUse {
  functions: string[][];
  keys: Set<string>;
  length: number;
  decodedPaths: TraversalStep[][];
}

const MAX_ADDRESS_CHARACTERS = 200;

/** A resource type has an underscore, the words of the language have none. */
function isResourceType(root: string): boolean {
  return root.includes("_");
}

/** The texts inside `${…}`. `$${` is a literal. */
export function templateParts(text: string): readonly string[] {
  const parts: string[] = [];
  let start = text.indexOf("${");
  while (start >= 0) {
    if (text[start - 1] === "$") {
      start = text.indexOf("${", start + 2);
      continue;
    }
    let end = start + 2;
    for (let depth = 1; depth > 0 && end < text.length; end++) {
      if (text[end] === "{") depth += 1;
      if (text[end] === "}") depth -= 1;
    }
    parts.push(text.slice(start + 2, end - 1));
    start = text.indexOf("${", end);
  }
  return parts;
}

/**
 * What the expressions of one stack refer to. Two stacks never share one: whether an optional attribute counts as
 * computed depends on who reads it.
 */
export class ReferenceIndex {
  private readonly uses = new Map<string, MutableUse>();
  private readonly anywhere = new Set<string>();

  /** @param stack the synthesized JSON of one stack */
  public static of(stack: unknown): ReferenceIndex {
    const index = new ReferenceIndex();
    index.collect(stack);
    return index;
  }

  /**
   * True when something in the stack reads the attribute: by its full path, or, where the reader holds the object under
   * another name (`each.value.arn`, `local.cluster.arn`), by the last part of the path.
   */
  public isReferenced(kind: ObjectKind, type: string, path: readonly string[]): boolean {
    return this.uses.has(keyOf(kind, type, path)) || this.anywhere.has(path.join("."));
  }

  /** How the attribute is used. */
  public useOf(kind: ObjectKind, type: string, path: readonly string[]): AttributeUse {
    const use = this.uses.get(keyOf(kind, type, path));
    if (use === undefined) return UNUSED;
    return { ...use, keys: [...use.keys] };
  }

  private collect(value: unknown): void {
    if (typeof value === "string") {
      this.collectText(value);
    } else if (Array.isArray(value)) {
      for (const item of value) this.collect(item);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, item] of Object.entries(value)) if (name !== "//") this.collect(item);
    }
  }

  /** Some places hold a bare address (`replace_triggered_by`); elsewhere only `${…}` is an expression. */
  private collectText(text: string): void {
    const parts = templateParts(text);
    for (const part of parts) for (const traversal of scanExpression(part)) this.add(traversal);
    if (parts.length > 0 || text.length > MAX_ADDRESS_CHARACTERS) return;
    for (const traversal of scanExpression(text)) this.addAddress(traversal);
  }

  private add(traversal: Traversal): void {
    this.addAddress(traversal);
    this.addAnywhere(traversal.root, traversal.steps);
  }

  private addAddress(traversal: Traversal): void {
    const { root, steps } = traversal;
    if (root === "data" || root === "ephemeral") this.addDirect(root, steps[0], steps.slice(2), traversal);
    else if (isResourceType(root)) this.addDirect("resource", root, steps.slice(1), traversal);
  }

  private addDirect(kind: ObjectKind, type: TraversalStep, steps: readonly TraversalStep[], from: Traversal): void {
    if (typeof type !== "string") return;
    const names: string[] = [];
    let last = this.use(kind, type, names);
    for (const step of steps) {
      if (typeof step === "number") last.length = Math.max(last.length, step + 1);
      if (typeof step !== "string") continue;
      if (names.length > 0) last.keys.add(step);
      names.push(step);
      last = this.use(kind, type, names);
    }
    if (from.functions.length > 0) last.functions.push([...from.functions]);
    if (from.decodedSteps.length > 0) last.decodedPaths.push([...from.decodedSteps]);
  }

  /** Under another name only the tail of the path can be trusted. */
  private addAnywhere(root: string, steps: readonly TraversalStep[]): void {
    if (root === "data" || root === "ephemeral" || isResourceType(root)) return;
    const names = steps.filter((step) => typeof step === "string");
    for (let start = 0; start < names.length; start++) this.anywhere.add(names.slice(start).join("."));
  }

  private use(kind: ObjectKind, type: string, path: readonly string[]): MutableUse {
    const key = keyOf(kind, type, path);
    const known = this.uses.get(key);
    if (known !== undefined) return known;
    const use: MutableUse = { functions: [], keys: new Set(), length: 0, decodedPaths: [] };
    this.uses.set(key, use);
    return use;
  }
}

function keyOf(kind: ObjectKind, type: string, path: readonly string[]): string {
  return [kind, type, ...path].join(".");
}
