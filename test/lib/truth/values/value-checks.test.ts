import fc from "fast-check";
import { loadProviderSchema } from "../../../../lib/sandbox/provider-schemas";
import type { BlockSchema } from "../../../../lib/sandbox/schema";
import { cidr } from "../../../../lib/truth/values/cidr";
import { checkValues, typesWithValueRules, valueRules } from "../../../../lib/truth/values/value-checks";
import { settableAt } from "../../sandbox/support/schema-paths";

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});

function block(type: string): BlockSchema | undefined {
  const localName = type.split("_")[0] ?? type;
  const used = { resources: [type], dataSources: [], ephemerals: [] };
  try {
    return loadProviderSchema({ localName, source: `hashicorp/${localName}`, used }, [__dirname]).resource_schemas[type]
      ?.block;
  } catch {
    return undefined;
  }
}

describe("every value rule", () => {
  it.each(typesWithValueRules())("of %s is for an argument it has", (type) => {
    const variants = type.startsWith("kubernetes_") ? [type, `${type}_v1`] : [type];
    const blocks = variants.map(block).filter((candidate) => candidate !== undefined);
    expect(blocks).not.toEqual([]);
    const unknown = Object.keys(valueRules(type)).filter(
      (path) => !blocks.some((candidate) => settableAt(candidate, path.replace(/\{\w+\}$/, ""))),
    );
    expect(unknown).toEqual([]);
  });
});

describe("values that the schema accepts and the provider would not", () => {
  it.each([
    ["aws_vpc", { cidr_block: "10.0.0.0/33" }, "cidr_block"],
    ["aws_vpc", { cidr_block: "10.0.0.0/8" }, "cidr_block"],
    ["aws_vpc", { cidr_block: "10.0.1.0/16" }, "cidr_block"],
    ["aws_vpc", { instance_tenancy: "shared" }, "instance_tenancy"],
    ["aws_subnet", { cidr_block: "2001:db8::/64" }, "cidr_block"],
    ["aws_security_group", { ingress: [{}, { cidr_blocks: ["10.0.0.0/8", "anywhere"] }] }, "ingress[1].cidr_blocks[1]"],
    ["aws_eks_cluster", { vpc_config: [{ public_access_cidrs: ["0.0.0.0"] }] }, "vpc_config[0].public_access_cidrs[0]"],
    ["aws_kms_key", { deletion_window_in_days: 5 }, "deletion_window_in_days"],
    ["aws_kms_key", { policy: "{}" }, "policy"],
    ["aws_iam_role", { assume_role_policy: "allow all" }, "assume_role_policy"],
    ["aws_iam_policy", { policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }) }, "policy"],
    ["aws_iam_policy", { policy: POLICY.replace("Allow", "Permit") }, "policy"],
    ["aws_iam_policy", { policy: POLICY.replace("2012-10-17", "2024-01-01") }, "policy"],
    ["aws_ebs_volume", { type: "gp4" }, "type"],
    ["aws_ebs_volume", { type: "io2", size: 10 }, "iops"],
    ["aws_ebs_volume", { type: "gp2", throughput: 250 }, "throughput"],
    ["kubernetes_service_v1", { spec: [{ type: "Loadbalancer" }] }, "spec[0].type"],
    [
      "kubernetes_deployment",
      { spec: [{ template: [{ spec: [{ restart_policy: "Never" }] }] }] },
      "spec[0].template[0].spec[0].restart_policy",
    ],
    ["kubernetes_persistent_volume_claim_v1", { spec: { access_modes: ["ReadWrite"] } }, "spec.access_modes[0]"],
  ])("%s %j is found at %s", (type, config, attributePath) => {
    expect(checkValues(type, config).map((finding) => finding.attributePath)).toEqual([attributePath]);
  });

  it("come with a message that shows the value and what would do", () => {
    expect(shown("aws_vpc", { instance_tenancy: "shared" })).toEqual([
      'instance_tenancy: "shared" is not one of "default", "dedicated"',
    ]);
    expect(shown("aws_instance", { instance_type: "m7i.xlrage" })).toEqual([
      expect.stringMatching(
        /^instance_type: "m7i.xlrage" is not one of the 1\d{3} words allowed; the closest are "m7i.xlarge", "c7i.xlarge", "i7i.xlarge"$/,
      ),
    ]);
    expect(shown("aws_kms_key", { rotation_period_in_days: 30 })).toEqual([
      "rotation_period_in_days: 30 is not between 90 and 2560",
    ]);
    expect(shown("aws_kms_alias", { name: "alias/a key" })).toEqual([
      'name: "alias/a key" does not fit ^[a-zA-Z0-9:/_-]+$',
    ]);
    expect(shown("aws_iam_role", { name_prefix: "x".repeat(39) })).toEqual([
      `name_prefix: "${"x".repeat(39)}" has 39 characters, not 0 to 38`,
    ]);
    expect(shown("aws_sqs_queue", { tags: { team: "a" }, message_retention_seconds: "30" })).toEqual([
      'message_retention_seconds: "30" is not between 60 and 1209600',
    ]);
    expect(shown("aws_iam_role", { tags: { "a!": "b", c: "d!" } })).toEqual([
      'tags.a!: "a!" does not fit [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
      'tags.c: "d!" does not fit [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
    ]);
    expect(shown("aws_s3_bucket", { bucket: "My_Bucket" })).toEqual([
      'bucket: "My_Bucket" is not 3 to 63 lower-case letters, digits, hyphens and dots that start and end with a letter or digit',
    ]);
  });
});

describe("values that are fine, or not known yet", () => {
  it.each([
    ["aws_vpc", { cidr_block: "10.0.0.0/16", instance_tenancy: "default" }],
    ["aws_vpc", { cidr_block: "$" + "{var.cidr}", instance_tenancy: null }],
    ["aws_vpc", { cidr_block: { unknown: true } }],
    ["aws_iam_policy", { policy: POLICY }],
    ["aws_ebs_volume", { type: "gp3", iops: 6000, throughput: 500 }],
    ["aws_ebs_volume", { type: "io2", iops: { unknown: true } }],
    ["kubernetes_service_v1", { spec: [{ type: "ClusterIP", port: [{ protocol: "TCP" }] }] }],
    ["aws_type_without_rules", { anything: "goes" }],
    ["aws_vpc", undefined],
  ])("%s %j gives no finding", (type, config) => {
    expect(checkValues(type, config)).toEqual([]);
  });
});

describe("a CIDR rule", () => {
  const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));

  it("accepts every IPv4 network, and refuses it once an address bit is set", () => {
    fc.assert(
      fc.property(octets, fc.integer({ min: 1, max: 31 }), (parts, bits) => {
        const address = parts.reduce((sum, part) => sum * 256 + part, 0);
        const size = 2 ** (32 - bits);
        const network = Math.floor(address / size) * size;
        const rule = cidr({ family: 4, networkOnly: true });
        expect(rule(`${dotted(network)}/${bits}`)).toBeUndefined();
        expect(rule(`${dotted(network + 1)}/${bits}`)).toMatch(/beyond its prefix/);
      }),
    );
  });

  it("accepts every IPv6 address with its full prefix", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => cidr({ family: 6, networkOnly: true })(`${address}/128`) === undefined),
    );
  });

  it.each(["2001:db8::1/32", "::ffff:10.0.0.1/96"])("refuses %s as a network", (value) => {
    expect(cidr({ networkOnly: true })(value)).toMatch(/beyond its prefix/);
  });

  it.each(["10.0.0.0", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0/8", "/8", "10.0.0.0/-1", "10.0.0.0/x"])(
    "refuses %s",
    (value) => {
      expect(cidr()(value)).toMatch(/is not a CIDR block/);
    },
  );
});

function shown(type: string, config: object): readonly string[] {
  return checkValues(type, config).map(({ attributePath, message }) => `${attributePath}: ${message}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
