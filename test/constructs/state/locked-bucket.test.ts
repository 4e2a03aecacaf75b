import { LockedBucket, type LockedBucketProps } from "../../../constructs/state";
import { type Json, only, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";

function bucket(props: Partial<LockedBucketProps> = {}) {
  return synthStack((stack) => {
    new LockedBucket(stack, "copies", { bucketName: "acme-copies", lockedDays: 30, ...props });
  });
}

describe("a LockedBucket", () => {
  it("locks what is written to it, for everybody", () => {
    const { resource } = bucket();
    expect(only(resource["aws_s3_bucket"])).toMatchObject({ object_lock_enabled: true, force_destroy: false });
    expect(only(resource["aws_s3_bucket_object_lock_configuration"]).rule).toEqual({
      default_retention: { mode: "COMPLIANCE", days: 30 },
    });
  });

  it("may let the lock be ended by those who are allowed to, and keep objects longer than they are locked", () => {
    const { resource } = bucket({ mode: "governance", keptDays: 90 });
    expect(only(resource["aws_s3_bucket_object_lock_configuration"]).rule.default_retention.mode).toBe("GOVERNANCE");
    const [rule] = only(resource["aws_s3_bucket_lifecycle_configuration"]).rule;
    expect(rule.expiration).toEqual([{ days: 90 }]);
  });

  it("has a key of its own, and nobody outside reaches it", () => {
    const { resource } = bucket();
    expect(only(resource["aws_s3_bucket_server_side_encryption_configuration"]).rule[0]).toMatchObject({
      apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" },
    });
    expect(Object.values(only(resource["aws_s3_bucket_public_access_block"])).filter((on) => on === true)).toHaveLength(
      4,
    );
  });

  it("lets a writer add below one prefix, and neither read nor delete", () => {
    const statements: Json[] = [];
    synthStack((stack) => {
      const made = new LockedBucket(stack, "copies", { bucketName: "acme-copies", lockedDays: 30 });
      statements.push(...made.writeStatements("vault"));
    });
    expect(statements.flatMap(({ actions }) => actions)).toEqual([
      "s3:PutObject",
      "kms:GenerateDataKey",
      "kms:Decrypt",
    ]);
    expect(statements[0].resources).toEqual([expect.stringMatching(/\/vault\/\*$/)]);
  });

  it("refuses days that cannot be, all at once", () => {
    const message = thrownMessage(() => bucket({ bucketName: "Copies", lockedDays: 0, keptDays: -1 }));
    expect(message.match(/^test\/copies: .*$/gm)).toEqual([
      "test/copies: no bucket can have this name",
      "test/copies: lockedDays is not a number of days that can be",
      "test/copies: keptDays is not a number of days that can be",
    ]);
  });
});
