import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { NodePurpose } from "../core/cluster";
import { Network } from "../network";
import type { IEksCluster } from "./eks-props";
import { ImportedEksCluster } from "./imported-eks-cluster";

/** What `EksLookup` needs to know beforehand; the rest is asked of AWS. */
export interface EksLookupProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Region it lies in. */
  readonly region: string;
  /** IPv4 block of its network. */
  readonly cidr: string;
  /** Zones of its network, in the order of the private subnets. */
  readonly zones: readonly string[];
  /** Value of the `karpenter.sh/discovery` tag on its private subnets. @default - they have no such tag */
  readonly discoveryName?: string;
  /** AWS services that have addresses of their own inside its network. @default - none */
  readonly interfaceEndpoints?: readonly string[];
  /** Purposes it has nodes for, labelled and tainted as Palisade does. @default - none */
  readonly reservedPurposes?: readonly NodePurpose[];
  /** Storage class for volumes that do not name one. @default - the cluster's own default class */
  readonly storageClassName?: string;
}

/**
 * An EKS cluster found by its name, for stacks that use it without reading the state of the stack that made it. AWS is
 * asked for its address, certificate and Service addresses when Terraform runs.
 */
export class EksLookup extends Construct {
  /** The cluster. */
  public readonly cluster: IEksCluster;

  /** @throws PalisadeError when the network's attributes do not fit together */
  public constructor(scope: Construct, id: string, props: EksLookupProps) {
    super(scope, id);
    const { clusterName, region, cidr, zones, discoveryName, interfaceEndpoints, ...options } = props;
    const found = new DataAwsEksCluster(this, "Resource", { name: clusterName });
    const placement = found.vpcConfig.get(0);
    const subnets = Fn.tolist(placement.subnetIds);
    this.cluster = new ImportedEksCluster({
      ...options,
      clusterName,
      endpoint: found.endpoint,
      certificateAuthority: found.certificateAuthority.get(0).data,
      serviceCidr: found.kubernetesNetworkConfig.get(0).serviceIpv4Cidr,
      clusterSecurityGroupId: placement.clusterSecurityGroupId,
      network: Network.fromAttributes({
        vpcId: placement.vpcId,
        cidr,
        region,
        zones,
        ...(discoveryName === undefined ? {} : { discoveryName }),
        ...(interfaceEndpoints === undefined ? {} : { interfaceEndpoints }),
        privateSubnetIds: zones.map((_, index) => Token.asString(Fn.element(subnets, index))),
      }),
    });
  }
}
