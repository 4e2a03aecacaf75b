import { asList, recordAt } from "../../../core/json";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { perThing } from "../../per-thing";
import { isPeerRange } from "../../ports";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import type { StackView } from "../../subjects/stack-view";
import { read } from "../../values";
import { type FieldPath, fail, PASS, unknown } from "../../verdict";
import { groupOf, INGRESS_TYPES, isForPeers, rulesOf } from "./security-group-rules";

const ADDRESS = "associate_public_ip_address";

export const publicAddress = guardrail({
  id: "network/public-address",
  title: "No machine has a public address, but those that peers of a chain must reach",
  severity: "high",
  why: "A public address puts every open port of the machine within reach of everyone.",
  fix: "put the machine into a private subnet, behind a load balancer or Session Manager",
  controls: { soc2: ["CC6.6"], iso27001: ["A.8.20", "A.8.21", "A.8.22"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_88", "CKV_AWS_333", "AWS-0009"],
  subject: "resource",
  types: [
    "aws_instance",
    "aws_spot_instance_request",
    "aws_launch_template",
    "aws_launch_configuration",
    "aws_ecs_service",
  ],
  check: ofMade((resource) =>
    placesOf(resource).map((at) => {
      const found = read(resource.config, at);
      if (found.state === "unknown") return unknown(at);
      const isPublic = found.state === "known" && found.value === true;
      if (!isPublic || isReachedByPeers(resource)) return PASS;
      return fail(at, "no public address", true);
    }),
  ),
  examples: () => {
    const isPublic = {
      associate_public_ip_address: true,
      vpc_security_group_ids: ["$" + "{aws_security_group.it.id}"],
    };
    const isBoth = {
      associate_public_ip_address: true,
      vpc_security_group_ids: ["$" + "{aws_security_group.it.id}", "$" + "{aws_security_group.other.id}"],
    };
    const web = { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] };
    const peers = { from_port: 9651, to_port: 9651, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] };
    const grouped = (description: string, port: number) => ({
      aws_security_group: { it: { description } },
      aws_vpc_security_group_ingress_rule: {
        it: {
          security_group_id: "$" + "{aws_security_group.it.id}",
          cidr_ipv4: "0.0.0.0/0",
          from_port: port,
          to_port: port,
          ip_protocol: "tcp",
        },
        other: { security_group_id: "sg-1", cidr_ipv4: "0.0.0.0/0", from_port: "$" + "{var.p}", ip_protocol: "tcp" },
      },
    });
    return {
      pass: [
        exampleOf("a machine that says nothing", "aws_instance", { ami: "ami-1" }),
        exampleOf("a machine that says no", "aws_instance", { associate_public_ip_address: false }),
        exampleOf("a node whose group opens a port for peers", "aws_instance", isPublic, grouped("node", 30_303)),
        exampleOf("a node whose group speaks of peers", "aws_instance", isPublic, grouped("peers", 31_000)),
        exampleOf("a node that has another group too", "aws_instance", isBoth, {
          aws_security_group: { it: { ingress: [peers, web] }, other: { ingress: [web] } },
        }),
        exampleOf(
          "a template of such nodes",
          "aws_launch_template",
          {
            network_interfaces: [
              { associate_public_ip_address: "true", security_groups: ["$" + "{aws_security_group.it.id}"] },
            ],
          },
          grouped("node", 26_656),
        ),
      ],
      fail: [
        exampleOf("a machine with an address", "aws_instance", { associate_public_ip_address: true }),
        exampleOf("a machine whose group opens something else", "aws_instance", isPublic, grouped("web", 443)),
        exampleOf("the only interface of a template", "aws_launch_template", {
          network_interfaces: { associate_public_ip_address: true },
        }),
        exampleOf("the second interface of a template", "aws_launch_template", {
          network_interfaces: [{ device_index: 0 }, { associate_public_ip_address: "true" }],
        }),
        exampleOf("one of the spot market", "aws_spot_instance_request", { associate_public_ip_address: true }),
        exampleOf("an older configuration", "aws_launch_configuration", { associate_public_ip_address: true }),
        exampleOf("a service with an address", "aws_ecs_service", {
          network_configuration: { assign_public_ip: true },
        }),
      ],
      unknown: [
        exampleOf("who decides later", "aws_instance", { associate_public_ip_address: "$" + "{var.is_public}" }),
      ],
      notApplicable: [exampleOf("a template without interfaces", "aws_launch_template", { image_id: "ami-1" })],
    };
  },
});

function placesOf({ type, config }: ResourceView): readonly FieldPath[] {
  if (type === "aws_ecs_service") return [["network_configuration", "assign_public_ip"]];
  if (type !== "aws_launch_template") return [[ADDRESS]];
  const interfaces = config["network_interfaces"];
  return asList(interfaces).map((_, index) =>
    Array.isArray(interfaces) ? ["network_interfaces", index, ADDRESS] : ["network_interfaces", ADDRESS],
  );
}

/** Groups that are there for peers, by what they say or by what they open. */
const groupsForPeers = perThing(
  (stack: StackView) =>
    new Set(
      stack
        .ofType(...INGRESS_TYPES)
        .flatMap((each) => rulesOf(each, "ingress"))
        .filter((rule) => isForPeers(rule) || (rule.ports !== undefined && isPeerRange(rule.ports, rule.protocol)))
        .map(groupOf),
    ),
);

function isReachedByPeers({ stack, raw }: ResourceView): boolean {
  const groups = stack.references.from([
    raw["vpc_security_group_ids"],
    ...asList(raw["network_interfaces"]).map((each) => recordAt(each)["security_groups"]),
  ]);
  return groups.some((group) => groupsForPeers(stack).has(group));
}
