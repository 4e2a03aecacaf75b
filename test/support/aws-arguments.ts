/** Where AWS's API takes an argument of the Terraform provider, reviewed by hand. */
export interface ApiPlace {
  /** Path of members below the operation's input; lists are stepped into. @default - the argument's own path, in the API's spelling */
  readonly member?: string;
  /** Another operation than that of the type, such as `ec2 CreateTags`. @default - that of the type */
  readonly operation?: string;
  /** The provider adds 26 characters of its own: `UniqueIDSuffixLength` in helper/id of terraform-plugin-sdk v2. @default false */
  readonly isPrefix?: boolean;
  /** Words that the provider takes beside the API's. @default - none */
  readonly also?: readonly string[];
  /**
   * What the model says in the documentation of the member only. The script finds every word and number of it there.
   * @default - the model's own enumeration, pattern and bounds
   */
  readonly said?: SaidConstraint;
}

/** A constraint that a model gives in words. */
export interface SaidConstraint {
  readonly words?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

/** The arguments of one type that one operation takes. */
export interface ApiArguments {
  /** Service as botocore calls it, and operation: `kms CreateKey`. */
  readonly operation: string;
  readonly arguments: Readonly<Record<string, ApiPlace>>;
}

const same: ApiPlace = {};
const member = (path: string, place: Omit<ApiPlace, "member"> = {}): ApiPlace => ({ ...place, member: path });
const prefix = (path: string): ApiPlace => ({ member: path, isPrefix: true });

const EC2_TAGS = { tags: member("Tags", { operation: "ec2 CreateTags" }) };
const HOP_LIMIT = { min: 1, max: 64 };
const AGGREGATION = { words: ["60", "600"] };

/** `ec2` says the port and the protocol in a list of permissions; the provider sends one of them. */
const securityGroupRule = (direction: "Ingress" | "Egress"): ApiArguments => ({
  operation: `ec2 AuthorizeSecurityGroup${direction}`,
  arguments: {
    description: member("IpPermissions.IpRanges.Description"),
    from_port: member("IpPermissions.FromPort"),
    to_port: member("IpPermissions.ToPort"),
    ip_protocol: member("IpPermissions.IpProtocol", {
      said: { pattern: "tcp|udp|icmp|icmpv6|-1|[0-9]{1,3}" },
    }),
    ...EC2_TAGS,
  },
});

const METADATA = (path: string, operation: string) => ({
  "metadata_options.http_endpoint": member(`${path}.HttpEndpoint`, { operation }),
  "metadata_options.http_put_response_hop_limit": member(`${path}.HttpPutResponseHopLimit`, {
    operation,
    said: HOP_LIMIT,
  }),
  "metadata_options.http_tokens": member(`${path}.HttpTokens`, { operation }),
  "metadata_options.instance_metadata_tags": member(`${path}.InstanceMetadataTags`, { operation }),
});

/** By Terraform type; data sources as `data.aws_eks_cluster`. */
export const AWS_ARGUMENTS: Readonly<Record<string, ApiArguments>> = {
  aws_cloudwatch_event_rule: {
    operation: "events PutRule",
    arguments: { description: same, event_pattern: same, name_prefix: prefix("Name"), tags: same },
  },
  aws_cloudwatch_log_group: {
    operation: "logs CreateLogGroup",
    arguments: {
      name: member("logGroupName"),
      retention_in_days: {
        operation: "logs PutRetentionPolicy",
        // The provider's 0 means that events are kept for ever: internal/service/logs/group.go.
        also: ["0"],
        said: {
          words: [
            ...["1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731"],
            ...["1096", "1827", "2192", "2557", "2922", "3288", "3653"],
          ],
        },
      },
      tags: same,
    },
  },
  aws_default_security_group: { operation: "ec2 CreateSecurityGroup", arguments: EC2_TAGS },
  aws_dynamodb_table: {
    operation: "dynamodb CreateTable",
    arguments: {
      billing_mode: same,
      "attribute.type": member("AttributeDefinitions.AttributeType"),
      stream_view_type: member("StreamSpecification.StreamViewType"),
    },
  },
  aws_ebs_volume: { operation: "ec2 CreateVolume", arguments: { type: member("VolumeType") } },
  aws_ecr_repository: {
    operation: "ecr CreateRepository",
    arguments: { image_tag_mutability: same, "encryption_configuration.encryption_type": same },
  },
  aws_efs_file_system: {
    operation: "efs CreateFileSystem",
    arguments: { performance_mode: same, throughput_mode: same },
  },
  aws_eip: { operation: "ec2 AllocateAddress", arguments: { domain: same, ...EC2_TAGS } },
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
  aws_flow_log: {
    operation: "ec2 CreateFlowLogs",
    arguments: {
      log_destination_type: same,
      max_aggregation_interval: { said: AGGREGATION },
      traffic_type: same,
      ...EC2_TAGS,
    },
  },
  aws_iam_instance_profile: {
    operation: "iam CreateInstanceProfile",
    arguments: { name_prefix: prefix("InstanceProfileName"), tags: same },
  },
  aws_iam_role: { operation: "iam CreateRole", arguments: { name_prefix: prefix("RoleName"), tags: same } },
  aws_instance: {
    operation: "ec2 RunInstances",
    arguments: {
      associate_public_ip_address: member("NetworkInterfaces.AssociatePublicIpAddress"),
      ebs_optimized: same,
      "ebs_block_device.volume_type": member("BlockDeviceMappings.Ebs.VolumeType"),
      instance_initiated_shutdown_behavior: same,
      instance_type: same,
      ...METADATA("MetadataOptions", "ec2 RunInstances"),
      monitoring: member("Monitoring.Enabled"),
      "root_block_device.encrypted": member("BlockDeviceMappings.Ebs.Encrypted"),
      "root_block_device.volume_size": member("BlockDeviceMappings.Ebs.VolumeSize"),
      "root_block_device.volume_type": member("BlockDeviceMappings.Ebs.VolumeType"),
      tenancy: member("Placement.Tenancy"),
      ...EC2_TAGS,
    },
  },
  aws_internet_gateway: { operation: "ec2 CreateInternetGateway", arguments: EC2_TAGS },
  aws_kms_alias: { operation: "kms CreateAlias", arguments: { name: member("AliasName") } },
  aws_kms_key: {
    operation: "kms CreateKey",
    arguments: {
      customer_master_key_spec: member("KeySpec"),
      description: same,
      enable_key_rotation: member("KeyRotationEnabled", { operation: "kms GetKeyRotationStatus" }),
      key_usage: same,
      rotation_period_in_days: { operation: "kms EnableKeyRotation" },
      tags: same,
    },
  },
  aws_launch_template: {
    operation: "ec2 CreateLaunchTemplate",
    arguments: {
      "block_device_mappings.device_name": member("LaunchTemplateData.BlockDeviceMappings.DeviceName"),
      "block_device_mappings.ebs.delete_on_termination": member(
        "LaunchTemplateData.BlockDeviceMappings.Ebs.DeleteOnTermination",
      ),
      "block_device_mappings.ebs.encrypted": member("LaunchTemplateData.BlockDeviceMappings.Ebs.Encrypted"),
      "block_device_mappings.ebs.volume_size": member("LaunchTemplateData.BlockDeviceMappings.Ebs.VolumeSize"),
      "block_device_mappings.ebs.volume_type": member("LaunchTemplateData.BlockDeviceMappings.Ebs.VolumeType"),
      instance_type: member("LaunchTemplateData.InstanceType"),
      ...METADATA("LaunchTemplateData.MetadataOptions", "ec2 CreateLaunchTemplate"),
      "monitoring.enabled": member("LaunchTemplateData.Monitoring.Enabled"),
      name_prefix: prefix("LaunchTemplateName"),
      "placement.tenancy": member("LaunchTemplateData.Placement.Tenancy"),
      "tag_specifications.resource_type": member("LaunchTemplateData.TagSpecifications.ResourceType"),
      "tag_specifications.tags": member("LaunchTemplateData.TagSpecifications.Tags"),
      ...EC2_TAGS,
    },
  },
  aws_lb: {
    operation: "elbv2 CreateLoadBalancer",
    arguments: { load_balancer_type: member("Type"), ip_address_type: same },
  },
  aws_lb_target_group: { operation: "elbv2 CreateTargetGroup", arguments: { target_type: same } },
  aws_nat_gateway: { operation: "ec2 CreateNatGateway", arguments: { connectivity_type: same, ...EC2_TAGS } },
  aws_placement_group: { operation: "ec2 CreatePlacementGroup", arguments: { strategy: same } },
  aws_rds_cluster: { operation: "rds CreateDBCluster", arguments: { database_insights_mode: same } },
  aws_route53_record: {
    operation: "route53 ChangeResourceRecordSets",
    arguments: { type: member("ChangeBatch.Changes.ResourceRecordSet.Type") },
  },
  aws_route_table: { operation: "ec2 CreateRouteTable", arguments: EC2_TAGS },
  aws_s3_bucket: {
    operation: "s3 CreateBucket",
    arguments: { tags: { operation: "s3 PutBucketTagging", member: "Tagging.TagSet" } },
  },
  aws_s3_bucket_lifecycle_configuration: {
    operation: "s3 PutBucketLifecycleConfiguration",
    arguments: {
      "rule.abort_incomplete_multipart_upload.days_after_initiation": member(
        "LifecycleConfiguration.Rules.AbortIncompleteMultipartUpload.DaysAfterInitiation",
      ),
      "rule.expiration.days": member("LifecycleConfiguration.Rules.Expiration.Days"),
      "rule.filter.prefix": member("LifecycleConfiguration.Rules.Filter.Prefix"),
      "rule.id": member("LifecycleConfiguration.Rules.ID"),
      "rule.noncurrent_version_expiration.noncurrent_days": member(
        "LifecycleConfiguration.Rules.NoncurrentVersionExpiration.NoncurrentDays",
      ),
      "rule.status": member("LifecycleConfiguration.Rules.Status"),
    },
  },
  aws_s3_bucket_logging: {
    operation: "s3 PutBucketLogging",
    arguments: { target_prefix: member("BucketLoggingStatus.LoggingEnabled.TargetPrefix") },
  },
  aws_s3_bucket_object_lock_configuration: {
    operation: "s3 PutObjectLockConfiguration",
    arguments: { "rule.default_retention.mode": member("ObjectLockConfiguration.Rule.DefaultRetention.Mode") },
  },
  aws_s3_bucket_ownership_controls: {
    operation: "s3 PutBucketOwnershipControls",
    arguments: { "rule.object_ownership": member("OwnershipControls.Rules.ObjectOwnership") },
  },
  aws_s3_bucket_public_access_block: {
    operation: "s3 PutPublicAccessBlock",
    arguments: {
      block_public_acls: member("PublicAccessBlockConfiguration.BlockPublicAcls"),
      block_public_policy: member("PublicAccessBlockConfiguration.BlockPublicPolicy"),
      ignore_public_acls: member("PublicAccessBlockConfiguration.IgnorePublicAcls"),
      restrict_public_buckets: member("PublicAccessBlockConfiguration.RestrictPublicBuckets"),
    },
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    operation: "s3 PutBucketEncryption",
    arguments: {
      "rule.apply_server_side_encryption_by_default.sse_algorithm": member(
        "ServerSideEncryptionConfiguration.Rules.ApplyServerSideEncryptionByDefault.SSEAlgorithm",
      ),
      "rule.bucket_key_enabled": member("ServerSideEncryptionConfiguration.Rules.BucketKeyEnabled"),
    },
  },
  aws_s3_bucket_versioning: {
    operation: "s3 PutBucketVersioning",
    arguments: {
      // The provider's own third state: internal/service/s3/bucket_versioning.go.
      "versioning_configuration.status": { also: ["Disabled"] },
    },
  },
  aws_security_group: {
    operation: "ec2 CreateSecurityGroup",
    arguments: {
      description: { said: { max: 255, pattern: "[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*" } },
      name_prefix: prefix("GroupName"),
      ...EC2_TAGS,
    },
  },
  aws_sqs_queue: {
    operation: "sqs CreateQueue",
    arguments: {
      message_retention_seconds: member("Attributes", { said: { min: 60, max: 1_209_600 } }),
      name: member("QueueName", { said: { max: 80, pattern: "[A-Za-z0-9_-]+(?:\\.fifo)?" } }),
      tags: same,
    },
  },
  aws_ssm_parameter: { operation: "ssm PutParameter", arguments: { type: same, tier: same } },
  aws_subnet: {
    operation: "ec2 CreateSubnet",
    arguments: {
      map_public_ip_on_launch: member("MapPublicIpOnLaunch.Value", { operation: "ec2 ModifySubnetAttribute" }),
      private_dns_hostname_type_on_launch: { operation: "ec2 ModifySubnetAttribute" },
      ...EC2_TAGS,
    },
  },
  aws_vpc: {
    operation: "ec2 CreateVpc",
    arguments: {
      enable_dns_hostnames: member("EnableDnsHostnames.Value", { operation: "ec2 ModifyVpcAttribute" }),
      enable_dns_support: member("EnableDnsSupport.Value", { operation: "ec2 ModifyVpcAttribute" }),
      ...EC2_TAGS,
    },
  },
  aws_vpc_endpoint: {
    operation: "ec2 CreateVpcEndpoint",
    arguments: { private_dns_enabled: same, vpc_endpoint_type: same, ...EC2_TAGS },
  },
  aws_vpc_security_group_egress_rule: securityGroupRule("Egress"),
  aws_vpc_security_group_ingress_rule: securityGroupRule("Ingress"),
  aws_wafv2_ip_set: {
    operation: "wafv2 CreateIPSet",
    arguments: { ip_address_version: member("IPAddressVersion"), scope: same },
  },
  aws_wafv2_rule_group: { operation: "wafv2 CreateRuleGroup", arguments: { scope: same } },
  aws_wafv2_web_acl: { operation: "wafv2 CreateWebACL", arguments: { scope: same } },
  "data.aws_eks_cluster": { operation: "eks DescribeCluster", arguments: { name: same } },
  "data.aws_ssm_parameter": { operation: "ssm GetParameter", arguments: { name: same } },
};

/** Arguments that are the provider's own: no API of AWS has them, and Terraform's schema says all there is to say. */
export const PROVIDER_ARGUMENTS: readonly string[] = [
  "aws_launch_template.update_default_version",
  "aws_s3_bucket.force_destroy",
  "aws_sqs_queue.sqs_managed_sse_enabled",
];

const ONLY_AWS_KNOWS = "the model takes any text, and only AWS knows which ones exist";

/** Arguments whose values nothing that can be had offline proves, with the reason. */
export const UNPROVEN_ARGUMENTS: Readonly<Record<string, string>> = {
  "aws_eks_access_policy_association.policy_arn":
    "no API model lists the access policies of EKS; the names are those of the EKS User Guide",
  "aws_eks_addon.addon_name": ONLY_AWS_KNOWS,
  "aws_eks_addon.addon_version": `${ONLY_AWS_KNOWS}; the versions are those that AWS listed for the catalogue's Kubernetes version`,
  "aws_eks_addon.configuration_values":
    "each add-on has a schema of its own, which only AWS hands out (DescribeAddonConfiguration)",
  "aws_eks_cluster.version": `${ONLY_AWS_KNOWS}; the catalogue keeps them with their dates`,
  "aws_eks_node_group.version": `${ONLY_AWS_KNOWS}; the catalogue keeps them with their dates`,
  "aws_iam_role_policy_attachment.policy_arn": "no API model lists AWS's own managed policies",
  "aws_subnet.availability_zone": ONLY_AWS_KNOWS,
  "aws_vpc_endpoint.service_name": ONLY_AWS_KNOWS,
};
