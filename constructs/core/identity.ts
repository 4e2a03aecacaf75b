import { Aspects, type IAspect, TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { NameRules, physicalName } from "../../lib/core/naming";
import { PALISADE_VERSION } from "../../lib/core/version";
import { type KeyShare, keyShareText } from "../../lib/truth/key-share";

/** What a construct is, in the words of the vocabulary. */
export type Kind =
  | "network"
  | "cluster"
  | "state"
  | "namespace"
  | "operator"
  | "node"
  | "validator"
  | "signer"
  | "spend-guard"
  | "sentry"
  | "rpc-gateway"
  | "agent"
  | "tool-server"
  | "secret"
  | "secret-server"
  | "key"
  | "database"
  | "monitoring"
  | "audit"
  | "receiver"
  | "workload";

/** How a construct says what it is. Synthesized JSON carries it as labels, tags and annotations. */
export interface IdentityProps {
  /** One word of the vocabulary. */
  readonly kind: Kind;
  /** Short name, unique in its environment. */
  readonly name: string;
  /** Chain, for chain software. @default - no chain label */
  readonly chain?: string;
  /** Network of the chain, for chain software. @default - no network label */
  readonly network?: string;
  /** Client program, for chain software. @default - no client label */
  readonly client?: string;
  /** Role in the node, for chain software. @default - no role label */
  readonly role?: string;
  /** Public identifiers of the keys it may sign with, never material. @default - no key annotation */
  readonly keys?: readonly string[];
  /** Which share of each of its keys it holds. @default - it holds the whole of each */
  readonly keyShare?: KeyShare;
}

/** Label, tag and annotation keys that guardrails, reports and the reachability test read. */
export const IdentityKeys = {
  kind: "palisade.dev/kind",
  name: "palisade.dev/name",
  chain: "palisade.dev/chain",
  network: "palisade.dev/network",
  client: "palisade.dev/client",
  role: "palisade.dev/role",
  key: "palisade.dev/key",
  keyShare: "palisade.dev/key-share",
  path: "palisade.dev/path",
} as const;

/** Labels of an identity: what may be selected on. Also used as tags. */
export function identityLabels(identity: IdentityProps): Record<string, string> {
  const optional = { chain: identity.chain, network: identity.network, client: identity.client, role: identity.role };
  const labels: Record<string, string> = {
    [IdentityKeys.kind]: identity.kind,
    [IdentityKeys.name]: physicalName([identity.name], NameRules.kubernetesLabelValue),
  };
  for (const key of ["chain", "network", "client", "role"] as const) {
    const value = optional[key];
    if (value !== undefined) labels[IdentityKeys[key]] = physicalName([value], NameRules.kubernetesLabelValue);
  }
  return labels;
}

/** The usual `app.kubernetes.io` labels of an identity. */
export function applicationLabels(identity: IdentityProps): Record<string, string> {
  return {
    "app.kubernetes.io/name": physicalName([identity.client ?? identity.kind], NameRules.kubernetesLabelValue),
    "app.kubernetes.io/instance": physicalName([identity.name], NameRules.kubernetesLabelValue),
    "app.kubernetes.io/managed-by": "palisade",
  };
}

/** Annotations of an identity: where it was declared and, for signers, which keys it may use. */
export function identityAnnotations(path: string, identity: IdentityProps): Record<string, string> {
  const annotations: Record<string, string> = { [IdentityKeys.path]: path };
  if (identity.keys !== undefined) annotations[IdentityKeys.key] = identity.keys.join(",");
  if (identity.keyShare !== undefined) annotations[IdentityKeys.keyShare] = keyShareText(identity.keyShare);
  return annotations;
}

/** Who runs a stack and who pays for it. Written on everything that takes labels or tags, save pods. */
export interface Ownership {
  /** Environment, such as `prod`. */
  readonly environment: string;
  /** Stack name, such as `prod-nodes`. */
  readonly stack: string;
  /** Team that answers for it. */
  readonly owner: string;
  /** Cost centre that pays for it. */
  readonly costCentre: string;
}

/** AWS tags of an ownership. */
export function ownershipTags(ownership: Ownership): Record<string, string> {
  return {
    Environment: ownership.environment,
    Stack: ownership.stack,
    Owner: ownership.owner,
    CostCentre: ownership.costCentre,
    ManagedBy: "palisade",
    PalisadeVersion: PALISADE_VERSION,
  };
}

/** Kubernetes labels of an ownership. */
export function ownershipLabels(ownership: Ownership): Record<string, string> {
  const value = (text: string) => physicalName([text], NameRules.kubernetesLabelValue);
  return {
    "palisade.dev/environment": value(ownership.environment),
    "palisade.dev/stack": value(ownership.stack),
    "palisade.dev/owner": value(ownership.owner),
    "palisade.dev/cost-centre": value(ownership.costCentre),
    "palisade.dev/version": PALISADE_VERSION,
    "app.kubernetes.io/managed-by": "palisade",
  };
}

/** Something that marks objects Terraform does not see one by one, such as a bundle of manifests. */
export interface ITakesMarks extends IConstruct {
  /** Adds labels and annotations to everything inside. Later ones win, save over what an object says itself. */
  addMarks(labels: Readonly<Record<string, string>>, annotations: Readonly<Record<string, string>>): void;
}

/**
 * Something that keeps pods going. What stands on a pod's template restarts it when it changes, so only what the pod is
 * reaches it: who owns it and which release wrote it do not.
 */
export interface IKeepsPods extends IConstruct {
  /** Adds labels to its pods. Later ones win, save over those the pods are selected by. */
  addPodLabels(labels: Readonly<Record<string, string>>): void;
}

/** Marks everything below `scope` as part of it: the one way a construct says what it is. */
export function markIdentity(scope: IConstruct, identity: IdentityProps): void {
  const labels = identityLabels(identity);
  Aspects.of(scope).add(
    new LabelAspect(
      scope,
      {
        tags: { ...labels, [IdentityKeys.path]: scope.node.path },
        labels: { ...labels, ...applicationLabels(identity) },
        annotations: identityAnnotations(scope.node.path, identity),
        reachPods: true,
      },
      identity.name,
    ),
  );
}

/**
 * Writes an ownership on everything in a stack, but not on pods: a new owner or a new release of Palisade restarts
 * nothing. Attach it to stacks: cdktf never visits aspects of an app.
 */
export function markOwnership(stack: IConstruct, ownership: Ownership): void {
  Aspects.of(stack).add(
    new LabelAspect(stack, {
      tags: ownershipTags(ownership),
      labels: ownershipLabels(ownership),
      annotations: {},
      reachPods: false,
    }),
  );
}

interface Marks {
  readonly tags: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Whether pods get the labels too, which restarts them whenever one changes. */
  readonly reachPods: boolean;
}

interface Taggable extends IConstruct {
  readonly tagsInput?: Record<string, string>;
  tags: Record<string, string>;
}

interface ObjectMetadata {
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

interface HasMetadata extends IConstruct {
  readonly metadataInput?: ObjectMetadata;
  putMetadata(value: ObjectMetadata): void;
}

/** Data sources have tags too, but there they say what to look for. */
function isTaggable(node: IConstruct): node is TerraformResource & Taggable {
  return TerraformResource.isTerraformResource(node) && "tagsInput" in node;
}

function hasMetadata(node: IConstruct): node is HasMetadata {
  return "metadataInput" in node && "putMetadata" in node;
}

/** True for constructs that mark objects Terraform does not see. */
export function takesMarks(node: IConstruct): node is ITakesMarks {
  return "addMarks" in node && typeof node.addMarks === "function";
}

function keepsPods(node: IConstruct): node is IKeepsPods {
  return "addPodLabels" in node && typeof node.addPodLabels === "function";
}

/**
 * Parents are visited before children, so the nearest identity has the last word on identity keys, while whatever a
 * construct wrote by hand under other keys stays.
 */
class LabelAspect implements IAspect {
  /** @param name what unnamed resources below `scope` are called after; undefined where the marks do not say what a thing is */
  public constructor(
    private readonly scope: IConstruct,
    private readonly marks: Marks,
    private readonly name?: string,
  ) {}

  public visit(node: IConstruct): void {
    if (isTaggable(node) && !Token.isUnresolved(node.tagsInput)) {
      node.tags = { ...node.tagsInput, ...this.marks.tags, ...this.nameTag(node) };
    } else if (hasMetadata(node)) {
      const metadata = node.metadataInput ?? {};
      node.putMetadata({
        ...metadata,
        labels: { ...metadata.labels, ...this.marks.labels },
        annotations: { ...metadata.annotations, ...this.marks.annotations },
      });
    } else if (takesMarks(node)) {
      node.addMarks(this.marks.labels, this.marks.annotations);
    } else if (keepsPods(node) && this.marks.reachPods) {
      node.addPodLabels(this.marks.labels);
    }
  }

  /** The AWS console shows resources by this tag: the identity's name and the way down from there. */
  private nameTag(node: Taggable): Record<string, string> {
    if (this.name === undefined || (node.tagsInput?.["Name"] !== undefined && !namedHere.has(node))) return {};
    namedHere.add(node);
    const below = node.node.path.slice(this.scope.node.path.length).split("/");
    return { Name: [this.name, ...below.filter((part) => part !== "" && part !== "Resource")].join("-") };
  }
}

/** Resources whose name a parent's marks gave, so that a nearer identity may give a better one. */
const namedHere = new WeakSet<IConstruct>();
