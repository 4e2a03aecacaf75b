import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { ClusterAccess, EksCluster } from "../constructs/eks";
import { readState } from "./backend";
import { BaseStack } from "./base-stack";
import { clusterFacts } from "./cluster-facts";
import type { AwsEnvironment } from "./environment";
import { importNetwork } from "./network-exports";

/** Port on an operator's machine that the private API is forwarded to, unless the environment names one. */
const FORWARDED_PORT = 8443;

/** Output with the name of the role of the host that forwards a port to the API. */
export const ACCESS_ROLE_OUTPUT = "access_role_name";

/** The environment's Kubernetes cluster, and the one way to its private API. */
export class ClusterStack extends BaseStack {
  public constructor(scope: Construct, environment: AwsEnvironment) {
    super(scope, environment, "cluster");
    const { platform } = environment;
    const facts = clusterFacts(environment.name, platform);
    this.pinProviderSource("aws");
    new AwsProvider(this, "aws", { region: platform.region, allowedAccountIds: [platform.accountId] });
    const cluster = new EksCluster(this, "cluster", {
      name: facts.clusterName,
      network: importNetwork(readState(this, environment, "network"), platform, facts),
      access: { administrators: { principalArn: platform.clusterAdminRoleArn, level: "admin" } },
      nodeGroups: platform.nodeGroups,
      deletionProtection: platform.deletionProtection,
    });
    const access = new ClusterAccess(this, "access", { cluster });
    new TerraformOutput(this, ACCESS_ROLE_OUTPUT, { value: access.roleName, staticId: true });
    const localPort = platform.portForward?.localPort ?? FORWARDED_PORT;
    new TerraformOutput(this, "forward_command", { value: access.forwardCommand(localPort), staticId: true });
  }
}
