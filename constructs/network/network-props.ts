import type { SubnetTier } from "../../lib/core/subnet-plan";
import type { LogRetentionDays } from "../core/encrypted-log-group";

/** What constructs need of the network they stand in. */
export interface INetwork {
  /** Identifier of the VPC. */
  readonly vpcId: string;
  /** IPv4 block of the network. */
  readonly cidr: string;
  /** Region it lies in. */
  readonly region: string;
  /** Zones it spreads over, in the order of the subnets. */
  readonly zones: readonly string[];
  /** Whether it has IPv6 addresses too. */
  readonly ipv6: boolean;
  /** Whether instances in private subnets reach the internet. */
  readonly internetEgress: boolean;
  /** Names of the AWS services that are reached without leaving the network, such as `ssm`. */
  readonly interfaceEndpoints: readonly string[];
  /** Value of the `karpenter.sh/discovery` tag on its private subnets. @default - they have no such tag */
  readonly discoveryName?: string;
  /** Identifiers of the subnets of a tier, one per zone; empty when the network has no such tier. */
  subnetIds(tier: SubnetTier): readonly string[];
}

/** How private subnets reach the internet. `perZone` survives the loss of a zone; `single` is cheaper and does not. */
export type NatMode = "perZone" | "single" | "none";

/** Props of `Network`. */
export interface NetworkProps {
  /** Short name, unique in account and region. Also what Karpenter finds its subnets by. */
  readonly name: string;
  /** IPv4 block of the network, private, from /16 to /23, such as `10.20.0.0/16`. */
  readonly cidr: string;
  /** Region it lies in, such as `eu-central-1`. */
  readonly region: string;
  /**
   * Zones it spreads over, one to four, all in the region. Add zones at the end: the position decides the subnet.
   * @default - the first `zoneCount` letters of the region: `eu-central-1a`, `eu-central-1b`, …
   */
  readonly zones?: readonly string[];
  /** Number of zones when `zones` is left out. @default - 3 */
  readonly zoneCount?: number;
  /** Allow fewer than two zones. @default - false: a network in one zone falls with it */
  readonly allowSingleZone?: boolean;
  /** Make peers subnets, the only ones whose instances have public addresses. @default - false */
  readonly peersSubnets?: boolean;
  /** How private subnets reach the internet. @default - "perZone" */
  readonly nat?: NatMode;
  /** AWS services to reach without leaving the network, such as `ecr.api`. S3 is always there. @default - none */
  readonly interfaceEndpoints?: readonly string[];
  /** Blocks this network may not overlap: peered networks, offices, other environments. @default - none */
  readonly avoidCidrs?: readonly string[];
  /** Add IPv6 addresses; private subnets get them outbound only. @default - false */
  readonly ipv6?: boolean;
  /** Days that flow logs are kept. @default - 365 */
  readonly flowLogRetentionDays?: LogRetentionDays;
}

/** What `Network.fromAttributes` needs to know of a network that is already there. */
export interface NetworkAttributes {
  /** Identifier of the VPC. */
  readonly vpcId: string;
  /** IPv4 block of the network. */
  readonly cidr: string;
  /** Region it lies in. */
  readonly region: string;
  /** Zones it spreads over, in the order of the subnets. */
  readonly zones: readonly string[];
  /** Subnets where nodes live, one per zone. */
  readonly privateSubnetIds: readonly string[];
  /** Subnets of public load balancers, one per zone. @default - none */
  readonly publicSubnetIds?: readonly string[];
  /** Subnets without a way to the internet, one per zone. @default - none */
  readonly isolatedSubnetIds?: readonly string[];
  /** Subnets whose instances have public addresses, one per zone. @default - none */
  readonly peersSubnetIds?: readonly string[];
  /** Whether it has IPv6 addresses too. @default - false */
  readonly ipv6?: boolean;
  /** Whether instances in private subnets reach the internet. @default - true */
  readonly internetEgress?: boolean;
  /** AWS services that are reached without leaving the network. @default - none */
  readonly interfaceEndpoints?: readonly string[];
  /** Value of the `karpenter.sh/discovery` tag on its private subnets. @default - they have no such tag */
  readonly discoveryName?: string;
}
