/** A scanner that nobody here wrote. */
export type Scanner = "checkov" | "kube-score";

/** A finding that stays, and why. */
export interface ScannerException {
  readonly scanner: Scanner;
  /** Its name for the check. */
  readonly check: string;
  /** What the check wants. */
  readonly wants: string;
  /** Findings it speaks of: matched against the stack and the resource, such as `prod-rpc aws_vpc.it`. */
  readonly found: RegExp;
  /** The same for a reader. */
  readonly where: string;
  /** Why it stays as it is, in one sentence. */
  readonly why: string;
}

/** Every finding that stays. A test sees to it that none is missing and none is left over. */
export const SCANNER_EXCEPTIONS: readonly ScannerException[] = [
  {
    scanner: "checkov",
    check: "CKV2_AWS_62",
    wants: "event notifications of S3 buckets",
    found: /-bootstrap aws_s3_bucket\./,
    where: "the buckets of the state and of its access log",
    why: "Nothing would listen; versions and the access log say who changed what.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_144",
    wants: "replication of S3 buckets to another region",
    found: /-bootstrap aws_s3_bucket\./,
    where: "the buckets of the state and of its access log",
    why: "The state is of no use without the region it describes, and a copy elsewhere is one more place to guard.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_145",
    wants: "encryption of S3 buckets with a KMS key",
    found: /-bootstrap aws_s3_bucket\.state_access-logs_/,
    where: "the bucket of the state's access log",
    why: "S3 delivers access logs only to buckets that are encrypted with its own key (SSE-S3); the state itself has a KMS key.",
  },
  {
    scanner: "checkov",
    check: "CKV2_AWS_62",
    wants: "event notifications of S3 buckets",
    found: /-audit aws_s3_bucket\./,
    where: "the buckets of the audit trail",
    why: "They notify when a reader elsewhere wants to hear of new files (SiemExport.bucketReader); otherwise nothing would listen.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_144",
    wants: "replication of S3 buckets to another region",
    found: /-audit aws_s3_bucket\./,
    where: "the buckets of the audit trail",
    why: "What is locked cannot be removed where it is, and a SIEM that reads it is the copy elsewhere; a second bucket would have to be locked for as long.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_145",
    wants: "encryption of S3 buckets with a KMS key",
    found: /-audit aws_s3_bucket\.audit_buckets_access-logs_/,
    where: "the bucket of the audit trail's access log",
    why: "As for the state's access log; the audit log and its history have KMS keys.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_252",
    wants: "an SNS topic that a trail tells of every file",
    found: /-audit \S*audit_trail_/,
    where: "the trail",
    why: "What matters is told by alarms on the events; a reader of files is told by the bucket, into a queue.",
  },
  {
    scanner: "checkov",
    check: "CKV2_AWS_3",
    wants: "GuardDuty switched on by an organisation for all its accounts",
    found: /-audit aws_guardduty_detector\./,
    where: "the detector",
    why: "It is on for the account and region of the environment; an organisation is nothing these stacks know of (docs/audit-trail.md).",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_130",
    wants: "no public addresses in subnets",
    found: /-network \S*network_peers_/,
    where: "the subnets for nodes with peers",
    why: "Peers of a chain have to reach these nodes; nothing else is placed there, and security groups open the peers' ports alone.",
  },
  {
    scanner: "checkov",
    check: "CKV2_AWS_62",
    wants: "event notifications of S3 buckets",
    found: /-vault aws_s3_bucket\./,
    where: "the bucket of Vault's snapshots",
    why: "Nothing would listen; an alert tells when no snapshot arrives.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_144",
    wants: "replication of S3 buckets to another region",
    found: /-vault aws_s3_bucket\./,
    where: "the bucket of Vault's snapshots",
    why: "A snapshot is opened by the key of its own region, so a copy elsewhere opens nothing; copies are locked where they are.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_18",
    wants: "an access log of S3 buckets",
    found: /-vault aws_s3_bucket\./,
    where: "the bucket of Vault's snapshots",
    why: "What is in it is encrypted by Vault's own seal and by KMS, whose every use the audit trail writes down.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_118",
    wants: "enhanced monitoring of databases",
    found: /-signers \S*slashing-protection/,
    where: "the slashing-protection database",
    why: "It looks at processes of a host that AWS runs; what signers wait for is measured by themselves.",
  },
  {
    scanner: "checkov",
    check: "CKV_AWS_161",
    wants: "logins to databases through IAM",
    found: /-signers \S*slashing-protection/,
    where: "the slashing-protection database",
    why: "Web3Signer logs in with a name and a password, which AWS makes and rotates; a second way in would be one more to guard.",
  },
  {
    scanner: "checkov",
    check: "CKV_K8S_11",
    wants: "a CPU limit",
    found: /-(agents|rpc|signers) /,
    where: "every Deployment",
    why: "A limit slows a program down while cores are idle; the request keeps its share when they are not.",
  },
  {
    scanner: "checkov",
    check: "CKV_K8S_15",
    wants: "the image pull policy Always",
    found: /-(agents|rpc|signers) /,
    where: "every Deployment",
    why: "Tags are exact and digests come from images.lock.json, so a pull brings nothing new and makes a restart depend on the registry.",
  },
  {
    scanner: "checkov",
    check: "CKV_K8S_43",
    wants: "images named by digest",
    found: /-(agents|rpc|signers) /,
    where: "every Deployment",
    why: "A digest is what a registry says on a day: `palisade images lock` asks and writes it down, and the shipped environments have not been asked for.",
  },
  {
    scanner: "checkov",
    check: "CKV_K8S_8",
    wants: "a liveness probe",
    found: /-agents \S*on-call-assistant_/,
    where: "the on-call assistant",
    why: "It listens on no port, so there is nothing to ask; Kubernetes starts it again when its process ends.",
  },
  {
    scanner: "checkov",
    check: "CKV_K8S_9",
    wants: "a readiness probe",
    found: /-agents \S*on-call-assistant_/,
    where: "the on-call assistant",
    why: "Nobody calls it, so there is nothing to hold back.",
  },
  {
    scanner: "kube-score",
    check: "container-ephemeral-storage-request-and-limit",
    wants: "a request and a limit for storage on the machine",
    found: /-(agents|nodes|rpc|signers|vault) (CronJob|Deployment|Job|StatefulSet)\//,
    where: "every workload",
    why: "Root file systems are read-only and scratch volumes have a size limit, so only the log is left, which the kubelet rotates.",
  },
  {
    scanner: "kube-score",
    check: "container-image-pull-policy",
    wants: "the image pull policy Always",
    found: /-(agents|nodes|rpc|signers|vault) (CronJob|Deployment|Job|StatefulSet)\//,
    where: "every workload",
    why: "As for checkov's CKV_K8S_15.",
  },
  {
    scanner: "kube-score",
    check: "container-resources",
    wants: "a CPU limit",
    found: /-(agents|nodes|rpc|signers|vault) (CronJob|Deployment|Job|StatefulSet)\//,
    where: "every workload",
    why: "As for checkov's CKV_K8S_11. CPU and memory requests and a memory limit are there.",
  },
  {
    scanner: "kube-score",
    check: "cronjob-has-deadline",
    wants: "a latest start for scheduled jobs",
    found: /-(agents|vault) CronJob\//,
    where: "agents on a schedule, and the snapshots of Vault",
    why: "A run that was missed is made up for as soon as the control plane is back, and never two at once; an alert tells of missed runs.",
  },
  {
    scanner: "kube-score",
    check: "networkpolicy-targets-pod",
    wants: "a pod that the network policy fits",
    found: /-(guard|monitoring|platform|trust|vault) NetworkPolicy\//,
    where: "policies in the namespaces of charts",
    why: "Their pods come from charts, which the scanner is not shown.",
  },
  {
    scanner: "kube-score",
    check: "networkpolicy-targets-pod",
    wants: "a pod that the network policy fits",
    found: /-(agents|rpc|signers) NetworkPolicy\/.*-mesh$/,
    where: "policies of the mesh",
    why: "They name their namespace; that of their pods is a reference of Terraform, and the scanner takes it for another.",
  },
  {
    scanner: "kube-score",
    check: "pod-probes-identical",
    wants: "different questions for readiness and liveness",
    found: /-(nodes StatefulSet|signers Deployment)\//,
    where: "execution clients and signers",
    why: "They answer on their port or they do not, and have no other question; liveness waits longer.",
  },
];
