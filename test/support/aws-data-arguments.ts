import { type ApiArguments, member, prefix, same } from "./aws-api-place";

/** Arguments of what keeps data: buckets, tables, keys, queues, events, logs and parameters. */
export const DATA_ARGUMENTS: Readonly<Record<string, ApiArguments>> = {
  aws_cloudwatch_event_rule: {
    operation: "events PutRule",
    arguments: { description: same, event_pattern: same, name: same, name_prefix: prefix("Name"), tags: same },
  },
  aws_cloudwatch_event_target: { operation: "events PutTargets", arguments: { arn: member("Targets.Arn") } },
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
  aws_db_instance: {
    operation: "rds CreateDBInstance",
    arguments: {
      allocated_storage: same,
      backup_retention_period: same,
      db_name: member("DBName"),
      enabled_cloudwatch_logs_exports: member("EnableCloudwatchLogsExports"),
      engine: same,
      engine_version: same,
      final_snapshot_identifier: { operation: "rds DeleteDBInstance", member: "FinalDBSnapshotIdentifier" },
      identifier: member("DBInstanceIdentifier"),
      instance_class: member("DBInstanceClass"),
      max_allocated_storage: same,
      port: same,
      storage_type: same,
      tags: same,
      username: member("MasterUsername"),
    },
  },
  aws_db_parameter_group: {
    operation: "rds CreateDBParameterGroup",
    arguments: {
      description: same,
      family: member("DBParameterGroupFamily"),
      name_prefix: prefix("DBParameterGroupName"),
      "parameter.name": { operation: "rds ModifyDBParameterGroup", member: "Parameters.ParameterName" },
      "parameter.value": { operation: "rds ModifyDBParameterGroup", member: "Parameters.ParameterValue" },
      tags: same,
    },
  },
  aws_db_subnet_group: {
    operation: "rds CreateDBSubnetGroup",
    arguments: {
      description: member("DBSubnetGroupDescription"),
      name_prefix: prefix("DBSubnetGroupName"),
      tags: same,
    },
  },
  aws_dynamodb_table: {
    operation: "dynamodb CreateTable",
    arguments: {
      billing_mode: same,
      "attribute.type": member("AttributeDefinitions.AttributeType"),
      stream_view_type: member("StreamSpecification.StreamViewType"),
    },
  },
  aws_efs_file_system: {
    operation: "efs CreateFileSystem",
    arguments: { performance_mode: same, throughput_mode: same },
  },
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
  aws_secretsmanager_secret_rotation: {
    operation: "secretsmanager RotateSecret",
    arguments: { "rotation_rules.schedule_expression": member("RotationRules.ScheduleExpression") },
  },
  aws_rds_cluster: { operation: "rds CreateDBCluster", arguments: { database_insights_mode: same } },
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
    arguments: {
      "rule.default_retention.days": member("ObjectLockConfiguration.Rule.DefaultRetention.Days"),
      "rule.default_retention.mode": member("ObjectLockConfiguration.Rule.DefaultRetention.Mode"),
    },
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
  aws_sqs_queue: {
    operation: "sqs CreateQueue",
    arguments: {
      message_retention_seconds: member("Attributes", { said: { min: 60, max: 1_209_600 } }),
      visibility_timeout_seconds: member("Attributes", { said: { min: 0, max: 43_200 } }),
      name: member("QueueName", { said: { max: 80, pattern: "[A-Za-z0-9_-]+(?:\\.fifo)?" } }),
      tags: same,
    },
  },
  aws_ssm_parameter: { operation: "ssm PutParameter", arguments: { type: same, tier: same } },
  "data.aws_ssm_parameter": { operation: "ssm GetParameter", arguments: { name: same } },
};
