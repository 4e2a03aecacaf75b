import { escapeForTerraform } from "../../lib/core/escape";
import type { IamConditions, IamStatement } from "../../lib/render/iam-policy";
import { SESSION_DOCUMENT } from "../../lib/render/session-preferences";
import { BE_REACHABLE } from "../core/session-host";
import type { SecondFactor, SessionGrant, SessionWay } from "./session-manager-props";

/** What policies of sessions are made of. Values are live references, save the region. */
export interface SessionPlace {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** ARN of the key that sessions are encrypted with. */
  readonly sessionKeyArn: string;
  /** ARN of the log group of sessions. */
  readonly logGroupArn: string;
}

/** Documents of the ways in. Those of AWS have no account; no other document can have a name that begins like theirs. */
const DOCUMENTS: Readonly<Record<SessionWay, string>> = {
  shell: SESSION_DOCUMENT,
  "forward-port": "AWS-StartPortForwardingSession",
  "forward-remote-port": "AWS-StartPortForwardingSessionToRemoteHost",
};

/** Who asks, for IAM: `AROA…:alice` for a role. Session Manager puts it on each session as a tag. */
const WHO_ASKS = escapeForTerraform("$" + "{aws:userid}");

/** The key serves sessions alone: agent and plug-in name the session they ask for (amazon-ssm-agent, `crypto`). */
const FOR_A_SESSION: IamConditions = { Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" } };

/**
 * What whoever starts sessions may do. Source: AWS Systems Manager User Guide, "Sample IAM policies for Session Manager"
 * and its additional samples 3 and 4.
 */
export function grantStatements(place: SessionPlace, grant: SessionGrant): readonly IamStatement[] {
  const { accountId, partition, region, sessionKeyArn } = place;
  const { hostTags, secondFactor = "aws", ways = ["shell"] } = grant;
  const own = `arn:${partition}:ssm:${region}:${accountId}`;
  const factor = secondFactorCondition(secondFactor);
  const tags = Object.fromEntries(Object.entries(hostTags).map(([key, value]) => [`ssm:resourceTag/${key}`, value]));
  return [
    {
      sid: "StartOnTheseHosts",
      actions: ["ssm:StartSession"],
      resources: [`arn:${partition}:ec2:${region}:${accountId}:instance/*`],
      conditions: { StringEquals: tags, BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" }, ...factor },
    },
    {
      sid: "StartByTheseDocuments",
      actions: ["ssm:StartSession"],
      resources: ways.map((way) =>
        way === "shell"
          ? `${own}:document/${DOCUMENTS[way]}`
          : `arn:${partition}:ssm:${region}:*:document/${DOCUMENTS[way]}`,
      ),
      conditions: { BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" }, ...factor },
    },
    {
      // What opens it is the token that starting a session gave; AWS takes no narrower resource for roles.
      sid: "OpenWhatWasStarted",
      actions: ["ssmmessages:OpenDataChannel"],
      resources: [`${own}:session/*`],
    },
    {
      sid: "ResumeAndEndOwnSessions",
      actions: ["ssm:ResumeSession", "ssm:TerminateSession"],
      resources: [`${own}:session/*`],
      conditions: { StringEquals: { "ssm:resourceTag/aws:ssmmessages:session-id": WHO_ASKS } },
    },
    {
      sid: "EncryptSessions",
      actions: ["kms:GenerateDataKey"],
      resources: [sessionKeyArn],
      conditions: FOR_A_SESSION,
    },
  ];
}

/**
 * What a host may do, so that sessions reach it and are written down. Source: AWS Systems Manager User Guide, "Creating an
 * IAM role with permissions for Session Manager and Amazon S3 and CloudWatch Logs".
 */
export function hostStatements({ logGroupArn, sessionKeyArn }: SessionPlace): readonly IamStatement[] {
  return [
    BE_REACHABLE,
    { sid: "DecryptSessions", actions: ["kms:Decrypt"], resources: [sessionKeyArn], conditions: FOR_A_SESSION },
    {
      sid: "WriteSessionsDown",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      resources: [`${logGroupArn}:*`],
    },
    {
      // The agent looks whether the group is encrypted, among all of them.
      sid: "FindTheLog",
      actions: ["logs:DescribeLogGroups"],
      resources: ["*"],
    },
  ];
}

function secondFactorCondition(secondFactor: SecondFactor): IamConditions {
  // Not "if it exists": AWS leaves the key out where there was no second factor, and a request without it has to fail.
  return secondFactor === "aws" ? { Bool: { "aws:MultiFactorAuthPresent": "true" } } : {};
}
