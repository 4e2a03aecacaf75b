import { App, TerraformElement, TerraformStack } from "cdktf";
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

  it("what plain JavaScript hands in, without leaving anything behind", () => {
    const stack = new TerraformStack(new App(), "test");
    const given: Record<string, unknown> = {
      name: 1,
      region: null,
      bucketName: undefined,
      readerRoleArns: "auditor",
      watchedBuckets: "our-states",
      receivers: "security@example.org",
      alarms: { "root-use": true },
      standards: "cis",
      rules: null,
      runElsewhere: "config",
      conformancePacks: [undefined],
      siem: null,
    };
    const text = thrownMessage(() => auditIn(stack, given));
    expect(text.match(/^test\/audit: .*$/gm)).toEqual([
      "test/audit: an audit trail has a name that cannot be used everywhere",
      "test/audit: region is none",
      "test/audit: bucketName is none",
      "test/audit: nobody may read the audit log",
      "test/audit: watchedBuckets is no list",
      "test/audit: receivers is no list",
      "test/audit: alarms is no list",
      "test/audit: standards is no list",
      "test/audit: rules is no list",
      "test/audit: runElsewhere is no list",
      "test/audit: a conformance pack has a name that AWS Config does not take",
      "test/audit: the template of a conformance pack lies where AWS Config cannot read it",
      "test/audit: siem is no export",
    ]);
    const left = stack.node.findAll().filter((each) => TerraformElement.isTerraformElement(each));
    expect(left.map(({ node }) => node.path)).toEqual([]);
  });

  it("one receiver twice", () => {
    const mailbox = AlarmReceiver.email("security@example.org");
    expect(message({ receivers: [mailbox, AlarmReceiver.email("security@example.org")] })).toBe(
      [
        "test/audit: receivers names something twice",
        `  got: ["email security@example.org"]`,
        "  do this: leave one of them out",
      ].join("\n"),
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

describe("the key of a token for sending the audit log", () => {
  const tokenSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:siem-AbCdEf";
  const withKey = (tokenKeyArn: string) =>
    message({ siem: SiemExport.httpEndpoint({ url: "https://siem.example.org/in", tokenSecretArn, tokenKeyArn }) });

  it.each(["*", "alias/siem", "arn:aws:kms:eu-central-1:123456789012:alias/siem", "arn:aws:kms:*:*:key/*"])(
    "is not %s, which IAM would take for more, or for nothing",
    (arn) => {
      expect(withKey(arn)).toBe(
        [
          "test/audit: the key of the token for sending the audit log is no key of KMS",
          `  got: "${arn}"`,
          "  allowed: arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
          "  do this: write out the ARN of the key, or leave it out for the one that Secrets Manager keeps",
        ].join("\n"),
      );
    },
  );

  it("is the ARN of one", () => {
    const siem = SiemExport.httpEndpoint({
      url: "https://siem.example.org/in",
      tokenSecretArn,
      tokenKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    });
    expect(() => synthStack((stack) => void auditIn(stack, { siem }))).not.toThrow();
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
