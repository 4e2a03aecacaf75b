import { AlarmReceiver, type AuditTrailProps, SiemExport } from "../../../constructs/audit";
import { synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { auditIn } from "./audit-fixture";

function message(props: object): string {
  const given: Partial<AuditTrailProps> = props;
  return thrownMessage(() => synthStack((stack) => auditIn(stack, given)));
}

describe("an AuditTrail refuses", () => {
  it("everything that is wrong at once", () => {
    const given = {
      name: "Prod Audit",
      region: "frankfurt",
      bucketName: "a".repeat(52),
      lockedDays: 0,
      logRetentionDays: 365,
      readerRoleArns: ["auditor", "arn:aws:iam::123456789012:role/*"],
      watchedBuckets: ["*"],
      alarms: ["root-used"],
      standards: ["cis", "cis"],
      rules: ["keys-stay"],
      runtimeAgent: "manual",
      conformancePacks: [{ name: "1", templateS3Uri: "https://example.org/pack.yaml" }],
      configurationRoleArn: "config",
    };
    expect(message(given).match(/^test\/audit: .*$/gm)).toEqual([
      "test/audit: an audit trail has a name that cannot be used everywhere",
      "test/audit: region is none",
      "test/audit: the bucket's name leaves no room for what is put behind it",
      "test/audit: lockedDays is no number of days",
      "test/audit: the audit log cannot be searched for as long as audits ask for",
      "test/audit: a reader of the audit log is no role",
      "test/audit: a reader of the audit log is no role",
      "test/audit: configurationRoleArn is no role",
      "test/audit: watchedBuckets names what is no bucket",
      "test/audit: alarms names something that there is not",
      "test/audit: standards names something twice",
      "test/audit: rules names something that there is not",
      "test/audit: runtimeAgent names something that there is not",
      "test/audit: a conformance pack has a name that AWS Config does not take",
      "test/audit: the template of a conformance pack lies where AWS Config cannot read it",
    ]);
  });

  it("a log that nobody may read", () => {
    expect(message({ readerRoleArns: [] })).toBe(
      [
        "test/audit: nobody may read the audit log",
        "  got: []",
        "  allowed: the ARN of at least one role, such as that of the auditors",
        "  do this: name it in readerRoleArns: IAM cannot let anybody in afterwards, the key's policy alone does",
      ].join("\n"),
    );
  });

  it("days that CloudWatch does not keep", () => {
    expect(message({ logRetentionDays: 401 })).toContain("logs cannot be kept for this many days");
  });

  it("a name that there is not, and says which come near", () => {
    expect(message({ alarms: ["root-used"] })).toBe(
      [
        "test/audit: alarms names something that there is not",
        '  got: "root-used"',
        "  allowed: the closest are root-use, data-shared, trail-changed",
        "  do this: correct the name",
      ].join("\n"),
    );
  });

  it("to say what a service checks that somebody else runs", () => {
    const text = message({
      runElsewhere: ["security-hub", "config", "guardduty"],
      standards: ["cis"],
      rules: [],
      conformancePacks: [],
      configurationRoleArn: "arn:aws:iam::123456789012:role/config",
      runtimeAgent: "none",
    });
    expect(text.match(/it says what to check, and that somebody else runs the service that checks it/g)).toHaveLength(
      5,
    );
  });

  it("receivers and exports that are none", () => {
    expect(message({ receivers: ["security@example.org"] })).toContain("receivers names what is no receiver");
    expect(message({ siem: { choice: { kind: "bucket-reader" } } })).toContain("siem is no export");
  });

  it("a reader elsewhere that cannot be told from others", () => {
    const siem = SiemExport.bucketReader({ accountId: "12345", externalId: "" });
    expect(message({ siem }).match(/^test\/audit: .*$/gm)).toEqual([
      "test/audit: the account that fetches the audit log is none",
      "test/audit: nothing tells the account that fetches the audit log from its other customers",
    ]);
  });

  it.each([
    ["no TLS", "http://siem.example.org"],
    ["a key behind the question mark", "https://siem.example.org/in?key=Zk3xP9"],
    ["a password", "https://user:Zk3xP9@siem.example.org/in"],
    ["no address", "siem"],
  ])("an address elsewhere with %s, and does not show it", (_says, url) => {
    const tokenSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:siem-AbCdEf";
    const text = message({ siem: SiemExport.httpEndpoint({ url, tokenSecretArn }) });
    expect(text).toContain("the address that the audit log is sent to is not one, or holds a key");
    expect(text).not.toContain(url);
  });

  it("a token where the ARN of its secret belongs, and does not show it", () => {
    const siem = SiemExport.httpEndpoint({ url: "https://siem.example.org/in", tokenSecretArn: "Zk3xP9-token" });
    expect(message({ siem })).toBe(
      [
        "test/audit: the token for sending the audit log is not the ARN of a secret",
        '  got: "(not shown, since it may be the token)"',
        "  allowed: arn:aws:secretsmanager:eu-central-1:123456789012:secret:siem-AbCdEf",
        "  do this: write the token into Secrets Manager, and its ARN here",
      ].join("\n"),
    );
  });
});

describe("an AlarmReceiver refuses", () => {
  it.each([
    ["a mailbox that is none", () => AlarmReceiver.email("security"), "an alarm goes to what is no mailbox"],
    ["a queue that is none", () => AlarmReceiver.queue("alarms"), "an alarm goes to what is no queue"],
    ["a function that is none", () => AlarmReceiver.function("page"), "an alarm goes to what is no function"],
  ])("%s", (_says, run, text) => {
    expect(thrownMessage(run)).toContain(text);
  });
});
