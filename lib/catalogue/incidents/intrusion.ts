import {
  accountLog,
  CLOUDTRAIL_SOURCE,
  clusterLog,
  END_SESSIONS,
  IAM_SOURCE,
  KEEP_POD,
  NINETY_DAYS,
  NO_APPLY,
  REVIEW,
  SOMEBODY_LEADS,
} from "./common";
import type { IncidentSpec } from "./types";

/** Somebody is in. */
export const INTRUSION: IncidentSpec = {
  id: "intrusion",
  title: "Somebody is in",
  about:
    "Somebody who does not belong there is in the account, the cluster, a node, a pod, an agent or an engineer's machine. Assume that they read what you write and that there is a second way in. Where they could reach a key, go by [key compromise](key-compromise.md) at the same time.",
  signs: [
    { text: "A finding of GuardDuty at severity 7 or higher." },
    { alarm: "root-use" },
    { alarm: "login-without-mfa" },
    { alarm: "failed-logins" },
    { alarm: "trail-changed" },
    { alarm: "detection-changed" },
    { alarm: "data-shared" },
    { alarm: "organization-left" },
    { alert: "FalcoMissingOnNode" },
    { alert: "TetragonMissingOnNode" },
    { alert: "VaultAuditFailing" },
    { text: "A laptop with access is lost, stolen or behaves strangely." },
    { text: "An agent does what nobody asked of it: text that it read gave it orders." },
  ],
  firstMinutes: [
    { ...SOMEBODY_LEADS, text: `${SOMEBODY_LEADS.text} Use machines and accounts that are not concerned.` },
    {
      text: "Is the log still written? If not, bring it back before anything else: without it you are blind and they are not.",
      commands: ["aws cloudtrail get-trail-status --name NAME", "aws cloudtrail start-logging --name NAME"],
    },
    {
      text: "Can they sign? Stop signers and hot wallets that they may reach, by their own runbooks. Everything else can wait longer than keys.",
    },
    {
      text: "A person's machine: lock the person out at the identity provider, and take away their entry to the cluster.",
      commands: [
        "aws eks list-access-entries --cluster-name CLUSTER",
        "aws eks delete-access-entry --cluster-name CLUSTER --principal-arn ARN",
      ],
    },
    {
      text: "An agent: stop it, and its tool servers where they hold rights of their own.",
      commands: [
        "kubectl --namespace NAMESPACE get deployments,cronjobs --selector palisade.dev/kind=agent",
        "kubectl --namespace NAMESPACE scale deployment NAME --replicas=0",
        'kubectl --namespace NAMESPACE patch cronjob NAME --patch \'{"spec":{"suspend":true}}\'',
      ],
    },
  ],
  contain: [
    NO_APPLY,
    END_SESSIONS,
    {
      text: "A pod: keep it for whoever looks, away from everybody. Its network policies refuse all that nobody asked for; cordon its node, and take its rights rather than its life.",
      commands: ["kubectl cordon NODE", "kubectl get rolebindings,clusterrolebindings --all-namespaces --output wide"],
    },
    KEEP_POD,
    {
      text: "A node: copy its disk, then move it into a security group that lets nothing in or out. Its pods are lost; its signers are stopped first.",
      commands: [
        "aws ec2 describe-instances --filters Name=private-dns-name,Values=NODE",
        "aws ec2 create-snapshot --volume-id VOLUME --description INCIDENT",
        "aws ec2 modify-instance-attribute --instance-id INSTANCE --groups SECURITY_GROUP",
      ],
    },
    {
      text: "Vault, when nobody knows what they have there: stop it, and everything that reads secrets with it. `vault operator seal` seals the active server alone, and another takes over; so disable the key of the seal, without which none opens again, and then take the servers down. Their volumes stay.",
      commands: [
        "aws kms disable-key --key-id KEY",
        "kubectl --namespace NAMESPACE scale statefulset NAME --replicas=0",
      ],
    },
    {
      text: "The account itself: change the root user's password and second factor, delete its access keys, and call AWS.",
    },
  ],
  findOut: [
    {
      text: `What did the identity do? ${NINETY_DAYS}`,
      commands: [
        accountLog("Username", "NAME", "2026-11-01T00:00:00Z"),
        'aws guardduty list-findings --detector-id DETECTOR --finding-criteria \'{"Criterion":{"severity":{"Gte":7}}}\'',
      ],
    },
    {
      text: "Was the log changed? Its digests say so.",
      commands: ["aws cloudtrail validate-logs --trail-arn ARN --start-time 2026-11-01T00:00:00Z"],
    },
    {
      text: "What did they do in the cluster? Who was given rights, who opened a shell, which secrets were read.",
      commands: [
        clusterLog('{ $.verb = "create" && $.objectRef.resource = "*bindings" }'),
        clusterLog('{ $.objectRef.subresource = "exec" }'),
        clusterLog('{ $.objectRef.resource = "secrets" && $.verb = "get" }'),
      ],
    },
    {
      text: "What did they leave? Users, keys, roles, trusts, functions, bindings, webhooks and CronJobs that no stack wrote.",
      commands: [
        "aws iam generate-credential-report",
        "aws iam get-credential-report --query Content --output text",
        "kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations,cronjobs,daemonsets --all-namespaces",
        "npx cdktf diff STACK",
      ],
    },
    {
      text: "How did they come in, and is there a second way? Write both down before you throw anybody out: they see it, and hurry.",
    },
  ],
  recover: [
    { text: "Close the ways in all at once, at an hour that you choose." },
    { text: "Replace what they had: nodes, pods, runners, laptops. Nothing is cleaned." },
    {
      text: "Change every secret that they could read, by [secret leak](secret-leak.md), and every key that they could use.",
    },
    {
      text: "Apply everything again from a clean machine, and read the plan: what it wants to change is what they changed.",
      commands: ["npx palisade check ENVIRONMENT", "npx cdktf diff STACK"],
    },
    { text: "Signers come last, one at a time, by [signer anomaly](signer-anomaly.md#recover)." },
  ],
  afterwards: [
    REVIEW,
    {
      text: "Keep the logs, the disks and this page's notes together where few can read them. Who has to be told, and by when, is a question for your lawyers on the first day.",
    },
    { text: "Look at what was not seen, and add the alarm, the rule or the policy that would have seen it." },
  ],
  never: [
    "Never reboot or delete the machine before its disk is copied.",
    "Never throw them out one way at a time.",
    "Never log in to a compromised machine with an account that can do more.",
    "Never start signers elsewhere to stay online while the old ones may still run.",
    "Never restart validators that stopped for a doppelganger: a copy of your keys may be what they saw.",
    "Never suppress a guardrail or silence an alert without an end to get the repair through.",
  ],
  helps: [
    {
      construct: "audit/AuditTrail",
      prop: "alarms",
      helps: "tells of what blinds you, and keeps the log where nobody can remove it",
    },
    { construct: "audit/SiemExport.bucketReader", helps: "has a copy in another account" },
    { construct: "eks/ClusterAccess", helps: "gives people a session that is logged, and no open port" },
    { construct: "core/Workload", helps: "has no rights, no network and no token beyond what was asked for" },
    { construct: "runtime/RuntimeDetection", helps: "sees processes on every node" },
    {
      construct: "agent/Agent",
      prop: "egress",
      helps: "bounds what an agent that was talked into something can reach",
    },
    { construct: "policy/AdmissionPolicies", helps: "refuses the pods that they would bring" },
  ],
  further: {
    "the audit trail and its alarms": "../../audit-trail.md#when-it-calls",
    Falco: "../falco.md",
    Tetragon: "../tetragon.md",
    Vault: "../vault.md",
    "reaching a private cluster": "../../private-endpoint.md",
  },
  sources: [
    CLOUDTRAIL_SOURCE,
    'AWS CloudTrail User Guide, "Validating CloudTrail log file integrity with the AWS CLI"',
    'Amazon EKS User Guide, "Send control plane logs to CloudWatch Logs"; Amazon CloudWatch Logs User Guide, "Filter pattern syntax"',
    IAM_SOURCE,
    "Vault API documentation, /sys/seal: in HA mode only an active node can be sealed",
  ],
};
