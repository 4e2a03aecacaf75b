import { cidr } from "./cidr";
import { policyDocument } from "./policy-document";
import { between, json, oneOf, type ValueRules } from "./rule";

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
const SECURITY_GROUP_RULE = { cidr_ipv4: IPV4, cidr_ipv6: IPV6 };

// Words below are the enumerations of botocore 1.43.11's service models, unless a line says otherwise.
const VOLUME_TYPE = oneOf("standard", "io1", "io2", "gp2", "sc1", "st1", "gp3");
const TENANCY = oneOf("default", "dedicated", "host");
const HTTP_TOKENS = oneOf("optional", "required");
const RESOLVE_CONFLICTS = oneOf("OVERWRITE", "NONE", "PRESERVE");
const WAF_SCOPE = oneOf("CLOUDFRONT", "REGIONAL");

/** CIDR, policy, enumeration and range arguments of the AWS types that infrastructure of this kind uses. */
export const AWS_RULES: ValueRules = {
  // Bounds and tenancies: internal/service/ec2/vpc_.go of the AWS provider; a VPC cannot be of tenancy "host".
  aws_vpc: {
    cidr_block: cidr({ family: 4, networkOnly: true, prefixBits: [16, 28] }),
    ipv6_cidr_block: IPV6_NETWORK,
    instance_tenancy: oneOf("default", "dedicated"),
  },
  aws_subnet: {
    cidr_block: IPV4_NETWORK,
    ipv6_cidr_block: IPV6_NETWORK,
    private_dns_hostname_type_on_launch: oneOf("ip-name", "resource-name"),
  },
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
  aws_vpc_endpoint: {
    policy: policyDocument,
    vpc_endpoint_type: oneOf("Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"),
  },
  aws_vpc_endpoint_policy: { policy: policyDocument },
  aws_nat_gateway: { connectivity_type: oneOf("private", "public") },
  aws_flow_log: {
    traffic_type: oneOf("ACCEPT", "REJECT", "ALL"),
    log_destination_type: oneOf("cloud-watch-logs", "s3", "kinesis-data-firehose"),
  },

  aws_ebs_volume: { type: VOLUME_TYPE },
  aws_instance: {
    tenancy: TENANCY,
    "root_block_device.volume_type": VOLUME_TYPE,
    "ebs_block_device.volume_type": VOLUME_TYPE,
    "metadata_options.http_tokens": HTTP_TOKENS,
    instance_initiated_shutdown_behavior: oneOf("stop", "terminate"),
  },
  aws_launch_template: {
    "block_device_mappings.ebs.volume_type": VOLUME_TYPE,
    "metadata_options.http_tokens": HTTP_TOKENS,
    "placement.tenancy": TENANCY,
  },
  aws_placement_group: { strategy: oneOf("cluster", "spread", "partition") },

  // The service range: internal/service/eks/cluster.go.
  aws_eks_cluster: {
    "access_config.authentication_mode": oneOf("API", "API_AND_CONFIG_MAP", "CONFIG_MAP"),
    enabled_cluster_log_types: oneOf("api", "audit", "authenticator", "controllerManager", "scheduler"),
    "kubernetes_network_config.ip_family": oneOf("ipv4", "ipv6"),
    "kubernetes_network_config.service_ipv4_cidr": cidr({ family: 4, networkOnly: true, prefixBits: [12, 24] }),
    "upgrade_policy.support_type": oneOf("STANDARD", "EXTENDED"),
    "vpc_config.public_access_cidrs": cidr({ networkOnly: true }),
  },
  aws_eks_node_group: {
    capacity_type: oneOf("ON_DEMAND", "SPOT", "CAPACITY_BLOCK"),
    "taint.effect": oneOf("NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"),
  },
  aws_eks_addon: { resolve_conflicts_on_create: RESOLVE_CONFLICTS, resolve_conflicts_on_update: RESOLVE_CONFLICTS },
  aws_eks_access_policy_association: { "access_scope.type": oneOf("cluster", "namespace") },

  // Periods: internal/service/kms/key.go.
  aws_kms_key: {
    customer_master_key_spec: oneOf(
      "SYMMETRIC_DEFAULT",
      "RSA_2048",
      "RSA_3072",
      "RSA_4096",
      "ECC_NIST_P256",
      "ECC_NIST_P384",
      "ECC_NIST_P521",
      "ECC_NIST_EDWARDS25519",
      "ECC_SECG_P256K1",
      "HMAC_224",
      "HMAC_256",
      "HMAC_384",
      "HMAC_512",
      "SM2",
      "ML_DSA_44",
      "ML_DSA_65",
      "ML_DSA_87",
    ),
    deletion_window_in_days: between(7, 30),
    key_usage: oneOf("SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
    policy: policyDocument,
    rotation_period_in_days: between(90, 2560),
  },
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

  aws_s3_bucket_policy: { policy: policyDocument },
  aws_s3_bucket_ownership_controls: {
    "rule.object_ownership": oneOf("BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    "rule.apply_server_side_encryption_by_default.sse_algorithm": oneOf("AES256", "aws:fsx", "aws:kms", "aws:kms:dsse"),
  },
  aws_s3_bucket_object_lock_configuration: {
    "rule.default_retention.mode": oneOf("GOVERNANCE", "COMPLIANCE"),
  },
  aws_efs_file_system: {
    performance_mode: oneOf("generalPurpose", "maxIO"),
    throughput_mode: oneOf("bursting", "provisioned", "elastic"),
  },
  aws_efs_file_system_policy: { policy: policyDocument },
  aws_ecr_repository: {
    image_tag_mutability: oneOf("MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"),
    "encryption_configuration.encryption_type": oneOf("AES256", "KMS", "KMS_DSSE"),
  },
  aws_ecr_lifecycle_policy: { policy: json },
  aws_ecr_repository_policy: { policy: policyDocument },

  // The retention bound: internal/service/rds/cluster.go.
  aws_rds_cluster: {
    backup_retention_period: between(0, 35),
    database_insights_mode: oneOf("standard", "advanced"),
  },
  aws_dynamodb_table: {
    billing_mode: oneOf("PROVISIONED", "PAY_PER_REQUEST"),
    "attribute.type": oneOf("S", "N", "B"),
    stream_view_type: oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"),
  },
  aws_lb: {
    load_balancer_type: oneOf("application", "network", "gateway"),
    ip_address_type: oneOf("ipv4", "dualstack", "dualstack-without-public-ipv4"),
  },
  aws_lb_target_group: { target_type: oneOf("instance", "ip", "lambda", "alb") },
  aws_route53_record: {
    type: oneOf(
      "SOA",
      "A",
      "TXT",
      "NS",
      "CNAME",
      "MX",
      "NAPTR",
      "PTR",
      "SRV",
      "SPF",
      "AAAA",
      "CAA",
      "DS",
      "TLSA",
      "SSHFP",
      "SVCB",
      "HTTPS",
    ),
  },
  aws_ssm_parameter: {
    type: oneOf("String", "StringList", "SecureString"),
    tier: oneOf("Standard", "Advanced", "Intelligent-Tiering"),
  },
  aws_wafv2_ip_set: { addresses: cidr(), ip_address_version: oneOf("IPV4", "IPV6"), scope: WAF_SCOPE },
  aws_wafv2_web_acl: { scope: WAF_SCOPE },
  aws_wafv2_rule_group: { scope: WAF_SCOPE },
};
