import type { Examination } from "../examination";
import { REFERENCE } from "../terraform-text";

/** How long a policy may be. */
interface PolicyLimit {
  /** Characters, or bytes where white space counts. */
  readonly most: number;
  /** What is counted: IAM does not count white space, the other services count bytes. */
  readonly unit: "characters without white space" | "bytes";
  /** Length up to which nobody has to ask AWS for more. @default - `most` */
  readonly usual?: number;
  readonly source: string;
}

const IAM = { unit: "characters without white space", source: 'AWS IAM User Guide, "IAM and AWS STS quotas"' } as const;
const KMS = { most: 32_768, unit: "bytes", source: 'AWS KMS Developer Guide, "Quotas"' } as const;
const S3 = { most: 20_480, unit: "bytes", source: 'Amazon S3 User Guide, "Bucket policies"' } as const;

/** By type and argument. The lengths that AWS's API models know are checked with the other values. */
const LIMITS: Readonly<Record<string, PolicyLimit>> = {
  "aws_iam_policy.policy": { ...IAM, most: 6144 },
  "aws_iam_role.assume_role_policy": { ...IAM, most: 8192, usual: 2048 },
  "aws_iam_role.inline_policy.policy": { ...IAM, most: 10_240 },
  "aws_iam_role_policy.policy": { ...IAM, most: 10_240 },
  "aws_iam_user_policy.policy": { ...IAM, most: 2048 },
  "aws_iam_group_policy.policy": { ...IAM, most: 5120 },
  "aws_kms_key.policy": KMS,
  "aws_kms_key_policy.policy": KMS,
  "aws_kms_replica_key.policy": KMS,
  "aws_s3_bucket.policy": S3,
  "aws_s3_bucket_policy.policy": S3,
};

/** Checks that a policy is not longer than AWS takes. A reference counts as nothing: its length is not known yet. */
export function checkLength(argument: string, text: string, where: string, examination: Examination): void {
  const limit = LIMITS[argument];
  if (limit === undefined) return;
  const known = text.replaceAll(REFERENCE, "");
  const length = limit.unit === "bytes" ? Buffer.byteLength(known) : known.replaceAll(/\s/g, "").length;
  const { most, usual = most, unit, source } = limit;
  if (length > most) {
    examination.refuse({
      where,
      what: `the policy has at least ${length} ${unit}, more than AWS takes`,
      allowed: `up to ${most} ${unit}`,
      doThis: "split it into policies of their own, or name fewer things with wildcards",
      source,
    });
  } else if (length > usual) {
    examination.warn({
      where,
      what: `the policy has at least ${length} ${unit}, more than AWS takes unless asked`,
      allowed: `up to ${usual} ${unit}, and up to ${most} once AWS has raised the account's quota`,
      doThis: "ask for the quota before the deployment, or trust fewer principals",
      source,
    });
  }
}
