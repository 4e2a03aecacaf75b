import type { SubnetTier } from "../../lib/core/subnet-plan";
import { checkNetworkAttributes } from "./network-checks";
import type { INetwork, NetworkAttributes } from "./network-props";

/** A network that is already there, as `Network.fromAttributes` describes it. */
export class ImportedNetwork implements INetwork {
  public readonly vpcId: string;
  public readonly cidr: string;
  public readonly region: string;
  public readonly zones: readonly string[];
  public readonly ipv6: boolean;
  public readonly internetEgress: boolean;
  public readonly interfaceEndpoints: readonly string[];
  public readonly discoveryName?: string;
  private readonly tiers: Readonly<Record<SubnetTier, readonly string[]>>;

  /** @throws PalisadeError when the attributes do not fit together */
  public constructor(attributes: NetworkAttributes) {
    checkNetworkAttributes(attributes);
    this.vpcId = attributes.vpcId;
    this.cidr = attributes.cidr;
    this.region = attributes.region;
    this.zones = attributes.zones;
    this.ipv6 = attributes.ipv6 ?? false;
    this.internetEgress = attributes.internetEgress ?? true;
    this.interfaceEndpoints = attributes.interfaceEndpoints ?? [];
    if (attributes.discoveryName !== undefined) this.discoveryName = attributes.discoveryName;
    this.tiers = {
      private: attributes.privateSubnetIds,
      public: attributes.publicSubnetIds ?? [],
      isolated: attributes.isolatedSubnetIds ?? [],
      peers: attributes.peersSubnetIds ?? [],
    };
  }

  public subnetIds(tier: SubnetTier): readonly string[] {
    return this.tiers[tier];
  }
}
