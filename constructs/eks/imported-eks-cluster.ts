import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { EksConnection } from "../cluster";
import type { NodePurpose, ReservedNodes } from "../core/cluster";
import type { INetwork } from "../network";
import type { ConnectionOptions, EksClusterAttributes, IEksCluster } from "./eks-props";
import { reservedNodesFor } from "./reserved-nodes";

/** The DNS domain of every EKS cluster. */
export const EKS_DNS_DOMAIN = "cluster.local";

/** Blocks that EKS chooses a cluster's Service addresses from (Amazon EKS API Reference, "KubernetesNetworkConfigRequest"). */
export const EKS_SERVICE_CIDRS: readonly string[] = ["10.100.0.0/16", "172.20.0.0/16"];

/** Where pods reach the API: its network interfaces stand in the network, and a Service stands in front of them. */
export function eksApiCidrs(network: INetwork, serviceCidr: string | undefined): readonly string[] {
  return [network.cidr, ...(serviceCidr === undefined ? EKS_SERVICE_CIDRS : [serviceCidr])];
}

/**
 * A Service of type LoadBalancer with these becomes a network load balancer inside the network (AWS Load Balancer
 * Controller documentation, "Service annotations").
 */
export const PRIVATE_LOAD_BALANCER = {
  "service.beta.kubernetes.io/aws-load-balancer-type": "external",
  "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
  "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
} as const;

function plainEndpoint(got: string): Problem {
  return {
    what: "a cluster's endpoint is not an HTTPS address",
    got,
    allowed: "https://<id>.<zone>.<region>.eks.amazonaws.com",
    doThis: "copy it from aws eks describe-cluster",
  };
}

/** An EKS cluster that is already there, as `EksCluster.fromAttributes` describes it. */
export class ImportedEksCluster implements IEksCluster {
  public readonly clusterName: string;
  public readonly kubernetesVersion?: string;
  public readonly region: string;
  public readonly network: INetwork;
  public readonly dnsDomain = EKS_DNS_DOMAIN;
  public readonly storageClassName?: string;
  public readonly privateLoadBalancerAnnotations = PRIVATE_LOAD_BALANCER;
  public readonly privateCidrs: readonly string[];
  public readonly kubernetesApiCidrs: readonly string[];
  public readonly hasIpv6 = false;
  public readonly spreadsOverZones: boolean;
  public readonly clusterSecurityGroupId: string;
  public readonly apiSecurityGroupId: string;
  private readonly attributes: EksClusterAttributes;

  /** @throws PalisadeError when an attribute is malformed */
  public constructor(attributes: EksClusterAttributes) {
    const { endpoint } = attributes;
    const check = new Checker(`cluster ${attributes.clusterName}`);
    check.that(endpoint.startsWith("https://") || endpoint.startsWith("${"), () => plainEndpoint(endpoint));
    check.done();
    this.attributes = attributes;
    this.clusterName = attributes.clusterName;
    this.region = attributes.network.region;
    this.network = attributes.network;
    this.privateCidrs = [attributes.network.cidr];
    this.kubernetesApiCidrs = eksApiCidrs(attributes.network, attributes.serviceCidr);
    this.spreadsOverZones = attributes.network.zones.length > 1;
    this.clusterSecurityGroupId = attributes.clusterSecurityGroupId;
    this.apiSecurityGroupId = attributes.apiSecurityGroupId ?? attributes.clusterSecurityGroupId;
    if (attributes.kubernetesVersion !== undefined) this.kubernetesVersion = attributes.kubernetesVersion;
    if (attributes.storageClassName !== undefined) this.storageClassName = attributes.storageClassName;
  }

  public reservedNodes(purpose: NodePurpose): ReservedNodes | undefined {
    return this.attributes.reservedPurposes?.includes(purpose) === true ? reservedNodesFor(purpose) : undefined;
  }

  public connection(options: ConnectionOptions = {}): EksConnection {
    const { clusterName, endpoint, certificateAuthority } = this.attributes;
    return { kind: "eks", clusterName, region: this.region, endpoint, certificateAuthority, ...options };
  }
}
