import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { Network, PRODUCTION_ENDPOINTS } from "../constructs/network";
import { BaseStack } from "./base-stack";
import { clusterFacts } from "./cluster-facts";
import type { AwsEnvironment } from "./environment";
import { exportNetwork } from "./network-exports";

/** The environment's network: three zones, peers subnets for chain software, private everything else. */
export class NetworkStack extends BaseStack {
  public constructor(scope: Construct, environment: AwsEnvironment) {
    super(scope, environment, "network");
    const { accountId, region, cidr, nat } = environment.platform;
    this.pinProviderSource("aws");
    new AwsProvider(this, "aws", { region, allowedAccountIds: [accountId] });
    const network = new Network(this, "network", {
      name: clusterFacts(environment.name, environment.platform).discoveryName,
      region,
      cidr,
      nat,
      peersSubnets: true,
      interfaceEndpoints: PRODUCTION_ENDPOINTS,
    });
    exportNetwork(this, network);
  }
}
