import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { SubnetTier } from "../../lib/core/subnet-plan";
import { markIdentity } from "../core/identity";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { ImportedNetwork } from "./imported-network";
import { checkNetwork } from "./network-checks";
import type { INetwork, NetworkAttributes, NetworkProps } from "./network-props";
import { InternetRoutes } from "./routes";
import { Subnets } from "./subnets";

const DEFAULT_FLOW_LOG_RETENTION_DAYS = 365;

/**
 * An AWS network over several zones. Nodes live in private subnets, databases may live in isolated ones, and nothing
 * has a public address but NAT, public load balancers and, where asked, the instances of the peers subnets.
 */
export class Network extends Construct implements INetwork {
  /** A network that is already there. Nothing is created. @throws PalisadeError when its attributes do not fit together */
  public static fromAttributes(attributes: NetworkAttributes): INetwork {
    return new ImportedNetwork(attributes);
  }

  /** Short name, as given. */
  public readonly name: string;
  public readonly vpcId: string;
  public readonly cidr: string;
  public readonly region: string;
  public readonly zones: readonly string[];
  public readonly ipv6: boolean;
  public readonly internetEgress: boolean;
  public readonly interfaceEndpoints: readonly string[];
  public readonly discoveryName: string;
  /** Addresses that traffic from private subnets comes from, for allow lists of others. Live references. */
  public readonly natAddresses: readonly string[];
  private readonly tiers: Partial<Record<SubnetTier, Subnets>>;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { zones, plan } = checkNetwork(this.node.path, props);
    markIdentity(this, { kind: "network", name: props.name });
    this.name = props.name;
    this.cidr = props.cidr;
    this.region = props.region;
    this.zones = zones;
    this.ipv6 = props.ipv6 ?? false;
    this.discoveryName = props.name;
    this.interfaceEndpoints = [...(props.interfaceEndpoints ?? [])];
    const nat = props.nat ?? "perZone";
    this.internetEgress = nat !== "none";

    const vpc = new Vpc(this, "Resource", {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      ...(this.ipv6 ? { assignGeneratedIpv6CidrBlock: true } : {}),
    });
    this.vpcId = vpc.id;
    // Without rules of its own a default group lets its members talk to each other and out: take both away.
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: vpc.id, ingress: [], egress: [] });

    const subnets = (tier: SubnetTier) =>
      new Subnets(this, tier, {
        vpc,
        tier,
        zones,
        cidrs: plan[tier],
        ipv6: this.ipv6,
        discoveryName: this.discoveryName,
      });
    const publicSubnets = subnets("public");
    const privateSubnets = subnets("private");
    const isolatedSubnets = subnets("isolated");
    const peersSubnets = props.peersSubnets === true ? subnets("peers") : undefined;
    this.tiers = {
      public: publicSubnets,
      private: privateSubnets,
      isolated: isolatedSubnets,
      ...(peersSubnets === undefined ? {} : { peers: peersSubnets }),
    };
    const routes = new InternetRoutes(this, "internet", {
      vpc,
      zones,
      publicSubnets,
      privateSubnets,
      peersSubnets,
      nat,
      ipv6: this.ipv6,
    });
    this.natAddresses = routes.natAddresses;
    new Endpoints(this, "endpoints", {
      vpcId: vpc.id,
      cidr: props.cidr,
      region: props.region,
      services: this.interfaceEndpoints,
      subnetIds: privateSubnets.subnetIds,
      routeTableIds: Object.values(this.tiers).flatMap((tier) => tier.routeTableIds),
    });
    new FlowLogs(this, "flow-logs", {
      name: props.name,
      vpcId: vpc.id,
      region: props.region,
      retentionDays: props.flowLogRetentionDays ?? DEFAULT_FLOW_LOG_RETENTION_DAYS,
    });
  }

  public subnetIds(tier: SubnetTier): readonly string[] {
    return this.tiers[tier]?.subnetIds ?? [];
  }
}
