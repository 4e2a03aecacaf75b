import { Fn, TerraformOutput, type TerraformRemoteState, type TerraformStack, Token } from "cdktf";
import { type INetwork, Network, PRODUCTION_ENDPOINTS, type SubnetTier } from "../constructs/network";
import type { ClusterFacts } from "./cluster-facts";
import type { AwsPlatform } from "./environment";

/** Tiers that other stacks may place things in. */
const SHARED_TIERS = ["public", "private", "isolated", "peers"] as const satisfies readonly SubnetTier[];

/** What other stacks may read of a network. The names are public API: consumers in other repositories read them too. */
export function exportNetwork(stack: TerraformStack, network: INetwork): void {
  new TerraformOutput(stack, "vpc_id", { value: network.vpcId, staticId: true });
  for (const tier of SHARED_TIERS) {
    new TerraformOutput(stack, `${tier}_subnet_ids`, { value: network.subnetIds(tier), staticId: true });
  }
}

/** The network of an environment, as read from its stack's state. */
export function importNetwork(
  state: TerraformRemoteState,
  platform: AwsPlatform,
  { zones, discoveryName }: ClusterFacts,
): INetwork {
  const subnetIds = (tier: SubnetTier) =>
    zones.map((_, index) => Token.asString(Fn.element(state.getList(`${tier}_subnet_ids`), index)));
  return Network.fromAttributes({
    vpcId: state.getString("vpc_id"),
    cidr: platform.cidr,
    region: platform.region,
    zones,
    publicSubnetIds: subnetIds("public"),
    privateSubnetIds: subnetIds("private"),
    isolatedSubnetIds: subnetIds("isolated"),
    peersSubnetIds: subnetIds("peers"),
    interfaceEndpoints: PRODUCTION_ENDPOINTS,
    discoveryName,
  });
}
