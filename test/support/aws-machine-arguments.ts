import { type ApiArguments, EC2_TAGS, member, prefix, same } from "./aws-api-place";

const HOP_LIMIT = { min: 1, max: 64 };

const METADATA = (path: string, operation: string) => ({
  "metadata_options.http_endpoint": member(`${path}.HttpEndpoint`, { operation }),
  "metadata_options.http_put_response_hop_limit": member(`${path}.HttpPutResponseHopLimit`, {
    operation,
    said: HOP_LIMIT,
  }),
  "metadata_options.http_tokens": member(`${path}.HttpTokens`, { operation }),
  "metadata_options.instance_metadata_tags": member(`${path}.InstanceMetadataTags`, { operation }),
});

/** Arguments of machines, and of the roles and images they run with. */
export const MACHINE_ARGUMENTS: Readonly<Record<string, ApiArguments>> = {
  aws_ebs_volume: { operation: "ec2 CreateVolume", arguments: { type: member("VolumeType") } },
  aws_ecr_repository: {
    operation: "ecr CreateRepository",
    arguments: { image_tag_mutability: same, "encryption_configuration.encryption_type": same },
  },
  aws_iam_instance_profile: {
    operation: "iam CreateInstanceProfile",
    arguments: { name_prefix: prefix("InstanceProfileName"), tags: same },
  },
  aws_iam_role: {
    operation: "iam CreateRole",
    arguments: { description: same, name_prefix: prefix("RoleName"), path: same, tags: same },
  },
  aws_iam_role_policy: {
    operation: "iam PutRolePolicy",
    arguments: { name_prefix: prefix("PolicyName"), role: member("RoleName") },
  },
  aws_ssm_document: {
    operation: "ssm CreateDocument",
    arguments: { name: same, document_format: same, document_type: same, tags: same },
  },
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
      "enclave_options.enabled": member("LaunchTemplateData.EnclaveOptions.Enabled"),
      instance_type: member("LaunchTemplateData.InstanceType"),
      ...METADATA("LaunchTemplateData.MetadataOptions", "ec2 CreateLaunchTemplate"),
      "monitoring.enabled": member("LaunchTemplateData.Monitoring.Enabled"),
      name_prefix: prefix("LaunchTemplateName"),
      "placement.tenancy": member("LaunchTemplateData.Placement.Tenancy"),
      "tag_specifications.resource_type": member("LaunchTemplateData.TagSpecifications.ResourceType"),
      "tag_specifications.tags": member("LaunchTemplateData.TagSpecifications.Tags"),
      user_data: member("LaunchTemplateData.UserData"),
      ...EC2_TAGS,
    },
  },
  aws_placement_group: { operation: "ec2 CreatePlacementGroup", arguments: { strategy: same } },
};
