import { type ApiArguments, member, same } from "./aws-api-place";

/** Arguments of what watches an account and tells of it. */
export const ACCOUNT_ARGUMENTS: Readonly<Record<string, ApiArguments>> = {
  aws_accessanalyzer_analyzer: {
    operation: "accessanalyzer CreateAnalyzer",
    arguments: { analyzer_name: same, type: same, tags: same },
  },
  aws_cloudtrail: {
    operation: "cloudtrail CreateTrail",
    arguments: {
      name: same,
      "advanced_event_selector.name": member("AdvancedEventSelectors.Name", {
        operation: "cloudtrail PutEventSelectors",
      }),
      "advanced_event_selector.field_selector.field": member("AdvancedEventSelectors.FieldSelectors.Field", {
        operation: "cloudtrail PutEventSelectors",
      }),
      "advanced_event_selector.field_selector.equals": member("AdvancedEventSelectors.FieldSelectors.Equals", {
        operation: "cloudtrail PutEventSelectors",
      }),
      "advanced_event_selector.field_selector.not_equals": member("AdvancedEventSelectors.FieldSelectors.NotEquals", {
        operation: "cloudtrail PutEventSelectors",
      }),
      "advanced_event_selector.field_selector.starts_with": member("AdvancedEventSelectors.FieldSelectors.StartsWith", {
        operation: "cloudtrail PutEventSelectors",
      }),
      "insight_selector.insight_type": member("InsightSelectors.InsightType", {
        operation: "cloudtrail PutInsightSelectors",
      }),
      tags: member("TagsList"),
    },
  },
  aws_cloudwatch_log_metric_filter: {
    operation: "logs PutMetricFilter",
    arguments: {
      name: member("filterName"),
      pattern: member("filterPattern"),
      "metric_transformation.name": member("metricTransformations.metricName"),
      "metric_transformation.namespace": member("metricTransformations.metricNamespace"),
      "metric_transformation.value": member("metricTransformations.metricValue"),
      "metric_transformation.default_value": member("metricTransformations.defaultValue"),
    },
  },
  aws_cloudwatch_log_stream: { operation: "logs CreateLogStream", arguments: { name: member("logStreamName") } },
  aws_cloudwatch_log_subscription_filter: {
    operation: "logs PutSubscriptionFilter",
    arguments: { name: member("filterName"), filter_pattern: same },
  },
  aws_cloudwatch_metric_alarm: {
    operation: "cloudwatch PutMetricAlarm",
    arguments: {
      alarm_description: same,
      alarm_name: same,
      comparison_operator: same,
      evaluation_periods: same,
      metric_name: same,
      namespace: same,
      period: same,
      statistic: same,
      threshold: same,
      treat_missing_data: {
        said: { words: ["breaching", "notBreaching", "ignore", "missing"] },
      },
      tags: same,
    },
  },
  aws_config_config_rule: {
    operation: "config PutConfigRule",
    arguments: {
      description: member("ConfigRule.Description"),
      name: member("ConfigRule.ConfigRuleName"),
      "source.owner": member("ConfigRule.Source.Owner"),
      tags: same,
    },
  },
  aws_config_configuration_recorder: {
    operation: "config PutConfigurationRecorder",
    arguments: {
      name: member("ConfigurationRecorder.name"),
      "recording_mode.recording_frequency": member("ConfigurationRecorder.recordingMode.recordingFrequency"),
    },
  },
  aws_config_conformance_pack: {
    operation: "config PutConformancePack",
    arguments: { name: member("ConformancePackName"), template_s3_uri: same },
  },
  aws_config_delivery_channel: {
    operation: "config PutDeliveryChannel",
    arguments: {
      name: member("DeliveryChannel.name"),
      "snapshot_delivery_properties.delivery_frequency": member(
        "DeliveryChannel.configSnapshotDeliveryProperties.deliveryFrequency",
      ),
    },
  },
  aws_config_retention_configuration: {
    operation: "config PutRetentionConfiguration",
    arguments: { retention_period_in_days: same },
  },
  aws_guardduty_detector: {
    operation: "guardduty CreateDetector",
    arguments: { finding_publishing_frequency: same, tags: same },
  },
  aws_guardduty_detector_feature: {
    operation: "guardduty UpdateDetector",
    arguments: {
      name: member("Features.Name"),
      status: member("Features.Status"),
      "additional_configuration.name": member("Features.AdditionalConfiguration.Name"),
      "additional_configuration.status": member("Features.AdditionalConfiguration.Status"),
    },
  },
  aws_iam_service_linked_role: {
    operation: "iam CreateServiceLinkedRole",
    arguments: { aws_service_name: same, tags: { operation: "iam TagRole" } },
  },
  aws_kinesis_firehose_delivery_stream: {
    operation: "firehose CreateDeliveryStream",
    arguments: {
      name: member("DeliveryStreamName"),
      "server_side_encryption.key_type": member("DeliveryStreamEncryptionConfigurationInput.KeyType"),
      "http_endpoint_configuration.buffering_interval": httpEndpoint("BufferingHints.IntervalInSeconds"),
      "http_endpoint_configuration.buffering_size": httpEndpoint("BufferingHints.SizeInMBs"),
      "http_endpoint_configuration.name": httpEndpoint("EndpointConfiguration.Name"),
      "http_endpoint_configuration.url": httpEndpoint("EndpointConfiguration.Url"),
      "http_endpoint_configuration.retry_duration": httpEndpoint("RetryOptions.DurationInSeconds"),
      "http_endpoint_configuration.s3_backup_mode": httpEndpoint("S3BackupMode"),
      "http_endpoint_configuration.request_configuration.content_encoding": httpEndpoint(
        "RequestConfiguration.ContentEncoding",
      ),
      "http_endpoint_configuration.secrets_manager_configuration.secret_arn": httpEndpoint(
        "SecretsManagerConfiguration.SecretARN",
      ),
      "http_endpoint_configuration.s3_configuration.compression_format": httpEndpoint(
        "S3Configuration.CompressionFormat",
      ),
      "http_endpoint_configuration.s3_configuration.prefix": httpEndpoint("S3Configuration.Prefix"),
      "http_endpoint_configuration.s3_configuration.error_output_prefix": httpEndpoint(
        "S3Configuration.ErrorOutputPrefix",
      ),
      tags: same,
    },
  },
  aws_s3_bucket_notification: {
    operation: "s3 PutBucketNotificationConfiguration",
    arguments: {
      "queue.events": member("NotificationConfiguration.QueueConfigurations.Events"),
      "queue.filter_prefix": member("NotificationConfiguration.QueueConfigurations.Filter.Key.FilterRules.Value"),
    },
  },
  aws_securityhub_account: {
    operation: "securityhub EnableSecurityHub",
    arguments: { control_finding_generator: same },
  },
  aws_sns_topic: {
    operation: "sns CreateTopic",
    arguments: {
      name: { said: { max: 256, pattern: "[A-Za-z0-9_-]+(?:\\.fifo)?" } },
      tags: same,
    },
  },
  aws_sns_topic_subscription: {
    operation: "sns Subscribe",
    arguments: {
      endpoint: same,
      protocol: {
        said: {
          words: [...["http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"]],
        },
      },
    },
  },
};

function httpEndpoint(path: string) {
  return member(`HttpEndpointDestinationConfiguration.${path}`);
}
