import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { type App, Fn, LocalBackend, TerraformStack } from "cdktf";
import { rehearseSynthesized, synthesize, synthesizeStack } from "../../../constructs/testing";
import { describeWithTerraform } from "../../support/terraform-binary";
import "../../../constructs/testing/matchers";

jest.setTimeout(60_000);

function awsStack(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `${name}.tfstate` });
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  return stack;
}

const twoStacks = (app: App): void => {
  const vpc = new Vpc(awsStack(app, "network"), "vpc", { cidrBlock: "10.0.0.0/16" });
  new Subnet(awsStack(app, "data"), "subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
  new KmsKey(awsStack(app, "keys"), "key", { lifecycle: { preventDestroy: true } });
};

const key = (change: (key: KmsKey) => void) =>
  synthesizeStack((stack) => {
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    change(new KmsKey(stack, "key", { description: "a key" }));
  });

const messageOf = (expectation: Promise<unknown>): Promise<string> =>
  expectation.then(
    () => "",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describeWithTerraform("the matchers", () => {
  it("pass a sound app, whole or one stack with the stacks it reads", async () => {
    const app = synthesize(twoStacks);
    await expect(app).toRehearse();
    await expect(app.stack("data")).toPlan();
    await expect(app.stack("data")).toValidate();
  });

  it("rehearse only what the stack reads besides itself, and show what is protected to refuse", async () => {
    const app = synthesize(twoStacks);
    const data = await rehearseSynthesized(app.stack("data"), "full");
    expect(data.stacks.map((stack) => stack.name)).toEqual(["network", "data"]);
    const keys = await rehearseSynthesized(app.stack("keys"), "full");
    expect(keys.stacks.map((stack) => stack.refused)).toEqual([["aws_kms_key.key"]]);
  });

  it("fail on a misspelt attribute with Terraform's words behind the construct path", async () => {
    const stack = key((key) => key.addOverride("descripton", "a key"));
    const message = await messageOf(expect(stack).toValidate());
    expect(message).toMatch(/test\/key: Extraneous JSON object property/);
    await expect(stack).not.toValidate();
  });

  it("fail on a plan that is never empty", async () => {
    const stack = key((key) => key.addOverride("description", Fn.timestamp()));
    expect(await messageOf(expect(stack).toRehearse())).toMatch(/a second plan .* is not empty[\s\S]*aws_kms_key\.key/);
  });

  it("say what went well when that was not expected", async () => {
    const stack = key(() => undefined);
    expect(await messageOf(expect(stack).not.toPlan())).toBe(
      "expected test not to plan, and Terraform found nothing wrong",
    );
  });

  it("refuse what was not synthesized by the helper", async () => {
    expect(await messageOf(expect({ resource: {} }).toValidate())).toMatch(/takes what synthesize\(\)/);
  });
});
