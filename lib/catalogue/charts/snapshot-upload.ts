/** The program that brings snapshots into a bucket: the AWS command line, in the image that AWS publishes. */
export const AWS_CLI_IMAGE = {
  reference: "public.ecr.aws/aws-cli/aws-cli:2.36.46",
  source:
    "Amazon ECR Public, aws-cli/aws-cli: the tag stands in two public repositories, in one with its digests; read 2026-11-21",
} as const;
