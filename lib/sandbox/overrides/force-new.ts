/**
 * Arguments whose change replaces the resource, by type. A binding does not say so. Each list was read in the
 * provider's source: `ForceNew: true` in the SDK, `RequiresReplace` in the framework. Vault, Helm and Kubernetes were
 * read at the version in use; the AWS files at whatever version was at hand (5 or 6, for database instances and
 * buckets 4), kept as far as the schema of 6.25.0 has the argument. A type that is not listed is not known to be free
 * of them.
 *
 * A path to a block stands for every argument in it.
 */
export const FORCE_NEW: Readonly<Record<string, readonly string[]>> = {
  // terraform-provider-aws internal/service/ec2/ebs_volume.go
  aws_ebs_volume: [
    "availability_zone",
    "encrypted",
    "kms_key_id",
    "multi_attach_enabled",
    "outpost_arn",
    "snapshot_id",
  ],
  // internal/service/ec2/vpc_.go. A tenancy that becomes dedicated replaces too; that depends on both values.
  aws_vpc: ["cidr_block", "ipv4_ipam_pool_id", "ipv4_netmask_length"],
  // internal/service/ec2/vpc_subnet.go, as far as provider 6.25.0 has the arguments
  aws_subnet: ["availability_zone", "availability_zone_id", "cidr_block", "ipv6_native", "outpost_arn", "vpc_id"],
  // internal/service/eks/cluster.go. Subnets and security groups are updated in place; encryption_config replaces
  // only when it is taken away, which needs both values.
  aws_eks_cluster: [
    "access_config.bootstrap_cluster_creator_admin_permissions",
    "bootstrap_self_managed_addons",
    "kubernetes_network_config.ip_family",
    "kubernetes_network_config.service_ipv4_cidr",
    "name",
    "outpost_config.control_plane_instance_type",
    "outpost_config.control_plane_placement.group_name",
    "role_arn",
  ],
  // internal/service/eks/node_group.go
  aws_eks_node_group: [
    "ami_type",
    "capacity_type",
    "cluster_name",
    "disk_size",
    "instance_types",
    "launch_template.id",
    "launch_template.name",
    "node_group_name",
    "node_group_name_prefix",
    "node_role_arn",
    "remote_access",
    "subnet_ids",
  ],
  // internal/service/rds/instance.go. The identifier replaced in version 4; later versions were not read for it.
  aws_db_instance: [
    "availability_zone",
    "character_set_name",
    "custom_iam_instance_profile",
    "db_name",
    "engine",
    "kms_key_id",
    "nchar_character_set_name",
    "restore_to_point_in_time",
    "snapshot_identifier",
    "storage_encrypted",
    "timezone",
    "username",
  ],
  // internal/service/rds/cluster.go. storage_type replaces too unless the engine is Aurora.
  aws_rds_cluster: [
    "availability_zones",
    "cluster_identifier",
    "cluster_identifier_prefix",
    "cluster_scalability_type",
    "database_name",
    "db_subnet_group_name",
    "db_system_id",
    "engine",
    "engine_mode",
    "kms_key_id",
    "master_username",
    "restore_to_point_in_time",
    "snapshot_identifier",
    "source_region",
    "storage_encrypted",
  ],
  // internal/service/kms/key.go
  aws_kms_key: ["custom_key_store_id", "customer_master_key_spec", "key_usage", "multi_region", "xks_key_id"],
  // internal/service/cloudhsmv2/cluster.go
  aws_cloudhsm_v2_cluster: ["hsm_type", "mode", "source_backup_identifier", "subnet_ids"],
  // internal/service/s3/bucket.go
  aws_s3_bucket: ["bucket", "bucket_prefix"],
  // internal/service/efs/file_system.go
  aws_efs_file_system: ["availability_zone_name", "creation_token", "encrypted", "kms_key_id", "performance_mode"],

  // terraform-provider-helm v3.1.1 helm/resource_helm_release.go
  helm_release: ["name", "namespace"],

  // terraform-provider-vault v5.6.0, vault/resource_*.go. A mount's path is not among them: it is remounted.
  vault_mount: ["external_entropy_access", "local", "seal_wrap", "type"],
  vault_auth_backend: ["local", "type"],
  vault_audit: ["description", "local", "options", "path", "type"],
  vault_policy: ["name"],
  vault_namespace: ["path"],
  vault_generic_secret: ["path"],
  vault_kv_secret: ["path"],
  vault_kv_secret_v2: ["mount", "name"],
  vault_kv_secret_backend_v2: ["mount"],
  vault_approle_auth_backend_role: ["backend", "role_name"],
  vault_kubernetes_auth_backend_config: ["backend"],
  vault_kubernetes_auth_backend_role: ["backend", "role_name"],
  vault_jwt_auth_backend: ["local", "type"],
  vault_jwt_auth_backend_role: ["backend", "role_name", "role_type"],
  vault_token_auth_backend_role: ["role_name"],
  vault_aws_secret_backend: ["local"],
  vault_aws_secret_backend_role: ["backend", "name"],
  vault_database_secret_backend_role: ["backend", "db_name", "name"],
  vault_database_secret_backend_static_role: ["backend", "db_name", "name", "username"],
  vault_pki_secret_backend_role: ["backend", "name"],
  vault_ssh_secret_backend_role: ["backend", "name"],
  vault_transit_secret_backend_key: ["backend", "convergent_encryption", "derived", "name", "type"],
};

/**
 * The same for Kubernetes, by type without its version ending: `kubernetes_service` stands for
 * `kubernetes_service_v1` as well. Read in terraform-provider-kubernetes v2.38.0, kubernetes/resource_*.go and
 * kubernetes/schema_*.go.
 */
export const KUBERNETES_FORCE_NEW: Readonly<Record<string, readonly string[]>> = {
  kubernetes_cluster_role_binding: ["role_ref"],
  kubernetes_daemon_set: ["spec.selector"],
  kubernetes_daemonset: ["spec.selector"],
  kubernetes_deployment: ["spec.selector"],
  kubernetes_job: [
    "spec.backoff_limit_per_index",
    "spec.completion_mode",
    "spec.completions",
    "spec.pod_failure_policy",
    "spec.selector",
    "spec.template",
  ],
  kubernetes_persistent_volume: ["spec.volume_mode"],
  // Requests may grow in place.
  kubernetes_persistent_volume_claim: [
    "spec.access_modes",
    "spec.resources.limits",
    "spec.selector",
    "spec.storage_class_name",
    "spec.volume_mode",
    "spec.volume_name",
  ],
  kubernetes_pod_disruption_budget: ["spec"],
  kubernetes_priority_class: ["preemption_policy", "value"],
  kubernetes_role_binding: ["role_ref"],
  kubernetes_secret: ["type"],
  kubernetes_service: [
    "spec.cluster_ip",
    "spec.cluster_ips",
    "spec.health_check_node_port",
    "spec.load_balancer_class",
  ],
  kubernetes_stateful_set: [
    "spec.pod_management_policy",
    "spec.revision_history_limit",
    "spec.selector",
    "spec.service_name",
    "spec.volume_claim_template",
  ],
  kubernetes_storage_class: [
    "allowed_topologies",
    "mount_options",
    "parameters",
    "storage_provisioner",
    "volume_binding_mode",
  ],
};

/** Of every Kubernetes type with a metadata block: kubernetes/schema_metadata.go. */
export const KUBERNETES_METADATA_FORCE_NEW = ["metadata.generate_name", "metadata.name", "metadata.namespace"] as const;

/** Of every Vault type: `GetNamespaceSchema` in internal/provider/schema_util.go. */
export const VAULT_FORCE_NEW = ["namespace"] as const;
