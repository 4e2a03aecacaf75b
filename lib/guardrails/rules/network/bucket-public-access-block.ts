import type { JsonRecord } from "../../../core/json";
import { type ExampleResources, exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";

const BLOCK = "aws_s3_bucket_public_access_block";
const OF_ACCOUNT = "aws_s3_account_public_access_block";
const SWITCHES = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

export const bucketPublicAccessBlock = guardrail({
  id: "network/bucket-public-access-block",
  title: "Every bucket blocks public access in all four ways",
  severity: "high",
  why: "Without the block, one wrong policy or ACL publishes everything the bucket holds.",
  fix: "give the bucket an aws_s3_bucket_public_access_block with all four switches on, as PrivateBucket does",
  controls: {
    soc2: ["CC6.1"],
    iso27001: ["A.8.1"],
    pci: ["1.2.8", "1.4.2"],
    nist: ["AC-3", "SC-7"],
    cisAws: ["3.1.4"],
  },
  aliases: [
    ...["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "CKV2_AWS_6"],
    ...["AWS-0086", "AWS-0087", "AWS-0091", "AWS-0093", "AWS-0094", "AwsSolutions-S2"],
  ],
  subject: "resource",
  types: ["aws_s3_bucket"],
  check: ofMade((bucket) => {
    const { stack } = bucket;
    const { found, undecided } = stack.references.belongingTo(bucket, [BLOCK], "bucket", ["bucket"]);
    if (found.length > 0) return found.flatMap((block) => switchesOf(block.config).map((each) => on(block, each)));
    const isBlockedAbove = stack.nearby(OF_ACCOUNT).some(({ config }) => switchesOf(config).every(isPass));
    if (isBlockedAbove) return [PASS];
    return undecided.length > 0 ? [unknown([])] : [fail([], `an ${BLOCK} with four switches on`)];
  }),
  examples: () => {
    const four = {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    };
    const bucket = (says: string, others: ExampleResources) =>
      exampleOf(says, "aws_s3_bucket", { bucket: "b" }, others);
    const blocked = (says: string, block: JsonRecord) =>
      bucket(says, { aws_s3_bucket_public_access_block: { it: { bucket: "$" + "{aws_s3_bucket.it.id}", ...block } } });
    return {
      pass: [
        blocked("all four", four),
        blocked("all four, of a bucket by its name", { ...four, bucket: "b" }),
        bucket("all four, of the whole account", { aws_s3_account_public_access_block: { it: four } }),
      ],
      fail: [
        bucket("a bucket by itself", {}),
        blocked("a block of another bucket", { ...four, bucket: "c" }),
        ...Object.keys(four).map((name) => blocked(`all but ${name}`, { ...four, [name]: false })),
        blocked("a block that leaves one out", { ...four, ignore_public_acls: null }),
        bucket("three of an account", {
          aws_s3_account_public_access_block: { it: { ...four, block_public_acls: false } },
        }),
      ],
      unknown: [
        blocked("a block of a bucket that is named later", { ...four, bucket: "$" + "{var.bucket}" }),
        blocked("a switch that is set later", { ...four, block_public_acls: "$" + "{var.block}" }),
      ],
    };
  },
});

function switchesOf(config: JsonRecord): readonly Judgement[] {
  return judgements(...SWITCHES.map((name) => expectAt(config, name).toBe(true)));
}

function isPass({ verdict }: Judgement): boolean {
  return verdict === "pass";
}
