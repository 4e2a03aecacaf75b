import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

/** The account and partition a stack deploys to, asked of AWS once per stack. Both values are live references. */
export class AwsAccount extends Construct {
  private static readonly ID = "aws-account";

  /** The one of the stack that `scope` belongs to; made on first use. */
  public static of(scope: IConstruct): AwsAccount {
    const stack = TerraformStack.of(scope);
    const existing = stack.node.tryFindChild(AwsAccount.ID);
    return existing instanceof AwsAccount ? existing : new AwsAccount(stack, AwsAccount.ID);
  }

  /** Twelve-digit account number. */
  public readonly accountId: string;
  /** Partition in ARNs, such as `aws`. */
  public readonly partition: string;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.accountId = new DataAwsCallerIdentity(this, "identity").accountId;
    this.partition = new DataAwsPartition(this, "partition").partition;
  }

  /** ARN of a policy that AWS maintains, by its path, such as `AmazonEKSClusterPolicy`. */
  public managedPolicyArn(path: string): string {
    return `arn:${this.partition}:iam::aws:policy/${path}`;
  }
}
