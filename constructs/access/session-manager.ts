import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { holdsToken } from "../../lib/core/digest";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { iamPolicy } from "../../lib/render/iam-policy";
import { SESSION_DOCUMENT, sessionPreferences } from "../../lib/render/session-preferences";
import { AwsAccount } from "../core/aws-account";
import { reportCalls } from "../core/change-report";
import { EncryptedLogGroup } from "../core/encrypted-log-group";
import { EncryptionKey } from "../core/encryption-key";
import { markIdentity } from "../core/identity";
import { LockedBucket } from "../state";
import {
  checkSessionGrant,
  checkSessionManager,
  IDLE_MINUTES,
  LOG_DAYS,
  LONGEST_MINUTES,
} from "./session-manager-checks";
import type { SessionGrant, SessionManagerProps } from "./session-manager-props";
import { grantStatements, hostStatements, type SessionPlace } from "./session-statements";

const LOG_GROUP = "/palisade/sessions";
const ARCHIVE_PREFIX = "sessions";

/** What changes what is written down of sessions (AWS Systems Manager API reference). */
const TOUCHING_CALLS = [
  "UpdateDocument",
  "UpdateDocumentDefaultVersion",
  "DeleteDocument",
  "ModifyDocumentPermission",
] as const;

function notARoleName(where: string, got: string): Problem {
  return {
    what: "a host joins by what is no role",
    got,
    allowed: "the name of the IAM role of its instance profile, not its ARN",
    doThis: "hand over the name of the role",
    where,
  };
}

/**
 * How hosts of an account and region are administered: through Session Manager, without SSH, keys or open ports. Sessions
 * are encrypted with a key of their own, written down while they happen, and ended when nobody types. One for an account
 * and region: the document has a name that AWS gives.
 */
export class SessionManager extends Construct {
  /** Region whose sessions it governs. */
  public readonly region: string;
  /** Name of the log group that sessions are written to. */
  public readonly logGroupName: string;
  /** ARN of the key that sessions are encrypted with, as a live reference. */
  public readonly sessionKeyArn: string;
  /** Exact name of the bucket with the copies; undefined when there are none. */
  public readonly archiveBucketName: string | undefined;

  private readonly archive: LockedBucket | undefined;
  private readonly place: SessionPlace;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: SessionManagerProps) {
    super(scope, id);
    const check = new Checker(this.node.path);
    checkSessionManager(check, props);
    check.done();
    const { archive, region } = props;
    markIdentity(this, { kind: "audit", name: "sessions" });
    const { accountId, partition } = AwsAccount.of(this);

    const key = new EncryptionKey(this, "key", {
      name: `sessions-${region}`,
      description: "Encrypts sessions of Session Manager between people and hosts",
    });
    const log = new EncryptedLogGroup(this, "log", {
      logGroupName: LOG_GROUP,
      keyName: `session-log-${region}`,
      region,
      retentionDays: props.logRetentionDays ?? LOG_DAYS,
    });
    this.archive = archive === undefined ? undefined : new LockedBucket(this, "archive", archive);
    const runAsUser = props.runAs?.userName;
    const document = new SsmDocument(this, "Resource", {
      name: SESSION_DOCUMENT,
      documentType: "Session",
      documentFormat: "JSON",
      content: sessionPreferences({
        keyId: key.keyArn,
        logGroupName: log.resource.name,
        ...(this.archive === undefined
          ? {}
          : { bucket: { bucketName: this.archive.resource.bucket, prefix: ARCHIVE_PREFIX } }),
        idleMinutes: props.idleMinutes ?? IDLE_MINUTES,
        longestMinutes: props.longestMinutes ?? LONGEST_MINUTES,
        ...(runAsUser === undefined ? {} : { runAsUser }),
      }),
    });
    this.tellOfChanges(document, props.alarmTopicArn);

    this.region = region;
    this.logGroupName = LOG_GROUP;
    this.sessionKeyArn = key.keyArn;
    this.archiveBucketName = archive?.bucketName;
    this.place = { region, accountId, partition, sessionKeyArn: key.keyArn, logGroupArn: log.resource.arn };
  }

  /**
   * Lets people with a role start sessions on hosts with certain tags, and on no others. Without this construct's document
   * they start none.
   *
   * @param id who it is for, unique here
   * @throws PalisadeError listing everything wrong with the grant
   */
  public grantSession(id: string, grant: SessionGrant): void {
    const check = new Checker(`${this.node.path}/${id}`);
    checkSessionGrant(check, grant);
    check.done();
    new IamRolePolicy(this, `grant-${id}`, {
      namePrefix: "session-",
      role: grant.roleName,
      policy: iamPolicy(grantStatements(this.place, grant)),
    });
  }

  /**
   * Lets a host be reached, and write down what is done on it. Hosts without it start no session once there is a key.
   *
   * @param id what the host is, unique here
   * @param roleName name of the IAM role of its instance profile
   * @throws PalisadeError when that is no name of a role
   */
  public letHostJoin(id: string, roleName: string): IamRolePolicy {
    const where = `${this.node.path}/${id}`;
    if (typeof roleName !== "string" || (!holdsToken(roleName) && !/^[\w+=,.@-]{1,64}$/.test(roleName))) {
      throw new PalisadeError([notARoleName(where, roleName)]);
    }
    return new IamRolePolicy(this, `host-${id}`, {
      namePrefix: "session-host-",
      role: roleName,
      policy: iamPolicy([...hostStatements(this.place), ...this.archiveStatements()]),
    });
  }

  private archiveStatements() {
    if (this.archive === undefined) return [];
    // The agent looks whether the bucket is encrypted before it starts a session.
    const look = { sid: "LookAtTheArchive", actions: ["s3:GetEncryptionConfiguration"] };
    return [...this.archive.writeStatements(ARCHIVE_PREFIX), { ...look, resources: [this.archive.bucketArn] }];
  }

  private tellOfChanges(document: SsmDocument, topicArn: string): void {
    reportCalls(this, {
      subject: "sessions",
      description: "What is written down of sessions is being changed",
      service: "ssm",
      calls: TOUCHING_CALLS,
      where: { requestParameters: { name: [document.name] } },
      topicArn,
    });
  }
}
