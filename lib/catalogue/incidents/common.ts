import type { IncidentStep } from "./types";

/** Somebody leads, and it is written down. */
export const SOMEBODY_LEADS: IncidentStep = {
  text: "One person leads and decides, another writes down what is done and when, in UTC. Talk where the intruder cannot read: not in a channel whose token may be out.",
};

/** Nothing comes back by an apply. */
export const NO_APPLY: IncidentStep = {
  text: "Stop the pipeline that applies these stacks: the next apply would start again what you stop by hand.",
};

/** What a pod leaves behind, before it is gone. */
export const KEEP_POD: IncidentStep = {
  text: "Keep what goes with the pod: its log and its description. What lies in its memory is lost when it ends.",
  commands: [
    "kubectl --namespace NAMESPACE logs POD --all-containers --timestamps > POD.log",
    "kubectl --namespace NAMESPACE logs POD --all-containers --timestamps --previous > POD.previous.log",
    "kubectl --namespace NAMESPACE get pod POD --output yaml > POD.yaml",
  ],
};

/** Sessions of a role that somebody may hold. */
export const END_SESSIONS: IncidentStep = {
  text: 'End the sessions of a role that may be in strange hands: a policy on it that denies everything to sessions older than now (`"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"DateLessThan": {"aws:TokenIssueTime": "2026-11-21T10:00:00Z"}}`). Its programs fetch new ones and go on; so does the intruder where the way in is still open.',
  commands: [
    "aws iam put-role-policy --role-name ROLE --policy-name AWSRevokeOlderSessions --policy-document file://deny-older-sessions.json",
  ],
};

/** Who did something in the account. */
export function accountLog(attribute: string, value: string, since: string): string {
  return `aws cloudtrail lookup-events --lookup-attributes AttributeKey=${attribute},AttributeValue=${value} --start-time ${since}`;
}

/** When the words above were said last in CloudTrail's event history. */
export const NINETY_DAYS =
  "CloudTrail's own history reaches back 90 days, for management events of one region; older and other events stand in the bucket of the AuditTrail.";

/** Who asked the API of the cluster for what. */
export function clusterLog(pattern: string): string {
  return `aws logs filter-log-events --log-group-name /aws/eks/CLUSTER/cluster --log-stream-name-prefix kube-apiserver-audit --start-time MILLISECONDS --filter-pattern '${pattern}'`;
}

/** What is left to do after every incident. */
export const REVIEW: IncidentStep = {
  text: "Within a week: what happened, by the clock; how it was noticed; what would have been noticed sooner; what is changed, by whom, until when. Nobody is blamed in it.",
};

/** Where revoking sessions is described. */
export const IAM_SOURCE = 'AWS IAM User Guide, "Revoking IAM role temporary security credentials"';
/** Where the log of the account is described. */
export const CLOUDTRAIL_SOURCE = 'AWS CloudTrail User Guide, "Working with CloudTrail event history"';
