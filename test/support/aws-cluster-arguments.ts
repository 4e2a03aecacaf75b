import { type ApiArguments, member, prefix, same } from "./aws-api-place";

/** Arguments of clusters on EKS. */
export const EKS_ARGUMENTS: Readonly<Record<string, ApiArguments>> = {
  aws_eks_access_entry: {
    operation: "eks CreateAccessEntry",
    arguments: {
      cluster_name: same,
      principal_arn: same,
      type: {
        said: {
          words: ["STANDARD", "FARGATE_LINUX", "EC2_LINUX", "EC2_WINDOWS", "EC2", "HYBRID_LINUX", "HYPERPOD_LINUX"],
        },
      },
      tags: same,
    },
  },
  aws_eks_access_policy_association: {
    operation: "eks AssociateAccessPolicy",
    arguments: { "access_scope.type": same, principal_arn: same },
  },
  aws_eks_addon: {
    operation: "eks CreateAddon",
    arguments: {
      "pod_identity_association.service_account": member("podIdentityAssociations.serviceAccount"),
      resolve_conflicts_on_create: member("resolveConflicts"),
      resolve_conflicts_on_update: member("resolveConflicts", { operation: "eks UpdateAddon" }),
      tags: same,
    },
  },
  aws_eks_cluster: {
    operation: "eks CreateCluster",
    arguments: {
      "access_config.authentication_mode": same,
      "access_config.bootstrap_cluster_creator_admin_permissions": same,
      bootstrap_self_managed_addons: same,
      deletion_protection: same,
      enabled_cluster_log_types: member("logging.clusterLogging.types"),
      "encryption_config.resources": { said: { words: ["secrets"] } },
      "kubernetes_network_config.ip_family": same,
      name: same,
      tags: same,
      "upgrade_policy.support_type": same,
      "vpc_config.endpoint_private_access": member("resourcesVpcConfig.endpointPrivateAccess"),
      "vpc_config.endpoint_public_access": member("resourcesVpcConfig.endpointPublicAccess"),
    },
  },
  aws_eks_node_group: {
    operation: "eks CreateNodegroup",
    arguments: {
      ami_type: same,
      capacity_type: same,
      instance_types: member("InstanceType", { operation: "ec2 RunInstances" }),
      labels: same,
      node_group_name_prefix: prefix("nodegroupName"),
      "node_repair_config.enabled": same,
      "scaling_config.desired_size": same,
      "scaling_config.max_size": same,
      "scaling_config.min_size": same,
      tags: same,
      "taint.effect": member("taints.effect"),
      "taint.key": member("taints.key"),
      "taint.value": member("taints.value"),
      "update_config.max_unavailable_percentage": same,
    },
  },
  aws_eks_pod_identity_association: {
    operation: "eks CreatePodIdentityAssociation",
    arguments: { cluster_name: same, namespace: same, service_account: same, tags: same },
  },
  "data.aws_eks_cluster": { operation: "eks DescribeCluster", arguments: { name: same } },
};
