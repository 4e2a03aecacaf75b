import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { serviceTrust } from "../../lib/render/iam-policy";
import { AwsAccount } from "../core/aws-account";

/**
 * What every node may do: join its cluster, pull images, and be reached through Session Manager, which stands in for
 * SSH. Pod networking is not among it: the VPC CNI has a role of its own.
 */
const NODE_POLICIES = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
] as const;

/** The IAM role of nodes. */
export class NodeRole extends Construct {
  /** Name of the role. */
  public readonly roleName: string;
  /** ARN of the role. */
  public readonly roleArn: string;
  /** What nodes have to wait for. */
  public readonly attachments: readonly IamRolePolicyAttachment[];

  public constructor(scope: Construct, id: string, props: { readonly namePrefix: string }) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      namePrefix: props.namePrefix,
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    this.roleName = role.name;
    this.roleArn = role.arn;
    this.attachments = NODE_POLICIES.map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy, {
          role: role.name,
          policyArn: AwsAccount.of(this).managedPolicyArn(policy),
        }),
    );
  }
}
