import { example, exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { expectAt, read } from "../../values";
import { fail, PASS } from "../../verdict";

const DEFAULTS = "aws_ec2_instance_metadata_defaults";

export const metadataToken = guardrail({
  id: "network/metadata-token",
  title: "The metadata of every machine asks for a token",
  severity: "high",
  why: "Without the token, one request that a program can be talked into gives away the credentials of the machine.",
  fix: 'set httpTokens of metadataOptions to "required"',
  controls: {
    soc2: ["CC7.2"],
    iso27001: ["A.8.20", "A.8.21", "A.8.22"],
    pci: ["8.2.8"],
    nist: ["AC-3", "AC-6"],
    cisAws: ["6.7"],
  },
  aliases: ["CKV_AWS_79", "AWS-0028", "AWS-0130"],
  subject: "resource",
  types: ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"],
  check: ofMade((resource) => {
    const { config } = resource;
    if (saysHow(resource)) {
      const isOff = read(config, ["metadata_options", "http_endpoint"]);
      return isOff.state === "known" && isOff.value === "disabled"
        ? PASS
        : expectAt(config, "metadata_options.http_tokens").toBe("required");
    }
    // The template that it is made from says it.
    if ("launch_template" in config) return undefined;
    const hasDefaults = resource.stack
      .nearby(DEFAULTS)
      .some(({ config: { http_tokens } }) => http_tokens === "required");
    return hasDefaults ? PASS : fail(["metadata_options", "http_tokens"], '"required"');
  }),
  examples: () => ({
    pass: [
      exampleOf("a machine that asks for it", "aws_instance", { metadata_options: { http_tokens: "required" } }),
      exampleOf("a template that asks for it", "aws_launch_template", {
        metadata_options: [{ http_tokens: "required" }],
      }),
      exampleOf("a machine without metadata", "aws_instance", { metadata_options: { http_endpoint: "disabled" } }),
      exampleOf(
        "the default of the account",
        "aws_instance",
        {},
        { aws_ec2_instance_metadata_defaults: { it: { http_tokens: "required" } } },
      ),
    ],
    fail: [
      exampleOf("a machine that says nothing", "aws_instance", { ami: "ami-1" }),
      exampleOf("a machine of the spot market", "aws_spot_instance_request", {}),
      exampleOf("an older configuration", "aws_launch_configuration", {}),
      exampleOf("a machine that makes it optional", "aws_instance", { metadata_options: { http_tokens: "optional" } }),
      exampleOf("options without it", "aws_launch_template", { metadata_options: { http_endpoint: "enabled" } }),
      exampleOf(
        "a default that asks for nothing",
        "aws_instance",
        {},
        { aws_ec2_instance_metadata_defaults: { it: { http_tokens: "optional" } } },
      ),
      exampleOf(
        "a machine that goes against the default",
        "aws_instance",
        { metadata_options: { http_tokens: "optional" } },
        { aws_ec2_instance_metadata_defaults: { it: { http_tokens: "required" } } },
      ),
    ],
    unknown: [exampleOf("who decides later", "aws_instance", { metadata_options: { http_tokens: "$" + "{var.t}" } })],
    notApplicable: [
      exampleOf("a machine of a template", "aws_instance", { launch_template: { id: "lt-1" } }),
      example("a machine that is read", {}, { aws_instance: { it: { instance_id: "i-1" } } }),
    ],
  }),
});

function saysHow({ config }: ResourceView): boolean {
  return read(config, ["metadata_options"]).state !== "absent";
}
