import { TerraformOutput } from "cdktf";
import { SiemExport } from "../../../constructs/audit";
import { type Json, only, synthStack } from "../../support/synth";
import { auditIn, ENDPOINT, READER } from "./audit-fixture";

function synth(siem?: SiemExport) {
  return synthStack((stack) => {
    const { siemQueueUrl, siemRoleArn } = auditIn(stack, siem === undefined ? {} : { siem });
    if (siemRoleArn !== undefined) new TerraformOutput(stack, "role", { value: siemRoleArn });
    if (siemQueueUrl !== undefined) new TerraformOutput(stack, "queue", { value: siemQueueUrl });
  });
}

function named(resources: Record<string, Json> | undefined, part: string): Json {
  return only(Object.fromEntries(Object.entries(resources ?? {}).filter(([name]) => name.includes(part))));
}

function actionsOf(policy: string): readonly string[] {
  return JSON.parse(policy).Statement.flatMap((one: Json) => one.Action);
}

describe("a reader elsewhere", () => {
  const { output, resource } = synth(READER);
  const policy = named(resource["aws_iam_role_policy"], "audit_siem_policy").policy;

  it("comes from its account on our behalf, and reads and does nothing else", () => {
    const { assume_role_policy: trust } = named(resource["aws_iam_role"], "audit_siem_role");
    expect(JSON.parse(trust).Statement).toEqual([
      expect.objectContaining({
        Principal: { AWS: [expect.stringMatching(/^arn:.*:iam::210987654321:root$/)] },
        Condition: { StringEquals: { "sts:ExternalId": "acme-1f2e" } },
      }),
    ]);
    expect(actionsOf(policy)).toEqual([
      ...["s3:ListBucket", "s3:GetBucketLocation", "s3:GetObject", "kms:Decrypt"],
      ...["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
      "kms:Decrypt",
    ]);
    expect(Object.keys(output).sort()).toEqual(["queue", "role"]);
  });

  it("is let in by the keys of the buckets", () => {
    for (const part of ["buckets_log_key", "buckets_history-key"]) {
      const key = named(resource["aws_kms_key"], part);
      const readers = JSON.parse(key.policy).Statement.filter((one: Json) => one.Sid === "ReadersDecryptThroughS3");
      expect(readers[0].Principal.AWS).toHaveLength(2);
      expect(readers[0].Principal.AWS[1]).toMatch(/^\$\{aws_iam_role\.audit_siem_role/);
    }
  });

  it("is told of new files by a queue that these buckets alone send to", () => {
    const sent = JSON.parse(only(resource["aws_sqs_queue_policy"]).policy).Statement;
    expect(sent[0].Condition.ArnLike["aws:SourceArn"]).toEqual([
      expect.stringMatching(/:s3:::acme-prod-audit$/),
      expect.stringMatching(/:s3:::acme-prod-audit-history$/),
    ]);
    expect(Object.keys(resource["aws_s3_bucket_notification"] ?? {})).toHaveLength(2);
    expect(named(resource["aws_sqs_queue"], "siem_queue").redrive_policy).toMatch(
      /^\{"deadLetterTargetArn":"\$\{aws_sqs_queue\.[^"]+\.arn\}","maxReceiveCount":10\}$/,
    );
  });

  it("looks by itself where it wants no queue", () => {
    const alone = synth(
      SiemExport.bucketReader({ accountId: "210987654321", externalId: "acme-1f2e", notifications: false }),
    );
    expect(alone.resource["aws_sqs_queue"]).toBeUndefined();
    expect(Object.keys(alone.output)).toEqual(["role"]);
  });
});

describe("an address elsewhere", () => {
  const { resource } = synth(ENDPOINT);
  const stream = only(resource["aws_kinesis_firehose_delivery_stream"]);

  it("is sent every event and every finding", () => {
    const sources = Object.values(resource["aws_cloudwatch_log_subscription_filter"] ?? {});
    expect(sources.map(({ log_group_name }) => log_group_name)).toEqual([
      expect.stringContaining("audit_findings_group"),
      expect.stringContaining("audit_trail_group"),
    ]);
    expect(sources.map(({ filter_pattern }) => filter_pattern)).toEqual(["", ""]);
    expect(stream).toMatchObject({ destination: "http_endpoint", server_side_encryption: { enabled: true } });
  });

  it("is shown a token that Firehose alone reads", () => {
    const { http_endpoint_configuration: endpoint } = stream;
    expect(endpoint).not.toHaveProperty("access_key");
    expect(endpoint.secrets_manager_configuration).toMatchObject({
      enabled: true,
      secret_arn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:siem-AbCdEf",
    });
    const { policy } = named(resource["aws_iam_role_policy"], "audit_siem_policy");
    const [read] = JSON.parse(policy).Statement.filter((one: Json) => one.Sid === "ReadTheToken");
    expect(read.Resource).toEqual(["arn:aws:secretsmanager:eu-central-1:123456789012:secret:siem-AbCdEf"]);
    expect(actionsOf(policy)).not.toContain("s3:GetObject");
  });

  it("loses nothing that could not be sent", () => {
    const { http_endpoint_configuration: endpoint } = stream;
    expect(endpoint).toMatchObject({
      s3_backup_mode: "FailedDataOnly",
      s3_configuration: { prefix: "undelivered/", error_output_prefix: "undelivered/" },
    });
    const key = named(resource["aws_kms_key"], "buckets_history-key");
    expect(key.policy).toContain("SenderEncryptsWhatItCouldNotSend");
  });

  it("has its token's key used where the token has one", () => {
    const tokenKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000001";
    const tokenSecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:siem-AbCdEf";
    const siem = SiemExport.httpEndpoint({ url: "https://siem.example.org/in", tokenSecretArn, tokenKeyArn });
    const { policy } = named(synth(siem).resource["aws_iam_role_policy"], "audit_siem_policy");
    const [read] = JSON.parse(policy).Statement.filter((one: Json) => one.Sid === "DecryptTheToken");
    expect(read.Resource).toEqual([tokenKeyArn]);
  });
});

test("nothing goes anywhere unless somebody says so", () => {
  const { output, resource } = synth();
  expect(output).toEqual({});
  expect(resource["aws_sqs_queue"]).toBeUndefined();
  expect(resource["aws_kinesis_firehose_delivery_stream"]).toBeUndefined();
});
