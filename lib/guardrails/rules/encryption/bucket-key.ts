import { type ExampleResources, example, exampleOf, examplePolicy } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { expectAt, read } from "../../values";
import { fail, on, PASS, unknown } from "../../verdict";
import { principalsOf } from "../identity/principals";
import { documentsOf } from "./bucket-policies";

const CONFIGURATION = "aws_s3_bucket_server_side_encryption_configuration";
const ALGORITHM = ["rule", "apply_server_side_encryption_by_default", "sse_algorithm"];
const WITH_KEY = ["aws:kms", "aws:kms:dsse"];

export const bucketKey = guardrail({
  id: "encryption/bucket-key",
  title: "Every bucket is encrypted with a KMS key, but those that AWS writes access logs to",
  severity: "medium",
  why: "What S3 encrypts by itself is open to whoever may read the bucket; a key is a second lock, with a log of its own.",
  fix: 'give the bucket a default encryption of "aws:kms" with a key of your own, as PrivateBucket does',
  controls: { soc2: ["PI1.4", "PI1.5"], iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_145", "AWS-0132"],
  subject: "resource",
  types: ["aws_s3_bucket"],
  check: ofMade((bucket) => {
    const { config, stack } = bucket;
    if (takesAccessLogs(bucket)) return [PASS];
    if ("server_side_encryption_configuration" in config) {
      return judgements(expectAt(config, ["server_side_encryption_configuration", ...ALGORITHM]).toBe(WITH_KEY));
    }
    const { found, undecided } = stack.references.belongingTo(bucket, [CONFIGURATION], "bucket", ["bucket"]);
    if (found.length > 0) {
      return found.flatMap((each) =>
        judgements(expectAt(each.config, ALGORITHM).toBe(WITH_KEY)).map((judgement) => on(each, judgement)),
      );
    }
    return undecided.length > 0 ? [unknown([])] : [fail([], `an ${CONFIGURATION} of ${WITH_KEY[0]}`)];
  }),
  examples: () => {
    const rule = (sse_algorithm: string) => ({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm } }],
    });
    const id = "$" + "{aws_s3_bucket.it.id}";
    const bucket = (says: string, others: ExampleResources, config: object = {}) =>
      exampleOf(says, "aws_s3_bucket", { bucket: "b", ...config }, others);
    const encrypted = (algorithm: string, name = id) => ({
      aws_s3_bucket_server_side_encryption_configuration: { it: { bucket: name, ...rule(algorithm) } },
    });
    const policy = (Principal: object, Effect = "Allow", named = id) => ({
      aws_s3_bucket_policy: {
        it: { bucket: named, policy: examplePolicy({ Effect, Principal, Action: "s3:PutObject", Resource: "*" }) },
      },
    });
    const written = (says: string, Service: string) => bucket(says, policy({ Service }));
    return {
      pass: [
        bucket("a key", encrypted("aws:kms")),
        bucket("a key, twice", encrypted("aws:kms:dsse")),
        bucket("a bucket by its name", encrypted("aws:kms", "b")),
        bucket("an older bucket that says it itself", {}, { server_side_encryption_configuration: [rule("aws:kms")] }),
        bucket("the access logs of a bucket", { aws_s3_bucket_logging: { it: { bucket: "c", target_bucket: id } } }),
        bucket("the same by its name", { aws_s3_bucket_logging: { it: { bucket: "c", target_bucket: "b" } } }),
        bucket("the access logs of an older load balancer", { aws_alb: { it: { access_logs: { bucket: id } } } }),
        bucket("the access logs of a load balancer, by name", { aws_lb: { it: { access_logs: { bucket: "b" } } } }),
        bucket("the same of an older one", { aws_alb: { it: { access_logs: { bucket: "b" } } } }),
        written("what load balancers may write to", "logdelivery.elasticloadbalancing.amazonaws.com"),
        bucket("the same by its name, for load balancers", policy({ Service: LOG_WRITERS }, "Allow", "b")),
        written("what S3 may write its logs to", "logging.s3.amazonaws.com"),
        example(
          "what load balancers of older regions may write to",
          { aws_s3_bucket: { it: { bucket: "b" } }, ...policy({ AWS: OLDER_ACCOUNT }) },
          { aws_elb_service_account: { main: {} } },
        ),
        bucket("the access logs of a load balancer", { aws_lb: { it: { access_logs: { bucket: id } } } }),
      ],
      fail: [
        bucket("a bucket beside the logs of a load balancer", { aws_lb: { it: { access_logs: { bucket: "c" } } } }),
        bucket(
          "a bucket beside one that is named later",
          { aws_lb: { it: { access_logs: { bucket: "$" + "{var.b}" } } } },
          {
            bucket: "$" + "{var.b}",
          },
        ),
        written("what another service may write to", "cloudtrail.amazonaws.com"),
        bucket("what load balancers may not write to", policy({ Service: "logging.s3.amazonaws.com" }, "Deny")),
        bucket("a bucket by itself", {}),
        bucket("what S3 does by itself", encrypted("AES256")),
        bucket("a key of another bucket", encrypted("aws:kms", "c")),
        bucket("an older bucket without a key", {}, { server_side_encryption_configuration: rule("AES256") }),
        bucket("a bucket that is logged elsewhere", {
          aws_s3_bucket_logging: { it: { bucket: id, target_bucket: "c" } },
        }),
      ],
      unknown: [
        bucket("a key of a bucket that is named later", encrypted("aws:kms", "$" + "{var.bucket}")),
        bucket("who decides later", encrypted("$" + "{var.algorithm}")),
      ],
    };
  },
});

/** The services that write access logs of buckets and load balancers take no KMS key (Amazon S3, ELB user guides). */
function takesAccessLogs(bucket: ResourceView): boolean {
  const { references } = bucket.stack;
  return (
    references.belongingTo(bucket, ["aws_s3_bucket_logging"], "target_bucket", ["bucket"]).found.length > 0 ||
    references.belongingTo(bucket, BALANCERS, "access_logs").found.length > 0 ||
    isNamedByBalancer(bucket) ||
    isOpenToLogWriters(bucket)
  );
}

const BALANCERS = ["aws_lb", "aws_alb"];

function isNamedByBalancer({ stack, config }: ResourceView): boolean {
  return stack.nearby(...BALANCERS).some((balancer) => {
    const found = read(balancer.config, ["access_logs", "bucket"]);
    return found.state === "known" && found.value === config["bucket"];
  });
}

/** Services that write access logs, and nothing else. Load balancers of older regions write as an account that AWS names. */
const LOG_WRITERS = ["logdelivery.elasticloadbalancing.amazonaws.com", "logging.s3.amazonaws.com"];
const BALANCERS_ACCOUNT = "aws_elb_service_account";

function isOpenToLogWriters(bucket: ResourceView): boolean {
  const { references } = bucket.stack;
  return references
    .belongingTo(bucket, ["aws_s3_bucket_policy"], "bucket", ["bucket"])
    .found.flatMap(documentsOf)
    .some(
      ({ resource, statements }) =>
        statements.some(
          (statement) => statement.allows && principalsOf(statement).some(({ name }) => LOG_WRITERS.includes(name)),
        ) || resource.stack.references.from(resource.raw).some(({ type }) => type === BALANCERS_ACCOUNT),
    );
}

const OLDER_ACCOUNT = "$" + "{data.aws_elb_service_account.main.arn}";
