/**
 * Condition keys that tell one's own callers from everyone, in small letters (source: IAM User Guide, "AWS global
 * condition context keys"; those of KMS, S3 access points and EFS: the service authorization reference).
 */
export const CALLER_KEYS: readonly string[] = [
  ...["aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:userid"],
  ...["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner"],
  ...["aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:principalisawsservice"],
  ...["aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"],
  ...["kms:calleraccount", "s3:dataaccesspointaccount", "s3:dataaccesspointarn"],
  "elasticfilesystem:accessedviamounttarget",
];

/**
 * Keys that say on whose behalf a service of AWS calls, in small letters (source: IAM User Guide, "The confused deputy
 * problem"; the context of CloudWatch Logs: its user guide, "Encrypt log data").
 */
export const SOURCE_KEYS: readonly string[] = [
  ...["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "kms:calleraccount"],
  "kms:encryptioncontext:aws:logs:arn",
];

/** Keys that tell one caller of a foreign account from the next, in small letters (source: the same). */
export const STRANGER_KEYS: readonly string[] = [
  ...["sts:externalid", "aws:principalorgid", "aws:principalorgpaths", "aws:principalarn"],
  ...["aws:multifactorauthpresent", "aws:sourceip", "aws:sourcevpce"],
];
