import { App, S3Backend, TerraformStack } from "cdktf";
import { StateBucket, type StateBucketProps } from "../../../constructs/state";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";

const base: StateBucketProps = { bucketName: "acme-prod-state", region: "eu-central-1" };

const bucket = (props: Partial<StateBucketProps> = {}): SynthesizedJson =>
  synthStack((stack) => {
    new StateBucket(stack, "state", { ...base, ...props });
  });

describe("a state bucket", () => {
  const json = bucket();
  const policyOf = (id: string): Json[] => {
    const policies = Object.entries<Json>(json.resource["aws_s3_bucket_policy"] ?? {});
    return JSON.parse(policies.find(([address]) => address.includes(id))?.[1].policy).Statement;
  };

  it("keeps both buckets and the key through any destroy", () => {
    const buckets = Object.values<Json>(json.resource["aws_s3_bucket"] ?? {});
    expect(buckets.map((each) => each.bucket).sort()).toEqual(["acme-prod-state", "acme-prod-state-access-logs"]);
    expect(buckets.every((each) => each.lifecycle.prevent_destroy === true && each.force_destroy === false)).toBe(true);
    expect(only(json.resource["aws_kms_key"]).lifecycle.prevent_destroy).toBe(true);
  });

  it("versions both, shuts both to the public and takes ownership of every object", () => {
    for (const type of [
      "aws_s3_bucket_versioning",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_ownership_controls",
    ]) {
      expect(Object.keys(json.resource[type] ?? {})).toHaveLength(2);
    }
    for (const block of Object.values<Json>(json.resource["aws_s3_bucket_public_access_block"] ?? {})) {
      expect(block).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
    }
  });

  it("encrypts state with its own key and refuses any other", () => {
    const rules = Object.values<Json>(json.resource["aws_s3_bucket_server_side_encryption_configuration"] ?? {}).map(
      (each) => each.rule[0].apply_server_side_encryption_by_default.sse_algorithm,
    );
    expect(rules.sort()).toEqual(["AES256", "aws:kms"]);
    const refusal = policyOf("state_bucket").find((statement) => statement.Sid === "RefuseOtherKeys");
    expect(refusal).toMatchObject({ Effect: "Deny", Principal: "*", Action: ["s3:PutObject"] });
    const allowedKeys = refusal.Condition.StringNotEquals["s3:x-amz-server-side-encryption-aws-kms-key-id"];
    expect(allowedKeys).toEqual([
      expect.stringMatching(/aws_kms_key\..*\.arn/),
      "alias/palisade/state-acme-prod-state",
    ]);
  });

  it("lets writes through that name no encryption: the bucket's own applies", () => {
    const refusals = policyOf("state_bucket").filter((statement) => statement.Action[0] === "s3:PutObject");
    expect(refusals.map((statement) => statement.Condition.Null)).toEqual([
      { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
      { "s3:x-amz-server-side-encryption": "false" },
    ]);
    for (const { Condition } of refusals) {
      expect(Object.keys(Condition)).toEqual(["StringNotEquals", "Null"]);
      expect(Object.keys(Condition.Null)).toEqual(Object.keys(Condition.StringNotEquals));
    }
  });

  it("refuses plain HTTP and old TLS on both", () => {
    for (const id of ["state_bucket", "state_access-logs"]) {
      const refusals = policyOf(id).filter(
        (statement) => statement.Effect === "Deny" && statement.Action[0] === "s3:*",
      );
      expect(refusals.map((statement) => Object.values(statement.Condition)[0])).toEqual([
        { "aws:SecureTransport": "false" },
        { "s3:TlsVersion": "1.2" },
      ]);
    }
  });

  it("records who reads it, and lets only the log service of this bucket write there", () => {
    expect(only(json.resource["aws_s3_bucket_logging"]).target_prefix).toBe("state/");
    const grant = policyOf("state_access-logs").find((statement) => statement.Effect === "Allow");
    expect(grant.Principal).toEqual({ Service: ["logging.s3.amazonaws.com"] });
    expect(grant.Condition.ArnLike["aws:SourceArn"]).toMatch(/aws_s3_bucket\.state_bucket.*\.arn/);
  });

  it("forgets old versions after a year", () => {
    for (const lifecycle of Object.values<Json>(json.resource["aws_s3_bucket_lifecycle_configuration"] ?? {})) {
      expect(lifecycle.rule[0].noncurrent_version_expiration).toEqual([{ noncurrent_days: 365 }]);
    }
  });
});

describe("backend settings", () => {
  it("are plain text, locked by a file, encrypted, and the same from the construct and from its name", () => {
    const app = new App({ skipValidation: true });
    const made = new StateBucket(new TerraformStack(app, "bootstrap"), "state", base).backendSettings("prod/nodes");
    expect(made).toEqual({
      bucket: "acme-prod-state",
      key: "prod/nodes",
      region: "eu-central-1",
      encrypt: true,
      kmsKeyId: "alias/palisade/state-acme-prod-state",
      useLockfile: true,
    });
    expect(StateBucket.fromAttributes(base).backendSettings("prod/nodes")).toEqual(made);
  });

  it("reach Terraform with the lock file", () => {
    const app = new App({ skipValidation: true });
    const stack = new TerraformStack(app, "nodes");
    new S3Backend(stack, StateBucket.fromAttributes(base).backendSettings("prod/nodes"));
    expect(stack.toTerraform().terraform.backend.s3).toMatchObject({
      use_lockfile: true,
      encrypt: true,
      kms_key_id: "alias/palisade/state-acme-prod-state",
    });
  });
});

describe("a bad state bucket", () => {
  it("hears everything at once", () => {
    const bad = () =>
      bucket({ bucketName: "Acme.State", logBucketName: "Acme.State", oldVersionDays: -1, accessLogDays: 0.5 });
    expect(bad).toThrow(
      /test\/state: no bucket can have this name[\s\S]*log into itself[\s\S]*oldVersionDays[\s\S]*accessLogDays/,
    );
  });

  it("is refused when the log bucket's name grows too long", () => {
    expect(() => bucket({ bucketName: "a".repeat(60) })).toThrow("no bucket can have this name");
  });

  it("is refused with a name AWS keeps for itself", () => {
    expect(() => StateBucket.fromAttributes({ bucketName: "acme-s3alias", region: "eu-central-1" })).toThrow(
      "keeps for itself",
    );
  });
});
