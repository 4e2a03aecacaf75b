import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  App,
  DataTerraformRemoteStateLocal,
  LocalBackend,
  S3Backend,
  TerraformHclModule,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import { DataResource } from "cdktf/lib/terraform-data-resource";
import { Construct, type IValidation } from "constructs";
import {
  addValidations,
  ExplicitBackend,
  LocalDependsOn,
  TokenFreeIds,
  UniqueAddresses,
} from "../../../constructs/core/validations";
import { synthApp } from "../../support/synth";

/** What one validation finds in a stack at synth, without failing it. */
function findings(make: (stack: TerraformStack) => IValidation, build: (stack: TerraformStack, app: App) => void) {
  let found: readonly string[] = [];
  synthApp((app) => {
    const stack = new TerraformStack(app, "test");
    build(stack, app);
    stack.node.addValidation({
      validate: () => {
        found = make(stack).validate();
        return [];
      },
    });
  });
  return found;
}

describe("addresses", () => {
  const check = (build: (stack: TerraformStack) => void) => findings((stack) => new UniqueAddresses(stack), build);

  it("are found when two resources merge into one", () => {
    const found = check((stack) => {
      new DataResource(stack, "a.b", {});
      new DataResource(stack, "ab", {});
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("test/ab: two elements have the address terraform_data.ab");
    expect(found[0]).toContain('["test/a.b","test/ab"]');
  });

  it("are found when a logical id is overridden twice", () => {
    const found = check((stack) => {
      for (const id of ["first", "second"]) new DataResource(stack, id, {}).overrideLogicalId("same");
    });
    expect(found).toEqual([expect.stringContaining("terraform_data.same")]);
  });

  it("are found when two outputs merge into one", () => {
    const found = check((stack) => {
      for (const id of ["first", "second"]) {
        new TerraformOutput(new Construct(stack, id), "url", { staticId: true, value: id });
      }
    });
    expect(found).toEqual([expect.stringContaining("the address output.url")]);
  });

  it("are found when two providers of one kind have no alias", () => {
    const found = check((stack) => {
      new AwsProvider(stack, "frankfurt", { region: "eu-central-1" });
      new AwsProvider(stack, "dublin", { region: "eu-west-1" });
    });
    expect(found).toEqual([expect.stringContaining("the address provider.aws")]);
  });

  it.each<readonly [string, string, (stack: TerraformStack, id: string) => unknown]>([
    ["data sources", "data.aws_vpc.ab", (stack, id) => new DataAwsVpc(stack, id, {})],
    [
      "readers of other states",
      "data.terraform_remote_state.ab",
      (stack, id) => new DataTerraformRemoteStateLocal(stack, id, { path: "other.tfstate" }),
    ],
    ["variables", "var.ab", (stack, id) => new TerraformVariable(stack, id, {})],
    ["locals", "local.ab", (stack, id) => new TerraformLocal(stack, id, id)],
    [
      "modules",
      "module.ab",
      (stack, id) => new TerraformHclModule(stack, id, { source: "git::https://example.org/module.git" }),
    ],
  ])("are found when two %s merge into one", (_kind, address, declare) => {
    const found = check((stack) => {
      new AwsProvider(stack, "aws", {});
      for (const id of ["a.b", "ab"]) declare(stack, id);
    });
    expect(found).toEqual([expect.stringContaining(`two elements have the address ${address}`)]);
  });

  it("are fine when ids, types or aliases differ", () => {
    const found = check((stack) => {
      new AwsProvider(stack, "frankfurt", { region: "eu-central-1" });
      new AwsProvider(stack, "dublin", { region: "eu-west-1", alias: "dublin" });
      new DataResource(stack, "same", {});
      new S3Bucket(stack, "same-bucket", {}).overrideLogicalId("same");
      new TerraformOutput(stack, "same-output", { value: 1 }).overrideLogicalId("same");
      new DataResource(new Construct(stack, "inner"), "same", {});
    });
    expect(found).toEqual([]);
  });
});

describe("construct ids", () => {
  const check = (build: (stack: TerraformStack) => void) => findings((stack) => new TokenFreeIds(stack), build);

  it("are refused when they hold a reference, whose text changes from run to run", () => {
    const found = check((stack) => {
      const bucket = new DataResource(stack, "bucket", {});
      new Construct(stack, `reader-of-${bucket.id}`);
    });
    expect(found).toEqual([expect.stringContaining("holds a reference that only Terraform can resolve")]);
  });

  it("are fine when they are plain text", () => {
    expect(check((stack) => new Construct(stack, "reader-of-{bucket}"))).toEqual([]);
  });
});

describe("a backend", () => {
  const check = (build: (stack: TerraformStack) => void) => findings((stack) => new ExplicitBackend(stack), build);

  it("is missed where a stack has none", () => {
    expect(check(() => undefined)).toEqual([
      expect.stringContaining("test: the stack does not say where its state lives"),
    ]);
  });

  it("is refused when it is a path of one machine", () => {
    expect(check((stack) => new LocalBackend(stack, { path: "/var/lib/test.tfstate" }))).toHaveLength(1);
  });

  it.each([
    ["in a bucket", (stack: TerraformStack) => new S3Backend(stack, { bucket: "states", key: "test.tfstate" })],
    ["in a file beside", (stack: TerraformStack) => new LocalBackend(stack, { path: "../../../test.tfstate" })],
  ])("is fine %s", (_where, build) => {
    expect(check(build)).toEqual([]);
  });
});

describe("dependsOn", () => {
  const check = (build: (stack: TerraformStack, app: App) => void) =>
    findings((stack) => new LocalDependsOn(stack), build);

  it("is refused over a stack border, where cdktf makes it something that Terraform refuses", () => {
    const found = check((stack, app) => {
      const producer = new TerraformStack(app, "producer");
      const bucket = new DataResource(producer, "bucket", {});
      new DataResource(stack, "reader", { dependsOn: [bucket] });
    });
    expect(found).toEqual([expect.stringContaining("test/reader: a resource depends on a resource of another stack")]);
  });

  it("is fine within a stack", () => {
    const found = check((stack) => {
      const bucket = new DataResource(stack, "bucket", {});
      new DataResource(stack, "reader", { dependsOn: [bucket] });
      new DataTerraformRemoteStateLocal(stack, "other", { path: "other.tfstate" });
      new DataResource(stack, "late", {}).dependsOn = ["data.terraform_remote_state.other", "terraform_data.reader"];
    });
    expect(found).toEqual([]);
  });
});

describe("addValidations", () => {
  const broken = (app: App, validated: boolean) => {
    const stack = new TerraformStack(app, "test");
    if (validated) addValidations(stack);
    const producer = new TerraformStack(app, "producer");
    const bucket = new DataResource(producer, "bucket", {});
    new DataResource(stack, "a.b", { dependsOn: [bucket] });
    new DataResource(stack, "ab", {});
    new Construct(stack, `of-${bucket.id}`);
  };

  it("puts all of them on a stack, and synth reports what each finds", () => {
    const synth = () => synthApp((app) => broken(app, true));
    for (const what of [
      "two elements have the address terraform_data.ab",
      "a construct's id holds a reference",
      "the stack does not say where its state lives",
      "a resource depends on a resource of another stack",
    ]) {
      expect(synth).toThrow(what);
    }
  });

  it("is what finds them: without it, cdktf writes the stack", () => {
    const { test: written } = synthApp((app) => broken(app, false));
    expect(Object.keys(written?.resource["terraform_data"] ?? {})).toEqual(["ab"]);
  });
});

describe("what no schema of Terraform sees", () => {
  const folder = mkdtempSync(join(tmpdir(), "palisade-truthful-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A stack with an IAM action that never existed, in a construct that holds its resource. */
  const planted = (app: App): void => {
    const stack = new TerraformStack(app, "test");
    new LocalBackend(stack, { path: "test.tfstate" });
    addValidations(stack);
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    const Statement = [{ Effect: "Allow", Action: "s3:GetObjekt", Resource: "*" }];
    const policy = JSON.stringify({ Version: "2012-10-17", Statement });
    new IamPolicy(new Construct(stack, "reader"), "policy", { policy });
  };
  const refusal = /test\/reader\/policy.*s3:GetObjekt/s;

  it("is refused by synth, with everything else that is wrong", () => {
    expect(() =>
      synthApp((app) => {
        planted(app);
        addValidations(new TerraformStack(app, "other"));
      }),
    ).toThrow(/test\/reader\/policy.*s3:GetObjekt.*other: the stack does not say where its state lives/s);
  });

  it("is refused by plain cdktf, before it writes the stack", () => {
    const outdir = join(folder, "plain");
    const app = new App({ outdir });
    planted(app);
    expect(() => app.synth()).toThrow(refusal);
    expect(existsSync(join(outdir, "stacks", "test", "cdk.tf.json"))).toBe(false);
  });

  it("is examined once by synth: the file that was written is read, and no stack is rendered twice", () => {
    let rendered = 0;
    synthApp((app) => {
      const stack = new TerraformStack(app, "test");
      new LocalBackend(stack, { path: "test.tfstate" });
      addValidations(stack);
      new DataResource(stack, "thing", {});
      const render = stack.toTerraform.bind(stack);
      stack.toTerraform = () => {
        rendered += 1;
        return render();
      };
    });
    expect(rendered).toBe(1);
  });

  it("is refused by cdktf's own command line, in an app that has only the validations", () => {
    const repository = resolve(__dirname, "../../..");
    const main = join(folder, "main.ts");
    writeFileSync(
      main,
      `
import { IamPolicy } from "${repository}/node_modules/@cdktf/provider-aws/lib/iam-policy";
import { App, LocalBackend, TerraformStack } from "${repository}/node_modules/cdktf";
import { addValidations } from "${repository}/constructs/core/validations";
const app = new App();
const stack = new TerraformStack(app, "test");
new LocalBackend(stack, { path: "test.tfstate" });
addValidations(stack);
new IamPolicy(stack, "policy", { policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "s3:GetObjekt", Resource: "*" } }) });
app.synth();
`,
    );
    const app = `node --require ${require.resolve("tsx/cjs")} ${main}`;
    writeFileSync(
      join(folder, "cdktf.json"),
      JSON.stringify({ language: "typescript", app, projectId: "planted", sendCrashReports: "false" }),
    );
    const { status, stdout, stderr } = spawnSync(join(repository, "node_modules", ".bin", "cdktf"), ["synth"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, TF_CLI_CONFIG_FILE: undefined, CHECKPOINT_DISABLE: "1", CI: "1" },
    });
    expect(status).not.toBe(0);
    expect(`${stdout}${stderr}`).toMatch(/test\/policy.*s3:GetObjekt/s);
    expect(existsSync(join(folder, "cdktf.out", "stacks", "test", "cdk.tf.json"))).toBe(false);
  }, 120_000);
});
