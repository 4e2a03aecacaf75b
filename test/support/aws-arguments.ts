import { ACCOUNT_ARGUMENTS } from "./aws-account-arguments";
import type { ApiArguments } from "./aws-api-place";
import { EKS_ARGUMENTS } from "./aws-cluster-arguments";
import { DATA_ARGUMENTS } from "./aws-data-arguments";
import { KEY_ARGUMENTS } from "./aws-key-arguments";
import { MACHINE_ARGUMENTS } from "./aws-machine-arguments";
import { NETWORK_ARGUMENTS } from "./aws-network-arguments";

/** By Terraform type; data sources as `data.aws_eks_cluster`. */
export const AWS_ARGUMENTS: Readonly<Record<string, ApiArguments>> = {
  ...ACCOUNT_ARGUMENTS,
  ...EKS_ARGUMENTS,
  ...MACHINE_ARGUMENTS,
  ...NETWORK_ARGUMENTS,
  ...DATA_ARGUMENTS,
  ...KEY_ARGUMENTS,
};

/** Arguments that are the provider's own: no API of AWS has them, and Terraform's schema says all there is to say. */
export const PROVIDER_ARGUMENTS: readonly string[] = [
  // Which of its configurations goes to which member of CreateDeliveryStream.
  "aws_kinesis_firehose_delivery_stream.destination",
  "aws_launch_template.update_default_version",
  "aws_s3_bucket.force_destroy",
  "aws_sqs_queue.sqs_managed_sse_enabled",
];

const ONLY_AWS_KNOWS = "the model takes any text, and only AWS knows which ones exist";

/** Arguments whose values nothing that can be had offline proves, with the reason. */
export const UNPROVEN_ARGUMENTS: Readonly<Record<string, string>> = {
  "aws_config_config_rule.source.source_identifier": `${ONLY_AWS_KNOWS}; the identifiers are those of the AWS Config Developer Guide`,
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
