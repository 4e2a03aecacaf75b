import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { SessionManager } from "../constructs/access";
import { ClusterAccess } from "../constructs/eks";
import { alarmTopicArn } from "./audit-facts";
import { readState } from "./backend";
import { BaseStack } from "./base-stack";
import { clusterFacts } from "./cluster-facts";
import { ACCESS_ROLE_OUTPUT } from "./cluster-stack";
import type { AwsEnvironment } from "./environment";
import type { AccessEntry } from "./environment-access";
import { importNetwork } from "./network-exports";

/**
 * How people reach private machines of the account. Operators forward a port to the cluster's API through one host, and
 * nothing else: CloudTrail has when and who. Shells, which nobody is granted here, are encrypted and written down.
 */
export class AccessStack extends BaseStack {
  public constructor(scope: Construct, environment: AwsEnvironment, access: AccessEntry) {
    super(scope, environment, "access");
    const { name, platform } = environment;
    const { accountId, region } = platform;
    const { operatorRoleName: roleName, secondFactor } = access;
    const facts = clusterFacts(name, platform);
    this.pinProviderSource("aws");
    new AwsProvider(this, "aws", { region, allowedAccountIds: [accountId] });
    const sessions = new SessionManager(this, "sessions", {
      region,
      networks: [importNetwork(readState(this, environment, "network"), platform, facts)],
      alarmTopicArn: alarmTopicArn(name, accountId, region),
    });
    sessions.letHostJoin("cluster-access", readState(this, environment, "cluster").getString(ACCESS_ROLE_OUTPUT));
    sessions.grantSession("operators", {
      roleName,
      hostTags: ClusterAccess.hostTags(facts.clusterName),
      ways: ["forward-remote-port"],
      ...(secondFactor === undefined ? {} : { secondFactor }),
    });
  }
}
