import type { AccountAlarmSpec } from "./account-alarm-spec";

/**
 * Alarms on the log of an account. They go after the monitoring section of the CIS AWS Foundations Benchmark, and add what
 * blinds the audit, takes keys away and carries data out. Names of calls: the API references of the services, and for S3
 * the Amazon S3 User Guide, "Amazon S3 CloudTrail events"; fields: AWS CloudTrail User Guide, "CloudTrail record contents",
 * where `requestParameters` has the API's parameters with a small first letter, and S3's bucket as `bucketName`; patterns:
 * Amazon CloudWatch Logs User Guide, "Filter pattern syntax".
 */
export const ACCOUNT_ALARMS = {
  "root-use": {
    says: "Somebody used the root user of the account.",
    doThis: "Ask the holders of the root credentials who it was; if nobody was it, treat the account as taken over.",
    found:
      '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }',
  },
  "login-without-mfa": {
    says: "A user of IAM signed in to the console without a second factor.",
    doThis: "Take the user's password away, and have the person come through the identity provider.",
    found:
      '{ ($.eventName = "ConsoleLogin") && ($.userIdentity.type = "IAMUser") && ($.additionalEventData.MFAUsed != "Yes") && ($.responseElements.ConsoleLogin = "Success") }',
  },
  "failed-logins": {
    says: "Sign-ins to the console failed again and again.",
    doThis: "Look whose name was tried and from where; lock the user if it is not the person.",
    found: '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }',
    threshold: 5,
  },
  "refused-calls": {
    says: "Many calls were refused for want of permission.",
    doThis:
      "Find the identity behind them: a broken program asks the same thing again, an intruder asks for everything.",
    found: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    threshold: 50,
  },
  "trail-changed": {
    says: "The trail was changed, stopped or deleted.",
    doThis: "Unless it was an apply of this stack: put the trail back, and treat everything since then as unseen.",
    found: [
      {
        service: "cloudtrail",
        calls: ["UpdateTrail", "DeleteTrail", "StopLogging", "PutEventSelectors", "PutInsightSelectors"],
      },
    ],
    urgent: true,
  },
  "detection-changed": {
    says: "Something that looks for intruders was switched off or told to look away.",
    doThis: "Unless it was an apply of this stack: put it back, and look at what happened while it was off.",
    found: [
      {
        service: "guardduty",
        calls: [
          ...["DeleteDetector", "UpdateDetector", "CreateFilter", "UpdateFilter", "CreateIPSet", "UpdateIPSet"],
          ...["DeletePublishingDestination", "UpdatePublishingDestination", "StopMonitoringMembers"],
        ],
      },
      { service: "securityhub", calls: ["DisableSecurityHub", "BatchDisableStandards", "CreateAutomationRule"] },
      { service: "access-analyzer", calls: ["DeleteAnalyzer", "CreateArchiveRule"] },
    ],
    urgent: true,
  },
  "recorder-changed": {
    says: "The record of the account's configuration was changed or stopped.",
    doThis: "Unless it was an apply of this stack: start the recorder again, and compare the account with a plan.",
    found: [
      {
        service: "config",
        calls: [
          ...["StopConfigurationRecorder", "DeleteConfigurationRecorder", "PutConfigurationRecorder"],
          ...["DeleteDeliveryChannel", "PutDeliveryChannel", "DeleteRetentionConfiguration", "DeleteConfigRule"],
        ],
      },
    ],
    urgent: true,
  },
  "alarms-changed": {
    says: "Alarms of the account, what they count, or those who hear them were taken away.",
    doThis: "Unless it was an apply of this stack: apply it again, and ask who did not want to be heard.",
    found: [
      { service: "monitoring", calls: ["DeleteAlarms", "DisableAlarmActions"] },
      { service: "events", calls: ["DeleteRule", "DisableRule", "RemoveTargets"] },
      {
        service: "logs",
        calls: ["DeleteLogGroup", "DeleteLogStream", "DeleteMetricFilter", "DeleteSubscriptionFilter"],
      },
      { service: "sns", calls: ["DeleteTopic", "Unsubscribe"] },
    ],
    everyday: true,
  },
  "trail-bucket-changed": {
    says: "One of the audit's own buckets was changed or deleted: who may reach it, or how long it keeps things.",
    doThis:
      "Unless it was an apply of this stack: apply it again, and see in the access logs what was deleted before that.",
    found: [
      {
        service: "s3",
        calls: [
          ...["PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "PutBucketPublicAccessBlock"],
          ...["DeleteBucketPublicAccessBlock", "PutBucketLifecycle", "DeleteBucketLifecycle", "PutBucketVersioning"],
          ...["PutBucketLogging", "PutBucketEncryption", "DeleteBucketEncryption", "PutBucketNotification"],
          ...["PutBucketReplication", "DeleteBucket"],
        ],
        on: { part: "bucket", parameter: "bucketName" },
      },
    ],
    urgent: true,
  },
  "trail-alarms-changed": {
    says: "An alarm of the audit, what it counts, or those who hear it were changed or taken away.",
    doThis: "Unless it was an apply of this stack: apply it again, and ask who did not want to be heard.",
    found: [
      {
        service: "logs",
        calls: [
          ...["DeleteMetricFilter", "PutMetricFilter", "DeleteSubscriptionFilter", "PutSubscriptionFilter"],
          ...["DeleteLogGroup", "DeleteLogStream", "PutRetentionPolicy", "AssociateKmsKey", "DisassociateKmsKey"],
        ],
        on: { part: "log-group", parameter: "logGroupName" },
      },
      {
        service: "logs",
        calls: ["AssociateKmsKey", "DisassociateKmsKey"],
        on: { part: "log-group-arn", parameter: "resourceIdentifier" },
      },
      {
        service: "monitoring",
        calls: ["DeleteAlarms", "DisableAlarmActions"],
        on: { part: "alarm", parameter: "alarmNames", list: true },
      },
      {
        service: "monitoring",
        calls: ["PutMetricAlarm", "SetAlarmState"],
        on: { part: "alarm", parameter: "alarmName" },
      },
      {
        service: "events",
        calls: ["PutRule", "DisableRule", "DeleteRule"],
        on: { part: "rule", parameter: "name" },
      },
      { service: "events", calls: ["PutTargets", "RemoveTargets"], on: { part: "rule", parameter: "rule" } },
      {
        service: "sns",
        calls: ["DeleteTopic", "SetTopicAttributes", "AddPermission", "RemovePermission"],
        on: { part: "topic-arn", parameter: "topicArn" },
      },
      {
        service: "sns",
        calls: ["Unsubscribe", "SetSubscriptionAttributes"],
        on: { part: "subscription-arn", parameter: "subscriptionArn" },
      },
    ],
    urgent: true,
  },
  "key-leaving": {
    says: "A key of KMS was disabled, is about to be deleted, or its policy changed.",
    doThis:
      "If nobody meant to: `aws kms cancel-key-deletion` or `aws kms enable-key`, then see who may administer it.",
    found: [
      {
        service: "kms",
        calls: ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "DeleteImportedKeyMaterial"],
      },
    ],
    urgent: true,
  },
  "secret-leaving": {
    says: "A secret of Secrets Manager was deleted, or its policy changed.",
    doThis: "If nobody meant to: `aws secretsmanager restore-secret`, then see who may delete it.",
    found: [{ service: "secretsmanager", calls: ["DeleteSecret", "PutResourcePolicy", "DeleteResourcePolicy"] }],
  },
  "long-lived-credential": {
    says: "A credential that does not expire was made, or a second factor taken away.",
    doThis: "Delete it unless somebody owns it: people come through the identity provider, programs through roles.",
    found: [
      {
        service: "iam",
        calls: [
          ...["CreateUser", "CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "DeactivateMFADevice"],
          ...[
            "CreateSAMLProvider",
            "UpdateSAMLProvider",
            "CreateServiceSpecificCredential",
            "UploadSigningCertificate",
          ],
        ],
      },
    ],
  },
  "data-shared": {
    says: "A snapshot or an image was shared with another account.",
    doThis: "Take the permission back unless somebody asked for it, and count what was in it as read.",
    found: [
      { service: "ec2", calls: ["ModifySnapshotAttribute", "ModifyImageAttribute"] },
      { service: "rds", calls: ["ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"] },
    ],
  },
  "organization-left": {
    says: "The account was taken out of its organisation, and with it out of the organisation's policies.",
    doThis: "Call whoever runs the organisation; what its policies forbade is allowed now.",
    found: [{ service: "organizations", calls: ["LeaveOrganization", "RemoveAccountFromOrganization"] }],
  },
  "bucket-policy-changed": {
    says: "Who may reach a bucket, or how long it keeps things, was changed.",
    doThis: "Compare with the last apply; a bucket that is open for a minute has been read.",
    found: [
      {
        service: "s3",
        calls: [
          ...["PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "PutBucketLifecycle", "PutBucketReplication"],
          ...["DeleteBucketPublicAccessBlock", "PutBucketPublicAccessBlock", "PutAccountPublicAccessBlock"],
        ],
      },
    ],
    everyday: true,
  },
  "permission-changed": {
    says: "A policy or the trust of a role was changed.",
    doThis: "Compare with the last apply.",
    found: [
      {
        service: "iam",
        calls: [
          ...["AttachRolePolicy", "DetachRolePolicy", "PutRolePolicy", "DeleteRolePolicy", "UpdateAssumeRolePolicy"],
          ...["AttachUserPolicy", "PutUserPolicy", "AttachGroupPolicy", "PutGroupPolicy"],
          ...["CreatePolicyVersion", "SetDefaultPolicyVersion", "CreateOpenIDConnectProvider"],
        ],
      },
    ],
    everyday: true,
  },
  "network-changed": {
    says: "A way into or out of a network was changed.",
    doThis: "Compare with the last apply.",
    found: [
      {
        service: "ec2",
        calls: [
          ...["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "CreateNetworkAclEntry"],
          ...["ReplaceNetworkAclEntry", "CreateRoute", "ReplaceRoute", "AttachInternetGateway"],
          ...["CreateVpcPeeringConnection", "AcceptVpcPeeringConnection", "DeleteFlowLogs"],
        ],
      },
    ],
    everyday: true,
  },
} as const satisfies Readonly<Record<string, AccountAlarmSpec>>;

/** An alarm on the log of an account. */
export type AccountAlarmName = keyof typeof ACCOUNT_ALARMS;

/** What is known of an alarm. */
export function accountAlarm(name: AccountAlarmName): AccountAlarmSpec {
  return ACCOUNT_ALARMS[name];
}

/** Every alarm there is. */
export const ACCOUNT_ALARM_NAMES = Object.keys(ACCOUNT_ALARMS).filter(isAccountAlarm);

/** Alarms that ordinary work does not raise. */
export const USUAL_ACCOUNT_ALARMS: readonly AccountAlarmName[] = ACCOUNT_ALARM_NAMES.filter(
  (name) => accountAlarm(name).everyday === undefined,
);

function isAccountAlarm(name: string): name is AccountAlarmName {
  return Object.hasOwn(ACCOUNT_ALARMS, name);
}
