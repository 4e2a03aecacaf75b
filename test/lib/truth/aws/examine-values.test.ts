import fc from "fast-check";
import { unprovenReason } from "../../../../lib/catalogue/aws/api-values";
import { examineStack, type Fact } from "../../../../lib/truth";
import { examineValues } from "../../../../lib/truth/aws/examine-values";
import { synthEnvironments } from "../../../support/environments";
import { examineOne, messagesOf } from "./support/examine";

const refused = (type: string, config: object) => messagesOf(examineOne(examineValues, type, config));
const SOURCE = "  source: botocore 1.44.5, the models of AWS's APIs: data/<service>/<date>/service-2.json";

describe("a value is refused, with a message that says what would do,", () => {
  it("for a key specification with a typo", () => {
    expect(refused("aws_kms_key", { customer_master_key_spec: "SYMETRIC_DEFAULT" })).toEqual([
      [
        "test/thing, customer_master_key_spec: kms CreateKey of AWS does not take this value (botocore 1.44.5)",
        '  got: "SYMETRIC_DEFAULT"',
        "  allowed: the closest are SYMMETRIC_DEFAULT, ML_DSA_44, ML_DSA_65",
        '  do this: write a value that is allowed there; if this one is right: vouchFor(resource, ["customer_master_key_spec"])',
        SOURCE,
      ].join("\n"),
    ]);
  });

  it("for a number out of bounds", () => {
    expect(refused("aws_eks_node_group", { update_config: [{ max_unavailable_percentage: 101 }] })).toEqual([
      [
        "test/thing, update_config[0].max_unavailable_percentage: eks CreateNodegroup of AWS does not take this value (botocore 1.44.5)",
        "  got: 101",
        "  allowed: 1 to 100",
        '  do this: write a value that is allowed there; if this one is right: vouchFor(resource, ["update_config[0].max_unavailable_percentage"])',
        SOURCE,
      ].join("\n"),
    ]);
    expect(refused("aws_eks_node_group", { scaling_config: { max_size: 0 } })[0]).toMatch(/\n {2}allowed: 1 or more\n/);
  });

  it("for a text that has another form, or is too long", () => {
    expect(refused("aws_cloudwatch_log_group", { name: "/palisade/log group" })).toEqual([
      [
        "test/thing, name: logs CreateLogGroup of AWS does not take this value (botocore 1.44.5)",
        '  got: "/palisade/log group"',
        "  allowed: 1 to 512 characters, text that fits [\\.\\-_/#A-Za-z0-9]+",
        '  do this: write a value that is allowed there; if this one is right: vouchFor(resource, ["name"])',
        SOURCE,
      ].join("\n"),
    ]);
    expect(refused("aws_kms_key", { tags: { owner: "x".repeat(257) } })[0]).toMatch(
      /^test\/thing, tags\.owner: kms CreateKey of AWS(?:.|\n)*\n {2}allowed: 0 to 256 characters\n/,
    );
  });

  it("for what the provider's code is known to refuse", () => {
    expect(refused("aws_vpc", { cidr_block: "10.0.1.0/16" })).toEqual([
      [
        'test/thing, cidr_block: hashicorp/aws 6.25.0 does not take this value: "10.0.1.0/16" has address bits beyond its prefix',
        '  got: "10.0.1.0/16"',
        '  do this: write a value that is allowed there; if this one is right: vouchFor(resource, ["cidr_block"])',
        "  source: hashicorp/aws 6.25.0, its code and documentation",
      ].join("\n"),
    ]);
    expect(refused("aws_vpc_security_group_ingress_rule", { from_port: 70_000 })[0]).toMatch(
      /^test\/thing, from_port: hashicorp/,
    );
    expect(refused("aws_vpc", { instance_tenancy: "host" })).toEqual([
      [
        "test/thing, instance_tenancy: hashicorp/aws 6.25.0 does not take this value",
        '  got: "host"',
        "  allowed: the closest are default, dedicated",
        '  do this: write a value that is allowed there; if this one is right: vouchFor(resource, ["instance_tenancy"])',
        "  source: hashicorp/aws 6.25.0, its code and documentation",
      ].join("\n"),
    ]);
    const rule = { ingress: { from: { ip_block: { cidr: "10.0.0.0/33" } } } };
    expect(refused("kubernetes_network_policy_v1", { spec: rule })[0]).toMatch(
      /^test\/thing, spec\.ingress\.from\.ip_block\.cidr: hashicorp\/kubernetes 2\.38\.0 does not take this value: "10/,
    );
  });
});

describe("nothing is said of", () => {
  it.each([
    ["what is not known yet", "aws_kms_key", { key_usage: "$" + "{var.usage}" }],
    ["policies, which are examined elsewhere", "aws_kms_key", { policy: "{}" }],
    [
      "words that the provider has beside the API's",
      "aws_s3_bucket_versioning",
      { versioning_configuration: { status: "Disabled" } },
    ],
    ["a log group that keeps events for ever", "aws_cloudwatch_log_group", { retention_in_days: 0 }],
    ["types that are not in the catalogue", "aws_type_of_tomorrow", { name: "a b" }],
  ])("%s", (_, type, config) => {
    expect(refused(type, config)).toEqual([]);
  });

  it("any data in the place of a resource: nothing is thrown", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("aws_kms_key", "aws_launch_template", "aws_iam_role"),
        (data, type) => {
          examineOne(examineValues, type, { tags: data, metadata_options: data, key_usage: data });
        },
      ),
    );
  });
});

describe("values become facts", () => {
  const factsOf = (type: string, config: object, mode: "resource" | "data" = "resource") =>
    examineOne(examineValues, type, config, mode).facts.map(
      ({ of, name, checked }) => `${checked ? "" : "not checked, "}${of}: ${name}`,
    );

  it("of the operation that takes them", () => {
    const tags = { "palisade.dev/name": "a", Owner: "b" };
    const config = {
      customer_master_key_spec: "SYMMETRIC_DEFAULT",
      enable_key_rotation: true,
      tags,
      deletion_window_in_days: 7,
    };
    expect(factsOf("aws_kms_key", config)).toEqual([
      "botocore 1.44.5 kms CreateKey: aws_kms_key.customer_master_key_spec = SYMMETRIC_DEFAULT",
      "botocore 1.44.5 kms GetKeyRotationStatus: aws_kms_key.enable_key_rotation",
      "botocore 1.44.5 kms CreateKey: aws_kms_key.tags",
      "hashicorp/aws 6.25.0: aws_kms_key.deletion_window_in_days",
    ]);
    expect(factsOf("aws_vpc_security_group_egress_rule", { from_port: 443, ip_protocol: "tcp" })).toEqual([
      "hashicorp/aws 6.25.0: aws_vpc_security_group_egress_rule.from_port",
      "botocore 1.44.5 ec2 AuthorizeSecurityGroupEgress: aws_vpc_security_group_egress_rule.ip_protocol",
    ]);
    expect(factsOf("aws_ssm_parameter", { name: "/a" }, "data")).toEqual([
      "botocore 1.44.5 ssm GetParameter: data.aws_ssm_parameter.name",
    ]);
  });

  it("that are not checked where nothing is at hand to check them", () => {
    expect(factsOf("aws_subnet", { availability_zone: "eu-central-1z", lifecycle: { prevent_destroy: true } })).toEqual(
      ["not checked, botocore 1.44.5: aws_subnet.availability_zone"],
    );
    expect(factsOf("aws_type_of_tomorrow", { name: "a", flag: true, list: ["$" + "{a.b}"] })).toEqual([
      "not checked, botocore 1.44.5: aws_type_of_tomorrow.name",
    ]);
  });
});

test("every value that Palisade sets is checked, or there is a reason why not", () => {
  const facts: Fact[] = [];
  for (const stack of Object.values(synthEnvironments())) {
    const found = examineStack(stack);
    expect(messagesOf(found)).toEqual([]);
    facts.push(...found.facts.filter(({ kind, checked }) => kind === "AWS value" && !checked));
  }
  const names = [...new Set(facts.map(({ name }) => name))].sort();
  expect(names.filter((name) => unprovenReason(name) === undefined)).toEqual([]);
  expect(names).toEqual([
    "aws_config_config_rule.source.source_identifier",
    "aws_eks_access_policy_association.policy_arn",
    "aws_eks_addon.addon_name",
    "aws_eks_addon.addon_version",
    "aws_eks_addon.configuration_values",
    "aws_eks_cluster.version",
    "aws_eks_node_group.version",
    "aws_iam_role_policy_attachment.policy_arn",
    "aws_subnet.availability_zone",
    "aws_vpc_endpoint.service_name",
  ]);
});
