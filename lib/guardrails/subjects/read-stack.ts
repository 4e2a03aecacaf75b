import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../../core/json";
import { policyDocumentsOf } from "../../truth/aws/policy-documents";
import { releaseValues } from "../../truth/charts/release-values";
import { isManifestBundle, kubernetesObjectsOf } from "../../truth/kubernetes/objects";
import { kindOfTerraformType } from "../../truth/kubernetes/terraform-kinds";
import { JUDGED_BY, MARKS, resourcesOf, type SynthesizedResource } from "../../truth/synthesized-resource";
import { holdsReference, knownData, knownText } from "../../truth/terraform-text";
import type { ContainerView } from "./container-view";
import { parsePath } from "./field-path";
import { withLiterals } from "./literals";
import type { ObjectView } from "./object-view";
import type { PodView } from "./pod-view";
import { podsOf } from "./pods";
import type { PolicyView } from "./policy-view";
import { References } from "./references";
import type { ReleaseView } from "./release-view";
import type { ResourceView } from "./resource-view";
import type { StackView } from "./stack-view";
import type { TextView } from "./text-view";
import { textsOf } from "./texts";
import { withoutTrapNames } from "./trap-names";

/** A stack of some synthesized JSON. */
export interface StackInput {
  /** Name, such as `prod-nodes`. */
  readonly name: string;
  /** Its `cdk.tf.json`, whoever wrote it. */
  readonly json: JsonRecord;
}

/** The other stacks of a stack's environment. */
export type Neighbours = (stack: StackView) => readonly StackView[];

/**
 * Reads a synthesized stack for the rules. What no rule asks for is never made.
 *
 * @param neighbours asked when they are needed. @default - it stands alone
 */
export function readStack({ name, json }: StackInput, neighbours: Neighbours = () => []): StackView {
  const literals = withLiterals(withoutTrapNames(json));
  return new LazyStack(name, literals.json, literals.defaults, neighbours);
}

class LazyStack implements StackView {
  public readonly marks: JsonRecord;
  public readonly environment: string | undefined;
  public readonly resources: readonly ResourceView[];
  private readonly byType = new Map<string, ResourceView[]>();
  private readonly readObjects = once(() => this.resources.flatMap(objectsOf));
  private readonly readPods = once(() => this.objects.flatMap(podsOf));
  private readonly readContainers = once(() => this.pods.flatMap((pod) => pod.containers));
  private readonly readPolicies = once(() => this.resources.flatMap(policiesOf));
  private readonly readReleases = once(() => this.ofType("helm_release").flatMap(releaseOf));
  private readonly readTexts = once(() => this.resources.flatMap(textsOf));
  private readonly readUnreadable = once(() => this.resources.filter(isUnreadable));
  private readonly readNeighbours = once(() => this.findNeighbours(this));
  private readonly readReferences = once(() => new References(this));

  public constructor(
    public readonly name: string,
    public readonly json: JsonRecord,
    public readonly defaults: ReadonlyMap<string, string>,
    private readonly findNeighbours: Neighbours,
  ) {
    this.marks = recordAt(json, "//", MARKS);
    this.environment = textAt(recordAt(this.marks, JUDGED_BY), "environment");
    this.resources = [...resourcesOf(json)].map((resource) => new LazyResource(this, resource));
    for (const resource of this.resources) {
      const same = this.byType.get(resource.type);
      if (same === undefined) this.byType.set(resource.type, [resource]);
      else same.push(resource);
    }
  }

  public get objects(): readonly ObjectView[] {
    return this.readObjects();
  }

  public get pods(): readonly PodView[] {
    return this.readPods();
  }

  public get containers(): readonly ContainerView[] {
    return this.readContainers();
  }

  public get policies(): readonly PolicyView[] {
    return this.readPolicies();
  }

  public get releases(): readonly ReleaseView[] {
    return this.readReleases();
  }

  public get texts(): readonly TextView[] {
    return this.readTexts();
  }

  public get unreadable(): readonly ResourceView[] {
    return this.readUnreadable();
  }

  public get references(): References {
    return this.readReferences();
  }

  public get neighbours(): readonly StackView[] {
    return this.readNeighbours();
  }

  public ofType(...types: readonly string[]): readonly ResourceView[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  public nearby(...types: readonly string[]): readonly ResourceView[] {
    return [...this.ofType(...types), ...this.neighbours.flatMap((stack) => stack.ofType(...types))];
  }
}

class LazyResource implements ResourceView {
  public readonly mode: "resource" | "data";
  public readonly type: string;
  public readonly name: string;
  public readonly address: string;
  public readonly path: string;
  public readonly raw: JsonRecord;
  public readonly marks: JsonRecord;
  private readonly readConfig = once(() => recordAt(knownData(this.raw)));

  public constructor(
    public readonly stack: StackView,
    public readonly synthesized: SynthesizedResource,
  ) {
    this.mode = synthesized.mode;
    this.type = synthesized.type;
    this.address = synthesized.address;
    this.name = synthesized.address.split(".").at(-1) ?? "";
    this.path = synthesized.path;
    this.raw = synthesized.config;
    this.marks = synthesized.marks;
  }

  public get config(): JsonRecord {
    return this.readConfig();
  }
}

/** What a function gives, made when it is asked for first. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made = made ?? { value: make() };
    return made.value;
  };
}

function objectsOf(resource: ResourceView): readonly ObjectView[] {
  return kubernetesObjectsOf(resource.synthesized).map((object, index) => {
    const metadata = recordAt(object.manifest, "metadata");
    return {
      resource,
      apiVersion: object.apiVersion,
      kind: object.kind,
      name: object.name,
      namespace: object.namespace,
      labels: textMembers(metadata["labels"]),
      annotations: textMembers(metadata["annotations"]),
      manifest: object.manifest,
      bundleIndex: object.origin === "bundle" ? index : undefined,
    };
  });
}

/** A type that makes an object, and here one that is made of what is only known at plan time. */
function isUnreadable(resource: ResourceView): boolean {
  return (
    resource.mode === "resource" &&
    kindOfTerraformType(resource.type) !== undefined &&
    kubernetesObjectsOf(resource.synthesized).length === 0
  );
}

function policiesOf(resource: ResourceView): readonly PolicyView[] {
  return policyDocumentsOf(resource.synthesized).read.map((document) => {
    const at = parsePath(document.argument);
    const policy: PolicyView = {
      resource,
      argument: document.argumentName,
      at,
      document,
      get statements() {
        return statements();
      },
    };
    const statements = once(() =>
      document.statements.map((statement, index) => ({
        ...statement,
        policy,
        allows: statement.elements["Effect"] !== "Deny",
        // A document in blocks has its statements in the resource itself; a text has none that a pointer reaches.
        at: document.text === undefined ? [...at, index] : at,
      })),
    );
    return policy;
  });
}

function releaseOf(resource: ResourceView): readonly ReleaseView[] {
  const address = knownText(textAt(resource.raw, "chart") ?? "");
  if (resource.mode === "data" || address === "" || holdsReference(address) || isManifestBundle(resource.raw))
    return [];
  const chart = address.split("/").at(-1) ?? address;
  const { values, isPartial } = releaseValues(resource.raw, resource.path);
  return [{ resource, chart, version: knownText(textAt(resource.raw, "version") ?? ""), values, isPartial }];
}

/** The members of a map that are text. */
export function textMembers(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(recordAt(isJsonRecord(value) ? value : asList(value)[0]));
  return Object.fromEntries(entries.flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])));
}
