import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { AppView } from "../../subjects/app-view";
import type { ResourceView } from "../../subjects/resource-view";
import { expectAt, read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { backendOf } from "./backends";

/** What shuts a bucket to the public. */
const BLOCKS: readonly string[] = [
  ...["block_public_acls", "block_public_policy"],
  ...["ignore_public_acls", "restrict_public_buckets"],
];

export const stateBucket = guardrail({
  id: "state/state-bucket",
  title: "The bucket of the states keeps old versions, is shut to the public and cannot be destroyed",
  severity: "high",
  why: "Without old versions one broken apply loses what is known of all stacks, and an open bucket tells it to everyone.",
  fix: "use a StateBucket, or add versioning, a public access block and lifecycle.prevent_destroy",
  controls: { soc2: ["CC6.1", "A1.2"], iso27001: ["A.8.1", "A.8.13"], nist: ["AC-3", "CP-9"] },
  source: "Terraform documentation, S3 backend: bucket versioning is highly recommended",
  subject: "app",
  check: (app) => {
    const names = bucketsOfStates(app);
    return app.stacks
      .flatMap((stack) => stack.ofType("aws_s3_bucket"))
      .filter(({ mode, config }) => mode === "resource" && names.has(config["bucket"]))
      .flatMap((bucket) => judge(bucket).map((judgement) => on(bucket, judgement)));
  },
  examples: () => {
    const block = Object.fromEntries(BLOCKS.map((name) => [name, true]));
    const whole = {
      aws_s3_bucket: { it: { bucket: "states", lifecycle: { prevent_destroy: true } } },
      aws_s3_bucket_versioning: { it: { bucket: "states", versioning_configuration: { status: "Enabled" } } },
      aws_s3_bucket_public_access_block: { it: { bucket: "$" + "{aws_s3_bucket.it.id}", ...block } },
    };
    const app = (says: string, resource: object, bucket = "states") =>
      exampleStacks(says, {
        bootstrap: { resource },
        nodes: { terraform: { backend: { s3: { bucket, key: "nodes" } } } },
      });
    const versions = (status: string) => ({ it: { bucket: "states", versioning_configuration: { status } } });
    return {
      pass: [app("a whole one", whole)],
      fail: [
        app("one that can be destroyed", { ...whole, aws_s3_bucket: { it: { bucket: "states" } } }),
        app("one without versions", { ...whole, aws_s3_bucket_versioning: {} }),
        app("one whose versions rest", { ...whole, aws_s3_bucket_versioning: versions("Suspended") }),
        app("one without a block", { ...whole, aws_s3_bucket_public_access_block: {} }),
        ...BLOCKS.map((name) =>
          app(`one with ${name} off`, {
            ...whole,
            aws_s3_bucket_public_access_block: { it: { bucket: "states", ...block, [name]: false } },
          }),
        ),
      ],
      unknown: [
        app("versions of some bucket", {
          ...whole,
          aws_s3_bucket_versioning: { it: { ...versions("Enabled").it, bucket: "$" + "{var.bucket}" } },
        }),
        app("versions that are said elsewhere", { ...whole, aws_s3_bucket_versioning: versions("$" + "{var.status}") }),
      ],
      notApplicable: [
        app("a bucket for something else", { aws_s3_bucket: { it: { bucket: "backups" } } }),
        app("a backend without a bucket", { aws_s3_bucket: { it: {} } }, ""),
        exampleStacks("another kind of backend", {
          bootstrap: { resource: { aws_s3_bucket: { it: { bucket: "states" } } } },
          nodes: { terraform: { backend: { gcs: { bucket: "states" } } } },
        }),
      ],
    };
  },
});

function bucketsOfStates({ stacks }: AppView): ReadonlySet<unknown> {
  const backends = stacks.map(backendOf).filter((backend) => backend?.kind === "s3");
  return new Set(backends.map((backend) => backend?.config["bucket"]).filter(Boolean));
}

function judge(bucket: ResourceView): readonly Judgement[] {
  const judgements = [
    expectAt(bucket.config, "lifecycle.prevent_destroy").toBe(true),
    judgeBeside(
      bucket,
      "aws_s3_bucket_versioning",
      "versioning of all objects",
      [["versioning_configuration", "status"]],
      "Enabled",
    ),
    judgeBeside(
      bucket,
      "aws_s3_bucket_public_access_block",
      "a block of public access",
      BLOCKS.map((name) => [name]),
      true,
    ),
  ];
  return judgements.flatMap((judgement) => judgement ?? []);
}

/** What a resource beside the bucket has to say in all these places. */
function judgeBeside(
  bucket: ResourceView,
  type: string,
  called: string,
  places: readonly (readonly string[])[],
  wanted: unknown,
): Judgement {
  const { found, undecided } = bucket.stack.references.belongingTo(bucket, [type], "bucket", ["bucket"]);
  const readings = found.flatMap(({ config }) => places.map((place) => read(config, place)));
  if (readings.some(({ state }) => state === "unknown")) return unknown([], `${called} is not known before the apply`);
  const isWhole = readings.every((reading) => reading.state === "known" && reading.value === wanted);
  if (found.length > 0) return isWhole ? PASS : fail([], `${called} that is on in full`);
  return undecided.length > 0 ? unknown([], `${called} is there, and whose is not known`) : fail([], called);
}
