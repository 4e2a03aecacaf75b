import type { IamStatement } from "../../lib/render/iam-policy";

/**
 * What lets Session Manager reach a host, and nothing else. AWS's own AmazonSSMManagedInstanceCore lets a host read every
 * parameter of the account as well. Source: AWS Systems Manager User Guide, "Creating an IAM role with permissions for
 * Session Manager and Amazon S3 and CloudWatch Logs".
 */
export const BE_REACHABLE: IamStatement = {
  sid: "BeReachable",
  actions: [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  resources: ["*"],
};
