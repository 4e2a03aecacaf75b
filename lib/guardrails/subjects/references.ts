import { isJsonRecord, type JsonRecord } from "../../core/json";
import { REFERENCE } from "../../truth/terraform-text";
import { claimFromElsewhere, isPlainText, textsAt } from "./references-elsewhere";
import type { ResourceView } from "./resource-view";
import type { StackView } from "./stack-view";

/** Other resources that belong to one, as far as that can be told. */
export interface Belonging {
  /** Those that say so. */
  readonly found: readonly ResourceView[];
  /** Those of which it cannot be told: what they belong to is not known before the apply. */
  readonly undecided: readonly ResourceView[];
}

const ADDRESS = /(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*/g;

/** Which resource of a stack refers to which. */
export class References {
  private readonly byAddress: ReadonlyMap<string, ResourceView>;
  private readonly claims = new Map<string, Claims>();

  public constructor(private readonly stack: StackView) {
    this.byAddress = new Map(stack.resources.map((resource) => [resource.address, resource]));
  }

  /** The resource at an address; undefined where there is none. */
  public at(address: string): ResourceView | undefined {
    return this.byAddress.get(address);
  }

  /** Resources that a value, as it is written, refers to. */
  public from(raw: unknown): readonly ResourceView[] {
    return [...new Set(addressesIn(raw))].flatMap((address) => this.byAddress.get(address) ?? []);
  }

  /**
   * Resources of some types that say in an argument that they belong to a resource: by a reference, or by a text that
   * is the same in both, such as a bucket's name. They may stand in another stack of the environment, and refer to an
   * output of this one.
   *
   * @param argument the argument that says it: `bucket`
   * @param names arguments of the resource whose text may stand there: `["bucket"]`
   */
  public belongingTo(
    resource: ResourceView,
    types: readonly string[],
    argument: string,
    names: readonly string[] = [],
  ): Belonging {
    const texts = names.map((name) => resource.config[name]).filter(isPlainText);
    const claims = types.map((type) => this.claimsOf(type, argument));
    const found = new Set(
      claims.flatMap(({ byTarget, byText }) => [
        ...(byTarget.get(resource) ?? []),
        ...texts.flatMap((text) => byText.get(text) ?? []),
      ]),
    );
    const undecided = claims.flatMap((each) => each.undecided).filter((other) => !found.has(other));
    return { found: [...found], undecided };
  }

  /** What all resources of a type say in an argument. Read once: stacks have thousands of buckets. */
  private claimsOf(type: string, argument: string): Claims {
    const key = `${type} ${argument}`;
    const claims = this.claims.get(key) ?? this.readClaims(type, argument);
    this.claims.set(key, claims);
    return claims;
  }

  private readClaims(type: string, argument: string): Claims {
    const byTarget = new Map<ResourceView, ResourceView[]>();
    const byText = new Map<string, ResourceView[]>();
    const undecided: ResourceView[] = [];
    for (const other of this.stack.ofType(type)) {
      const targets = this.from(other.raw[argument]);
      const said = textsAt(other, argument);
      for (const target of targets) add(byTarget, target, other);
      for (const text of new Set(said.filter(isPlainText))) add(byText, text, other);
      if (targets.length === 0 && said.some((text) => text.includes(REFERENCE))) undecided.push(other);
    }
    for (const other of this.stack.neighbours.flatMap((neighbour) => neighbour.ofType(type))) {
      const { targets, texts, isUndecided } = claimFromElsewhere(other, argument, this.stack);
      for (const target of targets) add(byTarget, target, other);
      for (const text of texts) add(byText, text, other);
      if (isUndecided) undecided.push(other);
    }
    return { byTarget, byText, undecided };
  }
}

/** What the resources of one type say in one argument. */
interface Claims {
  /** By the resource that they refer to. */
  readonly byTarget: ReadonlyMap<ResourceView, readonly ResourceView[]>;
  /** By the text that they write. */
  readonly byText: ReadonlyMap<string, readonly ResourceView[]>;
  /** Those that refer to nothing of this stack. */
  readonly undecided: readonly ResourceView[];
}

function add<K>(map: Map<K, ResourceView[]>, key: K, resource: ResourceView): void {
  const same = map.get(key);
  if (same === undefined) map.set(key, [resource]);
  else same.push(resource);
}

function addressesIn(raw: unknown): readonly string[] {
  if (typeof raw === "string") {
    return expressionsIn(raw).flatMap((expression) => [...expression.matchAll(ADDRESS)].map(([address]) => address));
  }
  if (Array.isArray(raw)) return raw.flatMap(addressesIn);
  return isJsonRecord(raw) ? membersOf(raw).flatMap(addressesIn) : [];
}

/** What stands behind each `${`, to the next one or the first `}`, where one comes at all. */
function expressionsIn(text: string): readonly string[] {
  const [, ...parts] = text.slice(0, text.lastIndexOf("}") + 1).split("${");
  return parts.map((part) => part.split("}", 1)[0] ?? "");
}

function membersOf(record: JsonRecord): readonly unknown[] {
  return Object.entries(record).flatMap(([name, value]) => (name === "//" ? [] : [value]));
}
