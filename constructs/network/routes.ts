import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { NatMode } from "./network-props";
import type { Subnets } from "./subnets";

const EVERYWHERE_IPV4 = "0.0.0.0/0";
const EVERYWHERE_IPV6 = "::/0";

/** Props of `InternetRoutes`. */
export interface InternetRoutesProps {
  readonly vpc: Vpc;
  readonly zones: readonly string[];
  readonly publicSubnets: Subnets;
  readonly privateSubnets: Subnets;
  readonly peersSubnets: Subnets | undefined;
  readonly nat: NatMode;
  readonly ipv6: boolean;
}

/** Ways to the internet: both ways for public and peers subnets, outbound only for private ones, none for isolated ones. */
export class InternetRoutes extends Construct {
  /** Addresses that traffic from private subnets comes from, for allow lists of others. */
  public readonly natAddresses: readonly string[];

  public constructor(scope: Construct, id: string, props: InternetRoutesProps) {
    super(scope, id);
    const gateway = new InternetGateway(this, "gateway", { vpcId: props.vpc.id });
    for (const [tier, subnets] of Object.entries({ public: props.publicSubnets, peers: props.peersSubnets })) {
      for (const [index, routeTableId] of (subnets?.routeTableIds ?? []).entries()) {
        const zone = props.zones[index] ?? "";
        new Route(this, `${tier}-${zone}`, {
          routeTableId,
          destinationCidrBlock: EVERYWHERE_IPV4,
          gatewayId: gateway.id,
        });
        if (!props.ipv6) continue;
        new Route(this, `${tier}-${zone}-ipv6`, {
          routeTableId,
          destinationIpv6CidrBlock: EVERYWHERE_IPV6,
          gatewayId: gateway.id,
        });
      }
    }
    this.natAddresses = this.addNat(props, gateway);
    if (props.ipv6) this.addOutboundIpv6(props);
  }

  private addNat(props: InternetRoutesProps, gateway: InternetGateway): readonly string[] {
    if (props.nat === "none") return [];
    const natZones = props.nat === "single" ? props.zones.slice(0, 1) : props.zones;
    const nats = natZones.map((zone, index) => {
      const address = new Eip(this, `nat-address-${zone}`, { domain: "vpc", dependsOn: [gateway] });
      const nat = new NatGateway(this, `nat-${zone}`, {
        subnetId: props.publicSubnets.subnetIds[index] ?? "",
        allocationId: address.id,
        dependsOn: [gateway],
      });
      return { nat, address };
    });
    for (const [index, routeTableId] of props.privateSubnets.routeTableIds.entries()) {
      const natGatewayId = (nats[index] ?? nats[0])?.nat.id ?? "";
      new Route(this, `private-${props.zones[index] ?? ""}`, {
        routeTableId,
        destinationCidrBlock: EVERYWHERE_IPV4,
        natGatewayId,
      });
    }
    return nats.map(({ address }) => address.publicIp);
  }

  private addOutboundIpv6(props: InternetRoutesProps): void {
    if (props.nat === "none") return;
    const outbound = new EgressOnlyInternetGateway(this, "outbound-ipv6", { vpcId: props.vpc.id });
    for (const [index, routeTableId] of props.privateSubnets.routeTableIds.entries()) {
      new Route(this, `private-${props.zones[index] ?? ""}-ipv6`, {
        routeTableId,
        destinationIpv6CidrBlock: EVERYWHERE_IPV6,
        egressOnlyGatewayId: outbound.id,
      });
    }
  }
}
