import { RunAs, type SessionGrant, type SessionManagerProps } from "../../../constructs/access";
import { Network } from "../../../constructs/network";
import { problemsOf } from "../../support/refusals";
import { type Json, only, synthApp, synthStack } from "../../support/synth";
import { production } from "../keys/production";
import { ARCHIVE, OPERATORS, sessionsIn } from "./access-fixture";

const closed = Network.fromAttributes({
  vpcId: "vpc-1",
  cidr: "10.9.0.0/16",
  region: "eu-central-1",
  zones: ["eu-central-1a"],
  privateSubnetIds: ["subnet-1"],
  internetEgress: false,
  interfaceEndpoints: ["ssm", "ssmmessages"],
});

function preferencesOf(props: Partial<SessionManagerProps> = {}): Json {
  const json = synthStack((stack) => sessionsIn(stack, props));
  return { document: only(json.resource["aws_ssm_document"]), json };
}

function statementsOf(build: (sessions: ReturnType<typeof sessionsIn>) => void, props = {}): Json {
  const json = synthStack((stack) => build(sessionsIn(stack, props)));
  const policy = JSON.parse(only(json.resource["aws_iam_role_policy"]).policy);
  return Object.fromEntries(policy.Statement.map((each: Json) => [each.Sid, each]));
}

const granted = (grant: Partial<SessionGrant> = {}) =>
  statementsOf((sessions) => sessions.grantSession("operators", { ...OPERATORS, ...grant }));

describe("what Session Manager does with every session", () => {
  it("is to encrypt it, to write it down as it happens, and to end it", () => {
    const { document, json } = preferencesOf();
    expect(document).toMatchObject({ name: "SSM-SessionManagerRunShell", document_type: "Session" });
    expect(JSON.parse(document.content).inputs).toEqual({
      s3BucketName: "",
      s3KeyPrefix: "",
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.sessions_log_.*\.name\}$/),
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: true,
      kmsKeyId: expect.stringMatching(/^\$\{aws_kms_key\.sessions_key_.*\.arn\}$/),
      runAsEnabled: false,
      runAsDefaultUser: "",
      idleSessionTimeout: "15",
      maxSessionDuration: "240",
      shellProfile: { linux: "", windows: "" },
    });
    expect(only(json.resource["aws_cloudwatch_log_group"])).toMatchObject({
      retention_in_days: 400,
      kms_key_id: expect.stringContaining("aws_kms_key"),
    });
  });

  it("is to keep a copy in a locked bucket where that is asked for", () => {
    const { document, json } = preferencesOf({ archive: ARCHIVE });
    expect(JSON.parse(document.content).inputs).toMatchObject({
      s3BucketName: expect.stringContaining("aws_s3_bucket"),
      s3KeyPrefix: "sessions",
    });
    expect(only(json.resource["aws_s3_bucket_object_lock_configuration"]).rule.default_retention).toEqual({
      mode: "COMPLIANCE",
      days: 400,
    });
  });

  it.each([
    ["the tag's user", RunAs.taggedUser(), { runAsEnabled: true, runAsDefaultUser: "" }],
    ["one user", RunAs.user("operator"), { runAsEnabled: true, runAsDefaultUser: "operator" }],
    ["the agent's user", RunAs.ssmUser(), { runAsEnabled: false, runAsDefaultUser: "" }],
  ])("is to run it as %s", (_says, runAs, expected) => {
    expect(JSON.parse(preferencesOf({ runAs }).document.content).inputs).toMatchObject(expected);
  });

  it("cannot be changed unheard", () => {
    const rule = only(preferencesOf().json.resource["aws_cloudwatch_event_rule"]);
    expect(JSON.parse(rule.event_pattern).detail).toMatchObject({
      eventSource: ["ssm.amazonaws.com"],
      eventName: expect.arrayContaining(["UpdateDocument", "UpdateDocumentDefaultVersion", "DeleteDocument"]),
    });
  });
});

describe("people who are granted sessions", () => {
  it("start them on hosts with all the tags, by the document alone, with a second factor", () => {
    const { StartByTheseDocuments, StartOnTheseHosts } = granted();
    const condition = {
      BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
      Bool: { "aws:MultiFactorAuthPresent": "true" },
    };
    expect(StartOnTheseHosts).toMatchObject({
      Action: ["ssm:StartSession"],
      Resource: [expect.stringMatching(/:ec2:eu-central-1:.*:instance\/\*$/)],
      Condition: {
        ...condition,
        StringEquals: { "ssm:resourceTag/Environment": "prod", "ssm:resourceTag/Role": "gateway" },
      },
    });
    expect(StartByTheseDocuments.Resource).toEqual([expect.stringMatching(/:document\/SSM-SessionManagerRunShell$/)]);
    expect(StartByTheseDocuments.Condition).toEqual(condition);
  });

  it("resume and end their own alone, and use the key for nothing else", () => {
    const { EncryptSessions, ResumeAndEndOwnSessions } = granted();
    expect(ResumeAndEndOwnSessions.Condition).toEqual({
      StringEquals: { "ssm:resourceTag/aws:ssmmessages:session-id": "$${" + "aws:userid}" },
    });
    expect(EncryptSessions).toMatchObject({
      Action: ["kms:GenerateDataKey"],
      Condition: { Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" } },
    });
  });

  it("forward ports only where that was asked for", () => {
    expect(granted({ ways: ["forward-port"] }).StartByTheseDocuments.Resource).toEqual([
      expect.stringMatching(/:ssm:eu-central-1:\*:document\/AWS-StartPortForwardingSession$/),
    ]);
  });

  it("show their second factor to the provider they come from, where AWS is not told", () => {
    expect(granted({ secondFactor: "identity-provider" }).StartOnTheseHosts.Condition.Bool).toBeUndefined();
  });
});

test("a host may be reached and write down what is done on it, and reads nothing", () => {
  const statements = statementsOf((sessions) => sessions.letHostJoin("gateway", "gateway"), { archive: ARCHIVE });
  const actions = Object.values<Json>(statements).flatMap(({ Action }) => Action);
  expect(actions.filter((action: string) => /GetParameter|s3:GetObject|GetLogEvents|SendCommand/.test(action))).toEqual(
    [],
  );
  expect(statements.DecryptSessions.Condition).toEqual({
    Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" },
  });
  expect(statements.AddObjects.Resource).toEqual([expect.stringMatching(/\/sessions\/\*$/)]);
  expect(statements.LookAtTheArchive.Action).toEqual(["s3:GetEncryptionConfiguration"]);
});

describe("bad input", () => {
  const wrong = (props: Partial<SessionManagerProps>) =>
    problemsOf(() => synthStack((stack) => sessionsIn(stack, props))).map(({ what }) => what);
  const refused = (grant: Partial<SessionGrant>) => problemsOf(() => granted(grant)).map(({ what }) => what);

  it("is all told at once", () => {
    const archive = { bucketName: "acme", lockedDays: 30 };
    expect(
      wrong({
        region: "Frankfurt",
        logRetentionDays: 90,
        idleMinutes: 90,
        longestMinutes: 0,
        archive,
        alarmTopicArn: "",
      }),
    ).toEqual([
      "the region is none",
      "the log of sessions is not kept for as long as audits ask for",
      "idleMinutes is not a number of minutes that Session Manager takes",
      "longestMinutes is not a number of minutes that Session Manager takes",
      "copies of sessions are not locked for as long as audits ask for",
      "nobody hears when sessions are no longer written down",
    ]);
    expect(wrong({ idleMinutes: 30, longestMinutes: 20 })).toEqual([
      "a session would end before it has been idle for long enough",
    ]);
  });

  it("names the endpoints that a closed network lacks", () => {
    expect(() => synthStack((stack) => sessionsIn(stack, { networks: [closed] }))).toThrow(
      /could not reach Session Manager[\s\S]*"missingEndpoints":\["kms","logs"\][\s\S]*add the endpoints to the network/,
    );
  });

  it("is a grant on every host, by a wildcard, to an ARN, or of a way that is not there", () => {
    expect(refused({ hostTags: {} })).toEqual(["sessions are granted on every host of the account"]);
    expect(refused({ hostTags: { Role: "*" } })).toEqual(["sessions are granted by a tag that is not written out"]);
    expect(refused({ roleName: "arn:aws:iam::123456789012:role/operators" })).toEqual([
      "sessions are granted to what is no role",
    ]);
    expect(refused({ ways: JSON.parse('["ssh"]'), secondFactor: JSON.parse('"none"') })).toEqual([
      "there is no such way",
      "there is no such second factor",
    ]);
    expect(refused({ ways: [] })).toEqual(["a grant of sessions has no way in"]);
  });

  it("is a host that joins by an ARN, and a session that runs as root", () => {
    const host = () => synthStack((stack) => sessionsIn(stack).letHostJoin("it", "arn:aws:iam::123456789012:role/it"));
    expect(problemsOf(host).map(({ what }) => what)).toEqual(["a host joins by what is no role"]);
    expect(problemsOf(() => RunAs.user("root")).map(({ what }) => what)).toEqual(["sessions cannot run as this user"]);
  });
});

test("under the strict profile nothing is found against it", () => {
  const problems = problemsOf(() =>
    synthApp((app) => {
      const sessions = sessionsIn(production(app, "prod-access"), { archive: ARCHIVE });
      sessions.grantSession("operators", { ...OPERATORS, ways: ["shell", "forward-remote-port"] });
      sessions.letHostJoin("gateway", "gateway");
    }),
  );
  expect(problems).toEqual([]);
});
