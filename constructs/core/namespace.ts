import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { noteClosed } from "./asked-traffic";
import { markIdentity } from "./identity";
import { type IPeer, Peer, type PeerSelector } from "./peer";

/** What constructs need of the namespace they live in. */
export interface INamespace extends IPeer {
  /** Its name in the cluster. */
  readonly namespaceName: string;
  /**
   * The name for a resource below `scope`: a live reference in the namespace's own stack, so that the namespace is
   * made first, and plain text in every other, so that no state is read for it.
   */
  nameFor(scope: IConstruct): string;
}

/** Props of `Namespace`. */
export interface NamespaceProps {
  /** Its name in the cluster. */
  readonly name: string;
  /**
   * Pod Security Standard that the API server enforces in it.
   * @default - "restricted": a pod that asks for more than Palisade's workloads is refused
   */
  readonly podSecurity?: "restricted" | "baseline" | "privileged";
}

/** What `Namespace.addMetadata` adds. */
export interface NamespaceMarks {
  /** Labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
/** RFC 1123 label (Kubernetes documentation, "Object Names and IDs"). */
const LONGEST_NAME = 63;

function badName(got: string): Problem {
  return {
    what: "a namespace's name is not one Kubernetes takes",
    got,
    allowed: `lower-case letters, digits and inner hyphens, at most ${LONGEST_NAME} characters`,
    doThis: "choose another name",
  };
}

class ImportedNamespace implements INamespace {
  public constructor(public readonly namespaceName: string) {}

  public nameFor(): string {
    return this.namespaceName;
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return Peer.namespace(this.namespaceName).toPeerSelectors();
  }
}

/** A namespace that enforces a Pod Security Standard and denies all traffic that no other policy allows. */
export class Namespace extends Construct implements INamespace {
  /** A namespace that is already there. Nothing is created and nothing about it is checked. */
  public static fromName(name: string): INamespace {
    return new ImportedNamespace(name);
  }

  /** Its name in the cluster. */
  public readonly namespaceName: string;
  private readonly resource: NamespaceV1;

  /** @throws PalisadeError when the name is not one Kubernetes takes */
  public constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    const check = new Checker(this.node.path);
    check.that(NAME.test(props.name) && props.name.length <= LONGEST_NAME, () => badName(props.name));
    check.done();
    markIdentity(this, { kind: "namespace", name: props.name });
    const level = props.podSecurity ?? "restricted";
    this.resource = new NamespaceV1(this, "Resource", {
      metadata: {
        name: props.name,
        labels: {
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
        },
      },
    });
    this.namespaceName = props.name;
    noteClosed(this, { namespace: props.name });
    new NetworkPolicyV1(this, "default-deny", {
      metadata: { name: "default-deny", namespace: this.resource.metadata.name },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
  }

  /** Adds labels and annotations that say how its pods are treated. Later ones win. */
  public addMetadata(marks: NamespaceMarks): void {
    const { labels, annotations, ...metadata } = this.resource.metadataInput ?? {};
    this.resource.putMetadata({
      ...metadata,
      labels: { ...labels, ...marks.labels },
      annotations: { ...annotations, ...marks.annotations },
    });
  }

  public nameFor(scope: IConstruct): string {
    return TerraformStack.of(scope) === TerraformStack.of(this) ? this.resource.metadata.name : this.namespaceName;
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return Peer.namespace(this.namespaceName).toPeerSelectors();
  }
}
