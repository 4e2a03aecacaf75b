import type { JsonRecord } from "../../../lib/core/json";
import { judge } from "../../../lib/guardrails";
import { bucketPublicAccessBlock } from "../../../lib/guardrails/rules/network/bucket-public-access-block";
import { scannedImages } from "../../../lib/guardrails/rules/supply-chain/scanned-images";

// A bucket in one stack of an environment, and its block of public access in another.

const ON = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

function reference(text: string): string {
  return `$${`{${text}}`}`;
}

function backend(key: string): JsonRecord {
  return { backend: { s3: { bucket: "states", key } } };
}

function marks(environment: string): JsonRecord {
  return { palisade: { guardrails: { environment, profile: "strict" } } };
}

const STORE: JsonRecord = {
  "//": marks("prod"),
  terraform: backend("store"),
  resource: { aws_s3_bucket: { it: { bucket: "acme-store" } } },
  output: {
    bucket: { value: reference("aws_s3_bucket.it.id") },
    region: { value: "eu-central-1" },
    name: { value: reference("var.name") },
  },
};

function guard(bucket: string, data: JsonRecord = {}, environment = "prod"): JsonRecord {
  const resource = { aws_s3_bucket_public_access_block: { it: { ...ON, bucket } } };
  return { "//": marks(environment), terraform: backend("guard"), data, resource };
}

const STATE = { terraform_remote_state: { s: { backend: "s3", config: { bucket: "states", key: "store" } } } };

function verdictOf(other: JsonRecord): string {
  const inputs = [
    { name: "store", json: STORE },
    { name: "guard", json: other },
  ];
  const { findings, doubts, errors } = judge(inputs, { rules: [bucketPublicAccessBlock], today: "2026-11-21" });
  expect(errors).toEqual([]);
  if (findings.length > 0) return "fail";
  return doubts.length > 0 ? "unknown" : "pass";
}

test.each<[string, JsonRecord, string]>([
  ["an output of the bucket's stack", guard(reference("data.terraform_remote_state.s.outputs.bucket"), STATE), "pass"],
  ["the same in brackets", guard(reference('data.terraform_remote_state.s.outputs["bucket"]'), STATE), "pass"],
  ["the bucket's name", guard("acme-store"), "pass"],
  [
    "a data source of that name",
    guard(reference("data.aws_s3_bucket.b.id"), { aws_s3_bucket: { b: { bucket: "acme-store" } } }),
    "pass",
  ],
  ["a variable", guard(reference("var.bucket")), "unknown"],
  [
    "an output that is not known either",
    guard(reference("data.terraform_remote_state.s.outputs.name"), STATE),
    "unknown",
  ],
  ["an output of nothing", guard(reference("data.terraform_remote_state.s.outputs.other"), STATE), "fail"],
  [
    "an output of another state",
    guard(reference("data.terraform_remote_state.s.outputs.bucket"), {
      terraform_remote_state: { s: { backend: "s3", config: { bucket: "states", key: "elsewhere" } } },
    }),
    "fail",
  ],
  ["another name", guard("acme-other"), "fail"],
  ["another environment", guard("acme-store", {}, "dev"), "fail"],
])("a block of public access elsewhere by %s", (_, other, expected) => {
  expect(verdictOf(other)).toBe(expected);
});

test("a reference to a bucket of the other stack is about that one alone", () => {
  const other = guard(reference("aws_s3_bucket.own.id"));
  const resource = { ...Object(other["resource"]), aws_s3_bucket: { own: { bucket: "acme-own" } } };
  expect(verdictOf({ ...other, resource })).toBe("fail");
});

test("what holds for a whole account holds for every stack of its environment", () => {
  const images = { "//": marks("prod"), resource: { aws_ecr_repository: { it: { name: "it" } } } };
  const account = { "//": marks("prod"), resource: { aws_ecr_registry_scanning_configuration: { it: {} } } };
  const findings = (environment: JsonRecord) =>
    judge(
      [
        { name: "images", json: images },
        { name: "account", json: { ...account, "//": environment } },
      ],
      { rules: [scannedImages], today: "2026-11-21" },
    ).findings.map(({ path }) => path);
  expect(findings(marks("prod"))).toEqual([]);
  expect(findings(marks("dev"))).toEqual(["aws_ecr_repository.it"]);
});
