import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import { synthesize } from "../../../constructs/core/synthesize";
import { vouchFor } from "../../../constructs/core/vouch-for";
import { formatProblem } from "../../../lib/core/errors";
import { recordAt } from "../../../lib/core/json";
import { examineStack } from "../../../lib/truth";
import { synthStack } from "../../support/synth";

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["sns:Novel", "sns:Newer"], Resource: "*" }],
});

/** What the examination finds in the file of a stack, which the rehearsal sees alone, and the marks of its policy. */
function written(build: (stack: TerraformStack) => void) {
  const folder = mkdtempSync(join(tmpdir(), "palisade-vouched-"));
  try {
    synthesize({ outputDirectory: folder }, (app) => {
      const stack = new TerraformStack(app, "test");
      new LocalBackend(stack, { path: "terraform.test.tfstate" });
      new AwsProvider(stack, "aws", { region: "eu-central-1" });
      build(stack);
    });
    const json: unknown = JSON.parse(readFileSync(join(folder, "stacks/test/cdk.tf.json"), "utf8"));
    return {
      problems: examineStack(recordAt(json)).problems.map(formatProblem),
      marks: recordAt(json, "resource", "aws_iam_policy", "policy", "//", "palisade"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const document = (stack: TerraformStack, id: string) =>
  new DataAwsIamPolicyDocument(stack, id, { statement: [{ actions: ["sns:Novel"], resources: ["*"] }] });

describe("vouching for something", () => {
  it("adds to what was vouched for before, and lets it pass", () => {
    const { problems, marks } = written((stack) => {
      const policy = new IamPolicy(stack, "policy", { policy: POLICY });
      vouchFor(policy, ["action sns:Novel"]);
      vouchFor(policy, ["action sns:Newer", "action sns:Novel"]);
    });
    expect(marks).toEqual({ own: ["action sns:Novel", "action sns:Newer"] });
    expect(problems).toEqual([]);
  });

  it("works for data sources, each by itself", () => {
    const { problems } = written((stack) => {
      vouchFor(document(stack, "one"), ["action sns:Novel"]);
      vouchFor(document(stack, "two"), ["action sns:Novel", "sns:Novel"]);
      document(stack, "three");
    });
    expect(problems).toEqual([
      expect.stringContaining("test/three, statement, statement 0: IAM of 2026-09-26 has no action sns:Novel"),
      expect.stringContaining("test/two: vouchFor names nothing that is refused"),
    ]);
  });

  it.each([
    ["a text", "action sns:Novel", '["action sns:Novel"]'],
    ["no list", 5, '["action sns:Novel"]'],
    ["a list of something else", [5], '["action sns:Novel"]'],
    ["an empty name", [""], '["action sns:Novel"]'],
  ])("takes a list of names, not %s", (_, names, allowed) => {
    expect(() =>
      synthStack((scope) => {
        const given: Parameters<typeof vouchFor> = [
          new IamPolicy(scope, "policy", { policy: POLICY }),
          JSON.parse(JSON.stringify(names)),
        ];
        vouchFor(...given);
      }),
    ).toThrow(
      [
        "test/policy: vouchFor takes a list of names",
        `  got: ${JSON.stringify(names)}`,
        `  allowed: texts in a list: ${allowed}`,
        "  do this: write it as a list",
      ].join("\n"),
    );
  });

  it("takes a resource", () => {
    const given: Parameters<typeof vouchFor> = [JSON.parse("{}"), ["a"]];
    expect(() => vouchFor(...given)).toThrow("vouchFor takes a resource or a data source of Terraform");
  });
});
