import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Annotations, type App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { synthesize, synthesizeStack } from "../../../constructs/testing";
import { PalisadeError } from "../../../lib/core/errors";

function shop(app: App): { readonly network: TerraformStack; readonly data: TerraformStack } {
  const [network, data] = ["network", "data"].map((name) => {
    const stack = new TerraformStack(app, name);
    new LocalBackend(stack, { path: `${name}.tfstate` });
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    return stack;
  });
  if (network === undefined || data === undefined) throw new Error("two stacks were made");
  const vpc = new Vpc(network, "vpc", { cidrBlock: "10.0.0.0/16" });
  new Subnet(data, "subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
  return { network, data };
}

describe("synthesize", () => {
  it("gives every stack as plain data, without cdktf's own notes", () => {
    const app = synthesize(shop);
    expect(app.stacks.map((stack) => stack.name)).toEqual(["network", "data"]);
    expect(app.stack("network").resource).toEqual({ aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } } });
    expect(JSON.stringify(app.stack("data").json)).not.toMatch(/"\/\/"/);
  });

  it("turns a reference between stacks into an output and a read of the other's state", () => {
    const app = synthesize(shop);
    const [subnet] = app.stack("data").resourcesOfType("aws_subnet");
    expect(subnet?.["vpc_id"]).toMatch(/^\$\{data\.terraform_remote_state\./);
    expect(Object.keys(app.stack("network").output)).toHaveLength(1);
  });

  it("reports error annotations and failed validations of all stacks at once", () => {
    const build = (app: App): void => {
      const { network, data } = shop(app);
      Annotations.of(network).addError("the annotation");
      data.node.addValidation({ validate: () => ["the validation"] });
    };
    const problems = (() => {
      try {
        synthesize(build);
      } catch (error) {
        if (error instanceof PalisadeError) return error.problems;
      }
      return [];
    })();
    expect(problems.map(({ where, what }) => [where, what])).toEqual([
      ["network", "the annotation"],
      ["data", "the validation"],
    ]);
  });

  it("hands context to the app", () => {
    const app = synthesize(
      (app) => {
        const { network } = shop(app);
        new TerraformOutput(network, "owner", { value: app.node.tryGetContext("owner") });
      },
      { context: { owner: "platform" } },
    );
    expect(app.stack("network").output["owner"]).toEqual({ value: "platform" });
  });

  it("lists the known stacks when asked for another", () => {
    expect(() => synthesize(shop).stack("netwrk")).toThrow(/got: "netwrk"\n {2}allowed: network, data/);
  });
});

describe("addresses", () => {
  it("lists resources, data sources and outputs as Terraform addresses, sorted", () => {
    expect(synthesize(shop).stack("data").addresses()).toEqual([
      "aws_subnet.subnet",
      "data.terraform_remote_state.cross-stack-reference-input-network",
    ]);
  });
});

describe("synthesizeStack", () => {
  it("puts constructs into a stack of their own", () => {
    const stack = synthesizeStack((stack) => {
      new AwsProvider(stack, "aws", { region: "eu-central-1" });
      new KmsKey(stack, "key", { description: "a key" });
    });
    expect(stack.addresses()).toEqual(["aws_kms_key.key"]);
  });

  it("closes cdktf's silent traps: two resources with one address are an error", () => {
    const build = (stack: TerraformStack): void => {
      new AwsProvider(stack, "aws", { region: "eu-central-1" });
      for (const id of ["a", "b"]) new KmsKey(stack, id, {}).overrideLogicalId("same");
    };
    expect(() => synthesizeStack(build)).toThrow(/aws_kms_key\.same/);
  });
});
