/** Sets of controls that Security Hub checks an account against. */
export interface StandardSpec {
  /** What stands behind `standards/` in its ARN. */
  readonly path: string;
  /** As its makers call it. */
  readonly title: string;
}

/** Source: AWS Security Hub User Guide, "Standards reference": ARNs of the standards. */
export const SECURITY_STANDARDS = {
  foundational: {
    path: "aws-foundational-security-best-practices/v/1.0.0",
    title: "AWS Foundational Security Best Practices",
  },
  cis: { path: "cis-aws-foundations-benchmark/v/5.0.0", title: "CIS AWS Foundations Benchmark 5.0" },
  nist: { path: "nist-800-53/v/5.0.0", title: "NIST SP 800-53 revision 5" },
  pci: { path: "pci-dss/v/4.0.1", title: "PCI DSS 4.0.1" },
} as const satisfies Readonly<Record<string, StandardSpec>>;

/** A set of controls. */
export type SecurityStandard = keyof typeof SECURITY_STANDARDS;

/** One thing that AWS Config asks of an account. */
export interface AccountRuleSpec {
  /** Identifier of the rule that AWS keeps. */
  readonly identifier: string;
  /** What it asks, as one sentence. */
  readonly says: string;
}

/**
 * Rules that hold the audit itself and the keys together; the standards of Security Hub bring rules of their own for
 * everything else. Source: AWS Config Developer Guide, "List of AWS Config Managed Rules", identifiers.
 */
export const ACCOUNT_RULES = {
  "trail-of-all-regions": {
    identifier: "MULTI_REGION_CLOUD_TRAIL_ENABLED",
    says: "A trail records every region.",
  },
  "trail-validated": {
    identifier: "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
    says: "Every trail can show that nobody changed it.",
  },
  "trail-encrypted": {
    identifier: "CLOUD_TRAIL_ENCRYPTION_ENABLED",
    says: "Every trail is encrypted with a key of the account.",
  },
  "root-has-mfa": { identifier: "ROOT_ACCOUNT_MFA_ENABLED", says: "The root user has a second factor." },
  "root-has-no-key": { identifier: "IAM_ROOT_ACCESS_KEY_CHECK", says: "The root user has no access key." },
  "key-stays": {
    identifier: "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
    says: "No key of KMS is about to be deleted.",
  },
  "key-rotates": {
    identifier: "CMK_BACKING_KEY_ROTATION_ENABLED",
    says: "Every key of KMS that can be rotated is.",
  },
  "bucket-not-public": {
    identifier: "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
    says: "No bucket lets the public in.",
  },
  "volume-encrypted": { identifier: "ENCRYPTED_VOLUMES", says: "Every volume in use is encrypted." },
  "secrets-of-eks-encrypted": {
    identifier: "EKS_SECRETS_ENCRYPTED",
    says: "Every cluster of EKS encrypts its secrets with a key of the account.",
  },
} as const satisfies Readonly<Record<string, AccountRuleSpec>>;

/** One thing that AWS Config asks of an account. */
export type AccountRule = keyof typeof ACCOUNT_RULES;

/** Everything that AWS Config is had to ask. */
export const ACCOUNT_RULE_NAMES: readonly AccountRule[] = Object.keys(ACCOUNT_RULES).filter(isAccountRule);

function isAccountRule(name: string): name is AccountRule {
  return Object.hasOwn(ACCOUNT_RULES, name);
}

/** One thing that GuardDuty looks at. */
export interface DetectionFeature {
  /** Name in the API (Amazon GuardDuty API reference, DetectorFeatureConfiguration). */
  readonly name: string;
  /** What it sees, as one sentence. */
  readonly says: string;
}

/** What GuardDuty looks at beside CloudTrail, flow logs and DNS, which it always does. */
export const DETECTION_FEATURES: readonly DetectionFeature[] = [
  { name: "EKS_AUDIT_LOGS", says: "Odd use of the Kubernetes API." },
  { name: "S3_DATA_EVENTS", says: "Odd reads and deletions in buckets." },
  { name: "EBS_MALWARE_PROTECTION", says: "Malware on the volumes of a machine that behaves oddly." },
  { name: "RDS_LOGIN_EVENTS", says: "Odd logins to databases." },
  { name: "LAMBDA_NETWORK_LOGS", says: "Odd connections of functions." },
];

/** What sees processes and connections on nodes, through an agent. Its parts in the order the API gives them back. */
export const RUNTIME_FEATURE = {
  name: "RUNTIME_MONITORING",
  parts: ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"],
  agentOfEks: "EKS_ADDON_MANAGEMENT",
} as const;
