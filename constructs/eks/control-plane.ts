import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { EksCluster as EksClusterResource } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { NameRules, physicalName } from "../../lib/core/naming";
import { iamPolicy } from "../../lib/render/iam-policy";
import { AwsAccount } from "../core/aws-account";
import { EncryptedLogGroup } from "../core/encrypted-log-group";
import { EncryptionKey } from "../core/encryption-key";
import { ApiAccess } from "./api-access";
import type { AccessGrant, AccessLevel, EksClusterProps } from "./eks-props";

const DEFAULT_LOG_RETENTION_DAYS = 365;

/** Every log the control plane can write. */
const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** Names of EKS access policies (Amazon EKS User Guide, "Review access policy permissions"). */
const ACCESS_POLICIES: Readonly<Record<AccessLevel, string>> = {
  admin: "AmazonEKSClusterAdminPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
};

/** The control plane of a cluster, with its key, its logs, its role and who may use it. */
export class ControlPlane extends Construct {
  /** The cluster itself. */
  public readonly resource: EksClusterResource;
  /** Who reaches the API from outside the cluster. */
  public readonly apiAccess: ApiAccess;

  public constructor(scope: Construct, id: string, props: EksClusterProps & { readonly kubernetesVersion: string }) {
    super(scope, id);
    const account = AwsAccount.of(this);
    const key = new EncryptionKey(this, "key", {
      name: `cluster-${props.name}`,
      description: `Encrypts the Kubernetes secrets of the cluster ${props.name}`,
    });
    // EKS would make the group itself, without a key and without an end; it uses one of this name that is there.
    const logs = new EncryptedLogGroup(this, "logs", {
      logGroupName: `/aws/eks/${props.name}/cluster`,
      keyName: `cluster-${props.name}-logs`,
      region: props.network.region,
      retentionDays: props.logRetentionDays ?? DEFAULT_LOG_RETENTION_DAYS,
    });
    const role = new IamRole(this, "role", {
      namePrefix: `${physicalName([props.name, "control-plane"], NameRules.awsIamRolePrefix)}-`,
      assumeRolePolicy: iamPolicy([
        {
          sid: "AssumedByService",
          principals: { Service: ["eks.amazonaws.com"] },
          actions: ["sts:AssumeRole", "sts:TagSession"],
        },
      ]),
    });
    const clusterPolicy = new IamRolePolicyAttachment(this, "cluster-policy", {
      role: role.name,
      policyArn: account.managedPolicyArn("AmazonEKSClusterPolicy"),
    });
    const keyPolicy = new IamRolePolicy(this, "key-policy", {
      role: role.name,
      policy: iamPolicy([
        {
          sid: "EncryptSecrets",
          actions: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
          resources: [key.keyArn],
        },
      ]),
    });
    this.apiAccess = new ApiAccess(this, "api-access", {
      clusterName: props.name,
      vpcId: props.network.vpcId,
      cidrs: props.apiCidrs ?? [],
      securityGroupIds: props.apiSecurityGroupIds ?? {},
    });
    const isProtected = props.deletionProtection ?? true;
    const publicCidrs = props.publicApiCidrs ?? [];
    this.resource = new EksClusterResource(this, "Resource", {
      name: props.name,
      version: props.kubernetesVersion,
      roleArn: role.arn,
      enabledClusterLogTypes: CONTROL_PLANE_LOGS,
      deletionProtection: isProtected,
      bootstrapSelfManagedAddons: false,
      vpcConfig: {
        subnetIds: [...props.network.subnetIds("private")],
        securityGroupIds: [this.apiAccess.securityGroupId],
        endpointPrivateAccess: true,
        endpointPublicAccess: publicCidrs.length > 0,
        ...(publicCidrs.length > 0 ? { publicAccessCidrs: [...publicCidrs] } : {}),
      },
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.keyArn } },
      // Extended support is AWS's default and costs 0.60 an hour; this way AWS upgrades instead.
      upgradePolicy: { supportType: "STANDARD" },
      ...(props.serviceCidr === undefined
        ? {}
        : { kubernetesNetworkConfig: { serviceIpv4Cidr: props.serviceCidr, ipFamily: "ipv4" } }),
      ...(isProtected ? { lifecycle: { preventDestroy: true } } : {}),
      dependsOn: [logs.resource, clusterPolicy, keyPolicy],
    });
    for (const [name, grant] of Object.entries(props.access)) this.grantAccess(name, grant);
  }

  private grantAccess(name: string, grant: AccessGrant): void {
    const entry = new EksAccessEntry(this, `access-${name}`, {
      clusterName: this.resource.name,
      principalArn: grant.principalArn,
      type: "STANDARD",
    });
    const policy = ACCESS_POLICIES[grant.level];
    new EksAccessPolicyAssociation(this, `access-${name}-policy`, {
      clusterName: this.resource.name,
      principalArn: grant.principalArn,
      policyArn: `arn:${AwsAccount.of(this).partition}:eks::aws:cluster-access-policy/${policy}`,
      accessScope:
        grant.namespaces === undefined ? { type: "cluster" } : { type: "namespace", namespaces: [...grant.namespaces] },
      dependsOn: [entry],
    });
  }
}
