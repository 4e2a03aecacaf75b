import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { StateBucket } from "../constructs/state";
import { BaseStack } from "./base-stack";
import type { AwsEnvironment } from "./environment";

/** Makes the bucket that all other stacks of the environment keep their state in. Applied once, before anything else. */
export class BootstrapStack extends BaseStack {
  public constructor(scope: Construct, environment: AwsEnvironment) {
    super(scope, environment, "bootstrap");
    const { accountId, region, stateBucket } = environment.platform;
    this.pinProviderSource("aws");
    new AwsProvider(this, "aws", { region, allowedAccountIds: [accountId] });
    new StateBucket(this, "state", { bucketName: stateBucket, region });
  }
}
