import type { LogRetentionDays } from "../core/encrypted-log-group";
import type { INetwork } from "../network";
import type { RunAs } from "./run-as";

/** A locked bucket that keeps a copy of every session, which nobody can delete or change. */
export interface SessionArchive {
  /** Exact name of the bucket; it is made. */
  readonly bucketName: string;
  /** Days for which a copy can be neither deleted nor replaced, by nobody at all. */
  readonly lockedDays: number;
}

/** Props of `SessionManager`. */
export interface SessionManagerProps {
  /** Region whose sessions it governs. */
  readonly region: string;
  /**
   * Networks whose hosts are administered. Each is checked for a way to Session Manager, to KMS and to the log.
   * @default - none is checked
   */
  readonly networks?: readonly INetwork[];
  /** Days that the log of sessions is kept, at least 365. @default - 400 */
  readonly logRetentionDays?: LogRetentionDays;
  /** Keeps a copy of every session in a locked bucket. @default - the log alone */
  readonly archive?: SessionArchive;
  /** Minutes without a key press, after which a session ends, from 1 to 60. @default - 15 */
  readonly idleMinutes?: number;
  /** Minutes after which every session ends, from 1 to 1440. @default - 240 */
  readonly longestMinutes?: number;
  /** As whom sessions run on the hosts. @default - `RunAs.ssmUser()`, which may become root */
  readonly runAs?: RunAs;
  /**
   * ARN of the topic that hears when somebody changes what is written down of sessions. CloudTrail has to be on in the
   * region, and the topic's policy has to let `events.amazonaws.com` publish.
   */
  readonly alarmTopicArn: string;
}

/** A way into a host. */
export type SessionWay = "shell" | "forward-port" | "forward-remote-port";

/** How AWS knows that whoever starts a session has shown a second factor. */
export type SecondFactor = "aws" | "identity-provider";

/** Whom `SessionManager.grantSession` lets where. */
export interface SessionGrant {
  /** Name of the IAM role that people take on. Its trust decides who they are. */
  readonly roleName: string;
  /** Tags that a host has to have, all of them, to be reached. */
  readonly hostTags: Readonly<Record<string, string>>;
  /**
   * Ways in. A shell is written down, key press by key press. Of a forwarded port only the start and the end are on record,
   * and `forward-remote-port` reaches whatever the host reaches.
   * @default - a shell alone
   */
  readonly ways?: readonly SessionWay[];
  /**
   * Who asks for the second factor. `aws`: the role is taken on with one, and AWS says so in every request;
   * `identity-provider`: people come through IAM Identity Center or another provider, of which AWS passes nothing on, so
   * that the provider has to ask for it.
   * @default - "aws"
   */
  readonly secondFactor?: SecondFactor;
}
