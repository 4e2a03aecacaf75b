// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform's own templates
import { isJsonRecord, type JsonRecord, recordAt } from "../../../lib/core/json";
import type { Sandbox } from "../../../lib/sandbox/sandbox";
import { TerraformFailure } from "../../../lib/sandbox/terraform-failure";
import { Rehearsals } from "../../support/rehearsal";
import { describeWithTerraform } from "../../support/terraform-binary";
import { at, terraformBlock } from "./stacks";

const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';

const soundStack = (): object => ({
  terraform: terraformBlock("aws", "kubernetes", "helm"),
  provider: { aws: [{ region: "eu-central-1" }], kubernetes: [{}], helm: [{}] },
  variable: { anything: { default: ["a"] } },
  data: { aws_ami: { linux: { owners: ["amazon"] } } },
  resource: {
    aws_vpc: { main: { ...at("app/network/vpc"), cidr_block: "10.0.0.0/16" } },
    aws_subnet: { a: { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.1.0/24" } },
    aws_security_group: { web: { name: "web", vpc_id: "${aws_vpc.main.id}" } },
    aws_eks_cluster: {
      main: {
        ...at("app/cluster"),
        name: "main",
        role_arn: "arn:aws:iam::123456789012:role/x",
        vpc_config: { subnet_ids: ["s"] },
      },
    },
    aws_instance: { box: { ami: "${data.aws_ami.linux.id}", instance_type: "t4g.micro" } },
    aws_iam_policy: { read: { name: "read", policy: POLICY } },
    aws_wafv2_web_acl: {
      main: {
        scope: "REGIONAL",
        default_action: { allow: {} },
        visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "m", sampled_requests_enabled: true },
        rule: [
          {
            name: "r",
            priority: 1,
            action: { block: {} },
            statement: { geo_match_statement: { country_codes: ["XX"] } },
            visibility_config: { cloudwatch_metrics_enabled: true, metric_name: "r", sampled_requests_enabled: true },
          },
        ],
      },
    },
    kubernetes_config_map: { settings: { metadata: { name: "settings" }, data: { a: "1" } } },
    helm_release: { chart: { name: "chart", chart: "chart", set: [{ name: "a", value: "1" }] } },
  },
});

/** Where in the stack, what is put there (undefined takes it out), and what Terraform says. */
type Mistake = readonly [what: string, path: string, value: unknown, message: RegExp];

const vpc = "resource.aws_vpc.main";
const cluster = "resource.aws_eks_cluster.main";
const instance = "resource.aws_instance.box";

const REFUSED_BY_VALIDATE: readonly Mistake[] = [
  ["an unknown argument", `${vpc}.cidr_blok`, "x", /Extraneous JSON object property[\s\S]*"cidr_blok"/],
  [
    "an unknown argument in a block",
    `${cluster}.vpc_config.subnets`,
    ["s"],
    /Extraneous JSON object property[\s\S]*"subnets"/,
  ],
  [
    "an unknown argument of a data source",
    "data.aws_ami.linux.owner",
    "x",
    /Extraneous JSON object property[\s\S]*"owner"/,
  ],
  [
    "an unknown argument of a provider",
    "provider.helm.0.kubernetess",
    {},
    /Extraneous JSON object property[\s\S]*"kubernetess"/,
  ],
  ["a missing argument", "resource.aws_subnet.a.vpc_id", undefined, /Missing required argument[\s\S]*"vpc_id"/],
  ["a missing argument in a block", `${cluster}.vpc_config`, {}, /Missing required argument[\s\S]*"subnet_ids"/],
  ["a missing block", `${cluster}.vpc_config`, undefined, /Insufficient vpc_config blocks/],
  [
    "two blocks where one is allowed",
    `${cluster}.vpc_config`,
    [{ subnet_ids: ["s"] }, { subnet_ids: ["s"] }],
    /Too many vpc_config blocks/,
  ],
  ["an object for a bool", `${vpc}.enable_dns_support`, {}, /Incorrect attribute value type[\s\S]*bool required/],
  ["a word for a number", `${instance}.cpu_core_count`, "many", /Incorrect attribute value type|Extraneous/],
  [
    "a word for a number in a list of blocks",
    `${instance}.root_block_device`,
    [{ volume_size: "big" }],
    /Incorrect attribute value type[\s\S]*number/,
  ],
  ["a word for a bool", `${vpc}.enable_dns_support`, "maybe", /Incorrect attribute value type[\s\S]*bool/],
  ["an object for a string", `${vpc}.cidr_block`, { a: "b" }, /Incorrect attribute value type[\s\S]*string required/],
  ["a string for a block", `${cluster}.vpc_config`, "subnet", /Incorrect JSON value type/],
  [
    "a string for a map",
    "resource.kubernetes_config_map.settings.data",
    "a=1",
    /Incorrect attribute value type[\s\S]*map of string required/,
  ],
  [
    "a misspelt member in a list of objects",
    "resource.helm_release.chart.set.0",
    { nam: "a", value: "1" },
    /Incorrect attribute value type[\s\S]*"name" is required/,
  ],
  [
    "a reference to an unknown attribute",
    "resource.aws_subnet.a.vpc_id",
    "${aws_vpc.main.idd}",
    /Unsupported attribute[\s\S]*"idd"/,
  ],
  [
    "a reference to an unknown attribute of a block",
    "output.x",
    { value: "${aws_eks_cluster.main.vpc_config[0].nothing}" },
    /Unsupported attribute[\s\S]*"nothing"/,
  ],
  [
    "a reference to an unknown member of a computed object",
    "output.x",
    { value: "${aws_eks_cluster.main.identity[0].oidc[0].nothing}" },
    /Unsupported attribute[\s\S]*"nothing"/,
  ],
  [
    "a reference to a resource that is not there",
    "resource.aws_subnet.a.vpc_id",
    "${aws_vpc.other.id}",
    /Reference to undeclared resource/,
  ],
  ["a value for what only the provider can set", `${vpc}.arn`, "arn:aws:x", /Value for unconfigurable attribute/],
  ["null for a required argument", "resource.aws_subnet.a.vpc_id", "${null}", /Missing required argument/],
  ["a cycle", `${vpc}.cidr_block`, "${aws_subnet.a.cidr_block}${aws_subnet.a.id}", /Cycle: aws_(vpc\.main|subnet\.a)/],
  [
    "a CIDR block that is none",
    `${vpc}.cidr_block`,
    "10.0.0.0/64",
    /app\/network\/vpc: Invalid value[\s\S]*cidr_block/,
  ],
  [
    "a word that is not in a listed set",
    "resource.aws_wafv2_web_acl.main.scope",
    "SOMEWHERE",
    /Invalid value[\s\S]*scope/,
  ],
  [
    "a machine type that the cloud does not have",
    `${instance}.instance_type`,
    "t9.gigantic",
    /"t9\.gigantic" is not one of the \d+ words allowed; the closest are "t2\.nano"/,
  ],
  ["a policy that is no JSON", "resource.aws_iam_policy.read.policy", "{not json", /Invalid value[\s\S]*policy/],
];

const REFUSED_BY_PLAN: readonly Mistake[] = [
  [
    "a list where a string is needed, through a variable",
    `${vpc}.cidr_block`,
    "${var.anything}",
    /Incorrect attribute value type[\s\S]*string required/,
  ],
];

/**
 * What lives in the provider's code or behind its API, beyond the checks of `value-checks`. The member too many is
 * dropped by Terraform itself, for every provider.
 */
const NOT_REFUSED: readonly (readonly [string, string, unknown])[] = [
  ["a member too many in a list of objects", "resource.helm_release.chart.set.0.valu", "1"],
  ["nonsense in a WAF statement", "resource.aws_wafv2_web_acl.main.rule.0.statement", { nonsense: { a: 1 } }],
  ["arguments that exclude each other", "resource.aws_security_group.web.name_prefix", "web-"],
];

/** The value with something else at a path; missing objects on the way are made. */
function put(target: unknown, names: readonly string[], value: unknown): unknown {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if (Array.isArray(target))
    return target.map((item, index) => (String(index) === name ? put(item, rest, value) : item));
  const { [name]: old, ...others } = isJsonRecord(target) ? target : {};
  const changed = put(old, rest, value);
  return changed === undefined ? others : { ...others, [name]: changed };
}

const mistaken = (path: string, value: unknown): JsonRecord => recordAt(put(soundStack(), path.split("."), value));

describeWithTerraform("a sound stack", () => {
  const rehearsals = new Rehearsals();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await rehearsals.open(soundStack());
    await sandbox.init();
    await sandbox.validate();
    expect(await sandbox.plan()).toMatchObject({ add: 9 });
  }, 30_000);
  afterAll(() => rehearsals.clear());

  async function failureOf(step: () => Promise<unknown>): Promise<TerraformFailure> {
    const error: unknown = await step().then(
      () => new Error("Terraform accepted the mistake"),
      (reason: unknown) => reason,
    );
    if (error instanceof TerraformFailure) return error;
    throw error;
  }

  it.each(REFUSED_BY_VALIDATE)(
    "is refused by validate with %s",
    async (_what, path, value, message) => {
      await sandbox.replaceStack(() => mistaken(path, value));
      const failure = await failureOf(() => sandbox.validate());
      expect(failure.message).toMatch(message);
    },
    15_000,
  );

  it.each(REFUSED_BY_PLAN)(
    "is refused by plan with %s",
    async (_what, path, value, message) => {
      await sandbox.replaceStack(() => mistaken(path, value));
      await sandbox.validate();
      const failure = await failureOf(() => sandbox.plan());
      expect(failure.message).toMatch(message);
    },
    15_000,
  );

  it.each(NOT_REFUSED)(
    "is not refused with %s: no schema says so",
    async (_what, path, value) => {
      await sandbox.replaceStack(() => mistaken(path, value));
      await expect(sandbox.plan()).resolves.toMatchObject({ add: 9 });
    },
    15_000,
  );

  it("with a mistake names the construct, the address and the line", async () => {
    await sandbox.replaceStack(() => mistaken(`${vpc}.cidr_blok`, "x"));
    const failure = await failureOf(() => sandbox.validate());
    expect(failure.diagnostics[0]).toMatchObject({ address: "aws_vpc.main", constructPath: "app/network/vpc" });
    expect(failure.message).toMatch(/^app\/network\/vpc: /);
  }, 15_000);

  it("with a type the binding does not have is refused before Terraform runs", async () => {
    const stack = mistaken("resource.aws_vpcs", { main: {} });
    await expect(rehearsals.open(stack)).rejects.toThrow(/has no resource type aws_vpcs/);
  });
});
