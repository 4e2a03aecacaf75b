import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { NameRules, physicalName } from "../../lib/core/naming";
import { type IamStatement, iamPolicy } from "../../lib/render/iam-policy";
import { AwsAccount } from "./aws-account";
import { Peer } from "./peer";
import type { AllowedTraffic } from "./workload-network";

/** Where pods get the credentials of their role (Amazon EKS User Guide, "Set up the EKS Pod Identity Agent"). */
export const POD_IDENTITY_AGENT: AllowedTraffic = { peer: Peer.cidr("169.254.170.23/32"), ports: [{ port: 80 }] };

/** Props of `PodRole`. */
export interface PodRoleProps {
  /** Name of the cluster whose pods may take it on. */
  readonly clusterName: string;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Service account of the pods. */
  readonly serviceAccountName: string;
  /** What it may do, grouped by subject. @default - nothing beyond `managedPolicies` */
  readonly policies?: Readonly<Record<string, readonly IamStatement[]>>;
  /** Paths of policies that AWS maintains. @default - none */
  readonly managedPolicies?: readonly string[];
  /** Make the association too; an EKS add-on makes its own. @default - true */
  readonly associate?: boolean;
}

/**
 * An AWS role for the pods of one service account in one cluster, through EKS Pod Identity. The trust names cluster,
 * namespace and service account, so an association made elsewhere by mistake gets nothing (Amazon EKS User Guide,
 * "Create IAM role with trust policy required by EKS Pod Identity").
 */
export class PodRole extends Construct {
  /** ARN of the role. */
  public readonly roleArn: string;
  /** What users of the role have to wait for. */
  public readonly ready: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: PodRoleProps) {
    super(scope, id);
    const account = AwsAccount.of(this);
    const role = new IamRole(this, "Resource", {
      // Not a fixed name: roles are global, and two regions may have a cluster of the same name.
      namePrefix: `${physicalName([props.clusterName, props.serviceAccountName], NameRules.awsIamRolePrefix)}-`,
      assumeRolePolicy: iamPolicy([
        {
          sid: "PodsOfThisServiceAccount",
          principals: { Service: ["pods.eks.amazonaws.com"] },
          actions: ["sts:AssumeRole", "sts:TagSession"],
          conditions: {
            StringEquals: {
              "aws:SourceAccount": account.accountId,
              "aws:RequestTag/eks-cluster-name": props.clusterName,
              "aws:RequestTag/kubernetes-namespace": props.namespace,
              "aws:RequestTag/kubernetes-service-account": props.serviceAccountName,
            },
          },
        },
      ]),
    });
    this.roleArn = role.arn;
    const inline = Object.entries(props.policies ?? {}).map(
      ([subject, statements]) => new IamRolePolicy(this, subject, { role: role.name, policy: iamPolicy(statements) }),
    );
    const attached = (props.managedPolicies ?? []).map(
      (path) => new IamRolePolicyAttachment(this, path, { role: role.name, policyArn: account.managedPolicyArn(path) }),
    );
    const association =
      props.associate === false
        ? []
        : [
            new EksPodIdentityAssociation(this, "association", {
              clusterName: props.clusterName,
              namespace: props.namespace,
              serviceAccount: props.serviceAccountName,
              roleArn: role.arn,
            }),
          ];
    this.ready = [...inline, ...attached, ...association];
  }
}
