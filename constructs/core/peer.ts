import type { ICluster } from "./cluster";

/** One side of a NetworkPolicy rule, as data. Several fields narrow each other. */
export interface PeerSelector {
  /** Labels of the namespace. @default - the policy's own namespace, unless `cidr` is set */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Labels of the pods. @default - every pod of the namespace */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Address block. @default - pods are selected instead */
  readonly cidr?: string;
  /** Blocks inside `cidr` that are left out. @default - none */
  readonly exceptCidrs?: readonly string[];
}

/** Something traffic can be allowed from or to: a workload, a namespace, an address block. */
export interface IPeer {
  /** Says who it is, to the NetworkPolicy of the other side. */
  toPeerSelectors(): readonly PeerSelector[];
}

/**
 * Somebody as they were named by whoever asked for traffic, before it is worked out how a policy finds them: a construct
 * by its path, a namespace and pods in it by name and labels, blocks of addresses, or a place known by its name.
 */
export type AskedParty =
  | { readonly construct: string }
  | { readonly namespace: string; readonly podLabels?: Readonly<Record<string, string>> }
  | { readonly cidrs: readonly string[] }
  | { readonly place: "internet" | "anywhere" | "anyPod" }
  | { readonly selectors: readonly PeerSelector[] };

/** One port of a NetworkPolicy rule. */
export interface PeerPort {
  /** Port number. */
  readonly port: number;
  /** Last port of a range. @default - one port */
  readonly endPort?: number;
  /** Transport. @default - TCP */
  readonly protocol?: "TCP" | "UDP";
}

/** Where API servers listen: 443 on managed clusters and on the Service in front of them, 6443 on others. */
export const KUBERNETES_API_PORTS: readonly PeerPort[] = [{ port: 443 }, { port: 6443 }];

/** Private, shared, loopback, link-local and metadata addresses: what "the internet" does not include (RFC 6890). */
export const NOT_INTERNET = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
] as const;

/** The same of IPv6: unique local addresses, with the metadata service among them, and link-local ones (RFC 6890). */
export const NOT_INTERNET_IPV6 = ["fc00::/7", "fe80::/10"] as const;

/** Peers that are not workloads. */
export class Peer implements IPeer {
  /** An address block. */
  public static cidr(cidr: string): Peer {
    return new Peer([{ cidr }], { cidrs: [cidr] });
  }

  /** Everything outside private networks: what a chain's peers or a public API are. Never the metadata service. */
  public static internet(): Peer {
    return new Peer(
      [
        { cidr: "0.0.0.0/0", exceptCidrs: NOT_INTERNET },
        { cidr: "::/0", exceptCidrs: NOT_INTERNET_IPV6 },
      ],
      { place: "internet" },
    );
  }

  /** Every address there is, private ones included. */
  public static anywhere(): Peer {
    return new Peer([{ cidr: "0.0.0.0/0" }, { cidr: "::/0" }], { place: "anywhere" });
  }

  /** The Kubernetes API of a cluster. It listens on `KUBERNETES_API_PORTS`. */
  public static kubernetesApi(cluster: Pick<ICluster, "kubernetesApiCidrs">): Peer {
    const { kubernetesApiCidrs: cidrs } = cluster;
    return new Peer(
      cidrs.map((cidr) => ({ cidr })),
      { cidrs },
    );
  }

  /** Every pod of a namespace. */
  public static namespace(namespaceName: string): Peer {
    return new Peer([{ namespaceLabels: { "kubernetes.io/metadata.name": namespaceName } }], {
      namespace: namespaceName,
    });
  }

  /** Pods of a namespace by their labels, for software Palisade did not declare. */
  public static pods(namespaceName: string, podLabels: Readonly<Record<string, string>>): Peer {
    return new Peer([{ namespaceLabels: { "kubernetes.io/metadata.name": namespaceName }, podLabels }], {
      namespace: namespaceName,
      podLabels,
    });
  }

  private constructor(
    private readonly selectors: readonly PeerSelector[],
    /** Who was asked for, apart from the selectors. Synthesized stacks say it beside the policies. */
    public readonly asked: AskedParty,
  ) {}

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.selectors;
  }
}
