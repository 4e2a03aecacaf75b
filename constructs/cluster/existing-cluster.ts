import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { parseCidr } from "../../lib/core/cidr";
import type { Problem } from "../../lib/core/errors";
import type { ICluster, NodePurpose, ReservedNodes } from "../core/cluster";
import type { KubeContextConnection } from "./connection";

/** What `ExistingCluster.fromKubeContext` needs to know. */
export interface KubeContextProps {
  /** Name of the context in the kubeconfig file. */
  readonly context: string;
  /** Path of the kubeconfig file. @default - "~/.kube/config" */
  readonly configPath?: string;
  /** The cluster's name, as its operators know it. @default - the context's name */
  readonly clusterName?: string;
  /** Kubernetes minor version, such as `1.35`. @default - unknown, version-dependent checks are skipped */
  readonly kubernetesVersion?: string;
  /** The cluster's DNS domain. @default - "cluster.local" */
  readonly dnsDomain?: string;
  /** Storage class for volumes that do not name one. @default - the cluster's own default class */
  readonly storageClassName?: string;
  /** Annotations that make a LoadBalancer Service private to the network. @default - none */
  readonly privateLoadBalancerAnnotations?: Readonly<Record<string, string>>;
  /** Blocks the cluster's private clients come from. @default - none: nothing outside the cluster is let in */
  readonly privateCidrs?: readonly string[];
  /**
   * Block of its Services, such as `10.96.0.0/12` of kubeadm or `10.43.0.0/16` of k3s. With `privateCidrs`, pods that may
   * use the Kubernetes API reach its ports in these blocks alone.
   * @default - unknown: such pods reach these ports everywhere
   */
  readonly serviceCidr?: string;
  /** Whether its pods have IPv6 addresses. @default - unknown, IPv6 blocks are written into network policies too */
  readonly hasIpv6?: boolean;
  /** Whether its nodes spread over zones. @default - false */
  readonly spreadsOverZones?: boolean;
  /** Nodes reserved for a purpose. @default - none */
  readonly reservedNodes?: Readonly<Partial<Record<NodePurpose, ReservedNodes>>>;
}

const KUBERNETES_VERSION = /^1\.\d{1,3}$/;

function emptyContext(): Problem {
  return {
    what: "a cluster has no kube context",
    got: "",
    allowed: "a name that `kubectl config get-contexts` shows",
    doThis: "name the context",
  };
}

function oddVersion(got: string): Problem {
  return {
    what: "this is not a Kubernetes version",
    got,
    allowed: "a minor version such as 1.35",
    doThis: "correct it",
  };
}

/** A cluster that is already there, of any kind: k3d, kind, Talos, GKE, AKS, or an EKS cluster of your own. */
export class ExistingCluster extends Construct implements ICluster {
  /** The cluster behind a kube context. Nothing is created. @throws PalisadeError listing everything wrong with the props */
  public static fromKubeContext(scope: Construct, id: string, props: KubeContextProps): ExistingCluster {
    return new ExistingCluster(scope, id, props);
  }

  public readonly clusterName: string;
  public readonly kubernetesVersion?: string;
  public readonly dnsDomain: string;
  public readonly storageClassName?: string;
  public readonly privateLoadBalancerAnnotations: Readonly<Record<string, string>>;
  public readonly privateCidrs: readonly string[];
  public readonly kubernetesApiCidrs: readonly string[];
  public readonly hasIpv6?: boolean;
  public readonly spreadsOverZones: boolean;
  /** How the providers for Kubernetes and Helm talk to it. */
  public readonly connection: KubeContextConnection;
  private readonly reserved: Readonly<Partial<Record<NodePurpose, ReservedNodes>>>;

  private constructor(scope: Construct, id: string, props: KubeContextProps) {
    super(scope, id);
    const check = new Checker(this.node.path);
    check.that(props.context.length > 0, emptyContext);
    const version = props.kubernetesVersion;
    if (version !== undefined) check.that(KUBERNETES_VERSION.test(version), () => oddVersion(version));
    for (const cidr of props.privateCidrs ?? []) check.collect(() => parseCidr(cidr));
    const { serviceCidr } = props;
    if (serviceCidr !== undefined) check.collect(() => parseCidr(serviceCidr));
    check.done();
    this.clusterName = props.clusterName ?? props.context;
    this.dnsDomain = props.dnsDomain ?? "cluster.local";
    this.privateLoadBalancerAnnotations = props.privateLoadBalancerAnnotations ?? {};
    this.privateCidrs = props.privateCidrs ?? [];
    // Closed ports would stop whatever asks the API, so the ports are open as long as either place is unknown.
    const known = serviceCidr !== undefined && this.privateCidrs.length > 0;
    this.kubernetesApiCidrs = known ? [...this.privateCidrs, serviceCidr] : ["0.0.0.0/0"];
    this.spreadsOverZones = props.spreadsOverZones ?? false;
    this.connection = {
      kind: "kubeContext",
      context: props.context,
      configPath: props.configPath ?? "~/.kube/config",
    };
    this.reserved = props.reservedNodes ?? {};
    if (version !== undefined) this.kubernetesVersion = version;
    if (props.hasIpv6 !== undefined) this.hasIpv6 = props.hasIpv6;
    if (props.storageClassName !== undefined) this.storageClassName = props.storageClassName;
  }

  public reservedNodes(purpose: NodePurpose): ReservedNodes | undefined {
    return this.reserved[purpose];
  }
}
