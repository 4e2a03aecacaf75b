import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { SubnetTier } from "../../lib/core/subnet-plan";

/** Props of `Subnets`. */
export interface SubnetsProps {
  /** VPC they are cut from. */
  readonly vpc: Vpc;
  /** How far they can be reached. */
  readonly tier: SubnetTier;
  /** Zones, one per subnet. */
  readonly zones: readonly string[];
  /** Address blocks, one per zone. */
  readonly cidrs: readonly string[];
  /** Whether they get IPv6 blocks. */
  readonly ipv6: boolean;
  /** Value of the Karpenter discovery tag on private subnets. */
  readonly discoveryName: string;
}

/** Eight bits between a VPC's /56 and a subnet's /64, cut into sixteen blocks per tier. */
const IPV6_SUBNET_BITS = 8;
const IPV6_BLOCKS_PER_TIER = 16;
const IPV6_TIER: Readonly<Record<SubnetTier, number>> = { private: 0, public: 1, isolated: 2, peers: 3 };

/** The subnets of one tier, one per zone, each with a route table of its own. */
export class Subnets extends Construct {
  /** Identifiers of the subnets, in the order of the zones. */
  public readonly subnetIds: readonly string[];
  /** Identifiers of their route tables, in the order of the zones. */
  public readonly routeTableIds: readonly string[];

  public constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    const pairs = props.zones.map((zone, index) => {
      const subnet = new Subnet(this, zone, {
        vpcId: props.vpc.id,
        availabilityZone: zone,
        cidrBlock: props.cidrs[index] ?? "",
        // Public addresses are for load balancers and NAT, which bring their own, and for software under Exposure.peers.
        mapPublicIpOnLaunch: props.tier === "peers",
        ...(props.ipv6 ? ipv6Block(props, index) : {}),
        tags: { "palisade.dev/tier": props.tier, ...discoveryTags(props) },
      });
      const routeTable = new RouteTable(this, `${zone}-routes`, { vpcId: props.vpc.id });
      new RouteTableAssociation(this, `${zone}-association`, { subnetId: subnet.id, routeTableId: routeTable.id });
      return { subnetId: subnet.id, routeTableId: routeTable.id };
    });
    this.subnetIds = pairs.map((pair) => pair.subnetId);
    this.routeTableIds = pairs.map((pair) => pair.routeTableId);
  }
}

function ipv6Block(props: SubnetsProps, index: number) {
  const block = IPV6_TIER[props.tier] * IPV6_BLOCKS_PER_TIER + index;
  return {
    ipv6CidrBlock: Fn.cidrsubnet(props.vpc.ipv6CidrBlock, IPV6_SUBNET_BITS, block),
    assignIpv6AddressOnCreation: true,
  };
}

/**
 * Tags by which the AWS Load Balancer Controller and Karpenter find subnets (AWS Load Balancer Controller
 * documentation, "Subnet auto-discovery"; Karpenter documentation, "NodeClasses").
 */
function discoveryTags(props: SubnetsProps): Record<string, string> {
  if (props.tier === "public") return { "kubernetes.io/role/elb": "1" };
  if (props.tier !== "private") return {};
  return { "kubernetes.io/role/internal-elb": "1", "karpenter.sh/discovery": props.discoveryName };
}
