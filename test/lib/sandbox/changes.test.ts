// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PalisadeError } from "../../../lib/core/errors";
import { type JsonRecord, recordAt } from "../../../lib/core/json";
import { isEmptyPlan, type PlanSummary } from "../../../lib/sandbox/plan-summary";
import { RemoteStateRegistry } from "../../../lib/sandbox/remote-states";
import type { Sandbox } from "../../../lib/sandbox/sandbox";
import { TerraformFailure } from "../../../lib/sandbox/terraform-failure";
import { Rehearsals } from "../../support/rehearsal";
import { describeWithTerraform } from "../../support/terraform-binary";
import { terraformBlock } from "./stacks";

const aws = (parts: object): object => ({
  terraform: terraformBlock("aws"),
  provider: { aws: [{ region: "eu-central-1" }] },
  ...parts,
});
const withResource =
  (type: string, name: string, change: object) =>
  (stack: JsonRecord): JsonRecord => {
    Object.assign(recordAt(stack, "resource", type, name), change);
    return stack;
  };

describeWithTerraform("a change to an applied stack", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  async function applied(stack: object): Promise<Sandbox> {
    const sandbox = await rehearsals.open(stack);
    await sandbox.init();
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    return sandbox;
  }

  async function planChange(sandbox: Sandbox, change: (stack: JsonRecord) => JsonRecord): Promise<PlanSummary> {
    await sandbox.replaceStack(change);
    return sandbox.plan();
  }

  const estate = () =>
    aws({
      resource: {
        aws_kms_key: { main: { description: "old", policy: null } },
        aws_ebs_volume: { data: { availability_zone: "eu-central-1a", size: 10 } },
        aws_vpc: { main: { cidr_block: "10.0.0.0/16", tags: { Name: "a" } } },
        aws_subnet: { a: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.1.0/24" } },
        aws_security_group: {
          web: {
            vpc_id: "${aws_vpc.main.id}",
            description: "${aws_vpc.main.arn}",
          },
        },
      },
    });

  it("in place shows as an update, also when an argument is only taken out", async () => {
    const sandbox = await applied(estate());
    const resized = await planChange(sandbox, withResource("aws_ebs_volume", "data", { size: 20 }));
    expect(resized).toMatchObject({ change: 1, replace: 0, changed: ["aws_ebs_volume.data"] });
    await sandbox.apply();
    const described = await planChange(sandbox, (stack) => {
      delete recordAt(stack, "resource", "aws_kms_key", "main")["description"];
      return withResource("aws_ebs_volume", "data", { size: 20 })(stack);
    });
    expect(described).toMatchObject({ change: 1, changed: ["aws_kms_key.main"] });
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
  }, 30_000);

  it("of an argument that cannot change in place shows as a replacement, with what hangs on it", async () => {
    const sandbox = await applied(estate());
    const moved = await planChange(
      sandbox,
      withResource("aws_ebs_volume", "data", { availability_zone: "eu-central-1b" }),
    );
    expect(moved).toMatchObject({ add: 0, replace: 1, replaced: ["aws_ebs_volume.data"] });
    const renumbered = await planChange(sandbox, withResource("aws_vpc", "main", { cidr_block: "10.1.0.0/16" }));
    expect(renumbered.replaced).toEqual(expect.arrayContaining(["aws_vpc.main", "aws_subnet.a"]));
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
  }, 30_000);

  it("of a name with a moved block is no change of the resource", async () => {
    const sandbox = await applied(estate());
    const plan = await planChange(sandbox, (stack) => {
      const volumes = recordAt(stack, "resource", "aws_ebs_volume");
      volumes["renamed"] = volumes["data"];
      delete volumes["data"];
      return { ...stack, moved: [{ from: "aws_ebs_volume.data", to: "aws_ebs_volume.renamed" }] };
    });
    expect(plan).toMatchObject({ add: 0, destroy: 0, replace: 0, moved: ["aws_ebs_volume.renamed"] });
  }, 30_000);

  it("of a type with a moved block keeps the resource", async () => {
    const sandbox = await rehearsals.open({
      terraform: terraformBlock("kubernetes"),
      provider: { kubernetes: [{}] },
      resource: {
        kubernetes_config_map: { old: { metadata: { name: "settings" }, data: { a: "1" } } },
        kubernetes_config_map_v1: { other: { metadata: { name: "other" } } },
      },
    });
    await sandbox.init();
    await sandbox.apply();
    const plan = await planChange(sandbox, (stack) => {
      const { old } = recordAt(stack, "resource", "kubernetes_config_map");
      const { other } = recordAt(stack, "resource", "kubernetes_config_map_v1");
      const moved = [{ from: "kubernetes_config_map.old", to: "kubernetes_config_map_v1.new" }];
      return { ...stack, moved, resource: { kubernetes_config_map_v1: { new: old, other } } };
    });
    expect(plan).toMatchObject({ add: 0, destroy: 0, replace: 0, moved: ["kubernetes_config_map_v1.new"] });
  }, 30_000);

  it("of a name without one destroys and creates", async () => {
    const sandbox = await applied(estate());
    const plan = await planChange(sandbox, (stack) => {
      const volumes = recordAt(stack, "resource", "aws_ebs_volume");
      volumes["renamed"] = volumes["data"];
      delete volumes["data"];
      return stack;
    });
    expect(plan).toMatchObject({ add: 1, destroy: 1 });
  }, 30_000);

  it("is empty once an imported resource was taken over", async () => {
    const stack = aws({
      import: [{ to: "aws_vpc.main", id: "vpc-existing" }],
      resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
    });
    const sandbox = await rehearsals.open(stack);
    await sandbox.init();
    expect(await sandbox.plan()).toMatchObject({ add: 0, replace: 0, imported: 1 });
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    expect(JSON.stringify(sandbox.stateJson())).toContain("vpc-existing");
  }, 30_000);
});

describeWithTerraform("a stack", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  it("may use a provider twice under an alias", async () => {
    const sandbox = await rehearsals.open({
      terraform: terraformBlock("aws"),
      provider: { aws: [{ region: "eu-central-1" }, { region: "us-east-1", alias: "global" }] },
      data: { aws_region: { here: {}, there: { provider: "aws.global" } } },
      resource: {
        aws_acm_certificate: {
          edge: { provider: "aws.global", domain_name: "x.example.org", validation_method: "DNS" },
        },
        aws_ssm_parameter: { arn: { name: "arn", type: "String", value: "${aws_acm_certificate.edge.arn}" } },
      },
    });
    await sandbox.init();
    expect(await sandbox.plan()).toMatchObject({ add: 2 });
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    expect((await sandbox.destroy()).destroyed).toBe(2);
  }, 30_000);

  it("reads the outputs of a stack rehearsed before it, and no other", async () => {
    const remoteStates = new RemoteStateRegistry();
    const network = {
      terraform: terraformBlock("aws"),
      resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } },
      output: { vpc_id: { value: "${aws_vpc.main.id}" } },
    };
    const cluster = {
      terraform: { ...terraformBlock("aws"), backend: { s3: { bucket: "state", key: "prod/cluster" } } },
      data: {
        terraform_remote_state: { network: { backend: "s3", config: { bucket: "state", key: "prod/test.tfstate" } } },
      },
      resource: {
        aws_subnet: {
          a: { vpc_id: "${data.terraform_remote_state.network.outputs.vpc_id}", cidr_block: "10.0.1.0/24" },
        },
      },
    };
    await expect(rehearsals.open(cluster, { remoteStates })).rejects.toThrow(PalisadeError);
    const producer = await rehearsals.open(network, { remoteStates });
    await producer.init();
    await producer.apply();
    await producer.close();
    const consumer = await rehearsals.open(cluster, { remoteStates });
    await consumer.init();
    await consumer.plan();
    await consumer.apply();
    expect(isEmptyPlan(await consumer.replan())).toBe(true);
    expect(JSON.stringify(consumer.stateJson())).toMatch(/"vpc_id":\s*"vpc-[0-9a-f]{17}"/);
  }, 30_000);

  it("has every protected resource refused, also those that others depend on", async () => {
    const lifecycle = { prevent_destroy: true };
    const sandbox = await rehearsals.open(
      aws({
        resource: {
          aws_vpc: { main: { cidr_block: "10.0.0.0/16", lifecycle } },
          aws_subnet: {
            some: {
              for_each: '${toset(["a", "b"])}',
              vpc_id: "${aws_vpc.main.id}",
              cidr_block: "10.0.1.0/24",
              lifecycle,
            },
            none: { count: 0, vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.2.0/24", lifecycle },
          },
        },
      }),
    );
    await sandbox.init();
    await sandbox.apply();
    const report = await sandbox.destroy();
    expect(report.protected).toEqual(["aws_vpc.main", "aws_subnet.some", "aws_subnet.none"]);
    expect([...report.refused].sort()).toEqual(["aws_subnet.some", "aws_vpc.main"]);
    expect(report.destroyed).toBe(3);
  }, 30_000);

  it("may open an ephemeral resource, whose value is nowhere in the state", async () => {
    const sandbox = await rehearsals.open({
      terraform: terraformBlock("aws"),
      ephemeral: { aws_secretsmanager_secret_version: { source: { secret_id: "source" } } },
      resource: {
        aws_secretsmanager_secret: { copy: { name: "copy" } },
        aws_secretsmanager_secret_version: {
          copy: {
            secret_id: "${aws_secretsmanager_secret.copy.id}",
            secret_string_wo:
              '${jsondecode(ephemeral.aws_secretsmanager_secret_version.source.secret_string)["token"]}',
            secret_string_wo_version: 1,
          },
        },
      },
    });
    await sandbox.init();
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    expect(JSON.stringify(sandbox.stateJson())).not.toContain('"token"');
  }, 30_000);

  it("stops at once when it is aborted", async () => {
    const abort = new AbortController();
    const sandbox = await rehearsals.open(aws({ resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } }), {
      signal: abort.signal,
      onProgress: ({ step, phase }) => {
        if (step === "plan" && phase === "start") setTimeout(() => abort.abort(new Error("stopped by the user")), 20);
      },
    });
    await sandbox.init();
    await expect(sandbox.plan()).rejects.toThrow("stopped by the user");
    await expect(sandbox.validate()).rejects.toThrow("stopped by the user");
    await sandbox.close();
  }, 30_000);

  it("that is kept leaves its scratch copy and its state to look into", async () => {
    const sandbox = await rehearsals.open(aws({ resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } }));
    await sandbox.init();
    await sandbox.apply();
    const folder = await sandbox.keep();
    await sandbox.close();
    expect(readFileSync(join(folder, "rehearsal.tfstate"), "utf8")).toContain('"aws_vpc"');
    rmSync(join(folder, ".."), { recursive: true });
  }, 30_000);

  it("that was closed while a command ran has no command left", async () => {
    const sandbox = await rehearsals.open(aws({ resource: { aws_vpc: { main: { cidr_block: "10.0.0.0/16" } } } }));
    await sandbox.init();
    const planning = sandbox.plan();
    const [outcome] = await Promise.allSettled([planning, sandbox.close()]);
    expect(outcome.status).toBe("rejected");
  }, 30_000);

  it("cannot be rehearsed with a binary that is not there", async () => {
    const sandbox = await rehearsals.open(aws({}), { terraformBinary: "no-such-terraform" });
    await expect(sandbox.init()).rejects.toThrow(/no-such-terraform/);
  });

  it("with a module that is not there fails in init, in Terraform's words", async () => {
    const sandbox = await rehearsals.open({ module: { gone: { source: "./gone" } } });
    const failure: unknown = await sandbox.init().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TerraformFailure);
    expect(failure).toMatchObject({ step: "init", message: expect.stringMatching(/Unreadable module directory/) });
  });
});
