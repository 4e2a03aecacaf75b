import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { ClusterAccess, EksCluster } from "../constructs/cluster";
import { readState } from "./backend";
import { BaseStack } from "./base-stack";
import { clusterFacts } from "./cluster-facts";
import type { AwsEnvironment } from "./environment";
import { importNetwork } from "./network-exports";

/** The environment's Kubernetes cluster, and the one way to its private API. */
export class ClusterStack extends BaseStack {
  public constructor(scope: Construct, environment: AwsEnvironment) {
    super(scope, environment, "cluster");
    const { platform } = environment;
    const { clusterName, zones } = clusterFacts(environment.name, platform);
    this.pinProviderSource("aws");
    new AwsProvider(this, "aws", { region: platform.region, allowedAccountIds: [platform.accountId] });
    const cluster = new EksCluster(this, "cluster", {
      name: clusterName,
      network: importNetwork(readState(this, environment, "network"), platform, zones),
      access: { administrators: { principalArn: platform.clusterAdminRoleArn, level: "admin" } },
      nodeGroups: platform.nodeGroups,
      deletionProtection: platform.deletionProtection,
    });
    new ClusterAccess(this, "access", { cluster });
  }
}
