import { show } from "../../core/errors";
import { cidr } from "./cidr";
import { policyDocument } from "./policy-document";
import { between, json, oneOf, type ValueRule, type ValueRules } from "./rule";

const IPV4 = cidr({ family: 4 });
const IPV6 = cidr({ family: 6 });
/** `verify.ValidIPv4CIDRNetworkAddress` in the AWS provider refuses bits beyond the prefix. */
const IPV4_NETWORK = cidr({ family: 4, networkOnly: true });
const IPV6_NETWORK = cidr({ family: 6, networkOnly: true });
const RULE_BLOCKS = { cidr_blocks: IPV4, ipv6_cidr_blocks: IPV6 };
const SECURITY_GROUP = {
  "ingress.cidr_blocks": IPV4,
  "ingress.ipv6_cidr_blocks": IPV6,
  "egress.cidr_blocks": IPV4,
  "egress.ipv6_cidr_blocks": IPV6,
};
/** Amazon S3 User Guide, "General purpose bucket naming rules". */
const bucketName: ValueRule = (value) =>
  /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(String(value))
    ? undefined
    : `${show(value)} is not 3 to 63 lower-case letters, digits, hyphens and dots that start and end with a letter or digit`;

/** Ports; -1 stands for every type of ICMP (botocore 1.44.5, ec2 IpPermission). */
const PORT = between(-1, 65_535);
const PORTS = { from_port: PORT, to_port: PORT };

const SECURITY_GROUP_RULE = { cidr_ipv4: IPV4, cidr_ipv6: IPV6, ...PORTS };

/**
 * What the API models of AWS do not know of the AWS types that infrastructure of this kind uses: CIDR blocks, policies,
 * and bounds that the provider sets closer. Enumerations, patterns and bounds of the models are in `aws-api.ts`.
 */
export const AWS_RULES: ValueRules = {
  // Bounds and tenancies: internal/service/ec2/vpc_.go of the AWS provider; a VPC cannot be of tenancy "host".
  aws_vpc: {
    cidr_block: cidr({ family: 4, networkOnly: true, prefixBits: [16, 28] }),
    ipv6_cidr_block: IPV6_NETWORK,
    instance_tenancy: oneOf("default", "dedicated"),
  },
  aws_subnet: { cidr_block: IPV4_NETWORK, ipv6_cidr_block: IPV6_NETWORK },
  aws_vpc_ipv4_cidr_block_association: { cidr_block: IPV4 },
  aws_vpc_ipv6_cidr_block_association: { ipv6_cidr_block: IPV6 },
  aws_route: { destination_cidr_block: IPV4, destination_ipv6_cidr_block: IPV6 },
  aws_network_acl_rule: { cidr_block: IPV4, ipv6_cidr_block: IPV6 },
  aws_security_group: SECURITY_GROUP,
  aws_default_security_group: SECURITY_GROUP,
  aws_security_group_rule: RULE_BLOCKS,
  aws_vpc_security_group_ingress_rule: SECURITY_GROUP_RULE,
  aws_vpc_security_group_egress_rule: SECURITY_GROUP_RULE,
  aws_ec2_managed_prefix_list: { "entry.cidr": cidr() },
  aws_ec2_managed_prefix_list_entry: { cidr: cidr() },
  aws_vpc_endpoint: { policy: policyDocument },
  aws_vpc_endpoint_policy: { policy: policyDocument },

  // The service range: internal/service/eks/cluster.go.
  aws_eks_cluster: {
    "kubernetes_network_config.service_ipv4_cidr": cidr({ family: 4, networkOnly: true, prefixBits: [12, 24] }),
    "vpc_config.public_access_cidrs": cidr({ networkOnly: true }),
  },

  // The window: internal/service/kms/key.go.
  aws_kms_key: { deletion_window_in_days: between(7, 30), policy: policyDocument },
  aws_kms_key_policy: { policy: policyDocument },
  aws_kms_replica_key: { policy: policyDocument },

  aws_iam_policy: { policy: policyDocument },
  aws_iam_role: { assume_role_policy: policyDocument, "inline_policy.policy": policyDocument },
  aws_iam_role_policy: { policy: policyDocument },
  aws_iam_user_policy: { policy: policyDocument },
  aws_iam_group_policy: { policy: policyDocument },
  aws_secretsmanager_secret: { policy: policyDocument },
  aws_secretsmanager_secret_policy: { policy: policyDocument },
  aws_sns_topic: { policy: policyDocument, delivery_policy: json },
  aws_sns_topic_policy: { policy: policyDocument },
  aws_sqs_queue: { policy: policyDocument, redrive_allow_policy: json, redrive_policy: json },
  aws_sqs_queue_policy: { policy: policyDocument },
  aws_backup_vault_policy: { policy: policyDocument },
  aws_cloudwatch_log_resource_policy: { policy_document: policyDocument },
  aws_cloudwatch_dashboard: { dashboard_body: json },
  aws_dynamodb_resource_policy: { policy: policyDocument },

  aws_s3_bucket: { bucket: bucketName },
  aws_s3_bucket_policy: { policy: policyDocument },
  aws_efs_file_system_policy: { policy: policyDocument },
  aws_ecr_lifecycle_policy: { policy: json },
  aws_ecr_repository_policy: { policy: policyDocument },

  // The retention bound: internal/service/rds/cluster.go.
  aws_rds_cluster: { backup_retention_period: between(0, 35) },
  aws_wafv2_ip_set: { addresses: cidr() },
};
