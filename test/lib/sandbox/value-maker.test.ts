// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { type CtyValue, holdsUnknown, isCtyRecord, UNKNOWN } from "../../../lib/sandbox/cty-value";
import { withKnownAnswers } from "../../../lib/sandbox/known-answers";
import { ReferenceIndex } from "../../../lib/sandbox/reference-index";
import type { AttributeSchema, TypeJson } from "../../../lib/sandbox/schema";
import { ValueMaker } from "../../../lib/sandbox/value-maker";

function make(
  type: string,
  name: string,
  of: TypeJson,
  options: { readonly seed?: string; readonly read?: string[] } = {},
): CtyValue {
  const maker = new ValueMaker(ReferenceIndex.of(options.read ?? []), "eu-central-1");
  const attributes: { [name: string]: AttributeSchema } = { [name]: { type: of, computed: true } };
  const object = { kind: "data", type, seed: options.seed ?? "s" } as const;
  const filled = maker.fillBlock(object, { attributes }, { [name]: null }, () => true);
  return isCtyRecord(filled) ? (filled[name] ?? null) : null;
}

describe("a made-up value", () => {
  it("is the same each time, and another for another object", () => {
    expect(make("aws_vpc", "id", "string")).toBe(make("aws_vpc", "id", "string"));
    expect(make("aws_vpc", "id", "string")).not.toBe(make("aws_vpc", "id", "string", { seed: "t" }));
  });

  it.each([
    ["aws_iam_role", "arn", /^arn:aws:iam:eu-central-1:\d{12}:role\/[0-9a-f]+$/],
    ["aws_caller_identity", "account_id", /^\d{12}$/],
    ["aws_vpc", "id", /^vpc-[0-9a-f]{17}$/],
    ["aws_subnet", "vpc_id", /^vpc-[0-9a-f]{17}$/],
    ["aws_vpc", "cidr_block", /^10\.\d+\.0\.0\/16$/],
    ["aws_eip", "public_ip", /^10\.\d+\.\d+\.\d+$/],
    ["aws_eks_cluster", "endpoint", /^https:\/\/[0-9a-f]+\.sandbox\.invalid$/],
    ["aws_db_instance", "endpoint", /^[0-9a-f]+\.sandbox\.invalid:5432$/],
    ["x_y", "created_at", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ])("has the form that %s.%s has", (type, name, form) => {
    expect(make(type, name, "string")).toMatch(form);
  });

  it("gives three different zones of the stack's region", () => {
    const names = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
    expect(make("aws_availability_zones", "names", ["list", "string"])).toEqual(names);
  });

  it("can be decoded where the stack decodes it", () => {
    const read = ['${jsondecode(base64decode(data.x_y.z.blob))["user"]}'];
    const text = String(make("x_y", "blob", "string", { read }));
    expect(JSON.parse(Buffer.from(text, "base64").toString("utf8"))).toHaveProperty("user");
  });

  it("has the keys and the elements that the stack looks up", () => {
    expect(make("x_y", "data", ["map", "string"], { read: ['${data.x_y.z.data["k"]}'] })).toHaveProperty("k");
    expect(make("x_y", "names", ["list", "string"], { read: ["${data.x_y.z.names[6]}"] })).toHaveLength(7);
    expect(make("x_y", "parts", ["list", ["object", { a: "string" }]])).toEqual([{ a: expect.any(String) }]);
  });

  it("fits functions that read networks, times and numbers", () => {
    expect(make("x_y", "range", "string", { read: ["${cidrsubnet(data.x_y.z.range, 8, 1)}"] })).toMatch(/\/16$/);
    expect(make("x_y", "when", "string", { read: ['${timeadd(data.x_y.z.when, "1h")}'] })).toMatch(/^2030-/);
    expect(make("x_y", "size", "string", { read: ["${tonumber(data.x_y.z.size)}"] })).toBe("1");
  });
});

it("unknown parts of a known value are replaced, the rest stays", () => {
  const maker = new ValueMaker(ReferenceIndex.of([]), "eu-central-1");
  const block = {
    attributes: { tags: { type: ["map", "string"] } as const, set: { type: ["set", "string"] } as const },
  };
  const value: CtyValue = { tags: { a: "kept", b: UNKNOWN }, set: [UNKNOWN, "kept", UNKNOWN] };
  const filled = maker.fillBlock({ kind: "resource", type: "t_x", seed: "s" }, block, value, () => false);
  expect(holdsUnknown(filled)).toBe(false);
  expect(filled).toMatchObject({ tags: { a: "kept" } });
  expect(new Set(isCtyRecord(filled) && Array.isArray(filled["set"]) ? filled["set"] : []).size).toBe(3);
});

it("a policy document is the one the configuration describes", () => {
  const statement = {
    sid: null,
    effect: null,
    actions: ["s3:GetObject"],
    resources: ["*"],
    principals: [{ type: "AWS", identifiers: ["arn:aws:iam::123456789012:root"] }],
    condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["true"] }],
  };
  const answered = withKnownAnswers("aws_iam_policy_document", { statement: [statement], version: null, json: null });
  const json = isCtyRecord(answered) ? String(answered["json"]) : "";
  expect(JSON.parse(json)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: ["*"],
        Principal: { AWS: ["arn:aws:iam::123456789012:root"] },
        Condition: { Bool: { "aws:SecureTransport": ["true"] } },
      },
    ],
  });
});
