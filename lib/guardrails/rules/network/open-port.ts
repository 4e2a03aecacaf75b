import { recordAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { exampleOf } from "../../example";
import {
  ADMIN_PORTS,
  CHAIN_PORTS,
  CONTROL_PORTS,
  DATABASE_PORTS,
  isEveryPort,
  isPeerRange,
  isVpnPort,
  knownIn,
  type PortRange,
} from "../../ports";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { exampleGroup, exampleIngress } from "./example-ingress";
import { groupOf, INGRESS_TYPES, isForPeers, openingOf, rulesOf, type SecurityGroupRule } from "./security-group-rules";

const OF_OTHER_RULES = [...ADMIN_PORTS, ...CONTROL_PORTS, ...DATABASE_PORTS, ...CHAIN_PORTS];
const BALANCERS = ["aws_lb", "aws_alb", "aws_elb"];
const MACHINES = ["aws_instance", "aws_launch_template"];

const GROUP = "$" + "{aws_security_group.it.id}";
/** One rule of the group `it` of the same stack. */
const GROUPED = { from: 7000, more: { security_group_id: GROUP } };

const USES = { it: { security_groups: [GROUP] } };
const STARTS = { it: { vpc_security_group_ids: [GROUP] } };
const NAMELESS = { aws_security_group: { it: { vpc_id: "vpc-1" } } };

export const openPort = guardrail({
  id: "network/open-port",
  title: "Only ports for peers and VPNs, and the web ports of load balancers, are open to everyone",
  severity: "medium",
  why: "Every port that strangers reach is a program they can try, and most programs were not written for that.",
  fix: "let in address blocks or groups, or say P2P in the description where the port is for the peers of a chain",
  controls: {
    soc2: ["CC6.6"],
    iso27001: ["A.8.20", "A.8.21", "A.8.22"],
    pci: ["1.2.5", "1.2.8", "1.4.2", "1.5.1", "2.2.5"],
    nist: ["SC-7", "AC-17"],
    cisAws: ["6.3", "6.4"],
  },
  aliases: ["CKV_AWS_260", "AwsSolutions-EC23"],
  subject: "resource",
  types: INGRESS_TYPES,
  check: (resource) => [...rulesOf(resource, "ingress").flatMap(judge), ...rulesGivenLater(resource)],
  examples: () => ({
    pass: [
      exampleIngress("the web port of one", { ...GROUPED, from: 80 }, { ...NAMELESS, aws_alb: USES }),
      exampleIngress("the web port of a classic one", { ...GROUPED, from: 443 }, { ...NAMELESS, aws_elb: USES }),
      exampleIngress("a port from the network", { from: 7000, source: "10.64.0.0/16" }),
      exampleIngress("peers of Ethereum", { from: 30_303 }),
      exampleIngress("a VPN", { from: 51_820, protocol: "udp" }),
      exampleIngress("ports that say they are for peers", { from: 31_000, to: 31_010, more: { description: "P2P" } }),
      exampleIngress("ports of a group that says it is for peers", GROUPED, {
        aws_security_group: { it: { description: "open to peers", vpc_id: "vpc-1" } },
      }),
      exampleIngress(
        "the web port of a load balancer",
        { ...GROUPED, from: 443 },
        {
          aws_security_group: { it: { vpc_id: "vpc-1" } },
          aws_lb: USES,
        },
      ),
    ],
    fail: [
      exampleIngress(
        "the web port of a template",
        { ...GROUPED, from: 80 },
        { ...NAMELESS, aws_launch_template: STARTS },
      ),
      exampleIngress("some port from everyone", { from: 7000 }),
      exampleIngress("the ports of Kubernetes' nodes", { from: 30_000, to: 32_767 }),
      exampleGroup("a port of peers over the other transport", { from: 9001 }),
      exampleIngress("some port of a group that nobody says anything of", GROUPED, {
        aws_security_group: { it: { description: "for the VPC peering", vpc_id: "vpc-1" } },
      }),
      exampleIngress(
        "another port of a load balancer",
        { ...GROUPED, from: 444 },
        {
          aws_security_group: { it: { vpc_id: "vpc-1" } },
          aws_lb: USES,
        },
      ),
      exampleIngress(
        "the web port of a machine",
        { ...GROUPED, from: 80 },
        {
          aws_security_group: { it: { vpc_id: "vpc-1" } },
          aws_instance: STARTS,
        },
      ),
    ],
    unknown: [
      exampleIngress("some port from addresses given later", { from: 7000, source: "$" + "{var.block}" }),
      exampleIngress("a port that is given later", { from: "$" + "{var.port}" }),
      exampleIngress("a web port of a group from elsewhere", { from: 443 }),
      exampleIngress(
        "a web port of a group that nobody uses here",
        { ...GROUPED, from: 443 },
        {
          aws_security_group: { it: { vpc_id: "vpc-1" } },
        },
      ),
      exampleGroup("a transport that is given later", { from: 7000, protocol: "$" + "{var.protocol}" }),
      exampleOf("rules that are given later", "aws_security_group", { ingress: "$" + "{var.rules}" }),
      exampleOf("rules that are made later", "aws_security_group", { dynamic: { ingress: { for_each: [] } } }),
    ],
    notApplicable: [
      exampleOf("a group without rules of its own", "aws_security_group", { vpc_id: "vpc-1" }),
      exampleIngress("SSH, which is another rule's business", { from: 22 }),
      exampleIngress("every port, which is another rule's business", { from: 0, protocol: "-1" }),
    ],
  }),
});

function judge(rule: SecurityGroupRule): readonly Judgement[] {
  const { ports, protocol } = rule;
  if (ports !== undefined && isOfOtherRules(ports, protocol)) return [];
  return rule.sources.map((source): Judgement => {
    if (source.reach === "limited" || isForPeers(rule)) return PASS;
    if (ports === undefined || protocol === REFERENCE || source.reach === "unknown") return unknown(source.at);
    if (isPeerRange(ports, protocol) || isVpnPort(ports, protocol)) return PASS;
    const isOfBalancer = isWebPort(ports) ? isGroupOfBalancer(groupOf(rule)) : false;
    if (isOfBalancer === undefined)
      return unknown(source.at, "it cannot be told here whether the group is a load balancer's");
    if (isOfBalancer) return PASS;
    return fail(source.at, "addresses of your own, or a port for the peers of a chain", openingOf(rule, source));
  });
}

function isOfOtherRules(ports: PortRange, protocol: string): boolean {
  return isEveryPort(ports) || knownIn(ports, protocol, OF_OTHER_RULES).length > 0;
}

function isWebPort({ first, last }: PortRange): boolean {
  return first === last && [80, 443].includes(first);
}

/** Whether a load balancer has a group; undefined when nothing of this stack has it. */
function isGroupOfBalancer(group: ResourceView | undefined): boolean | undefined {
  if (group === undefined) return undefined;
  const { references } = group.stack;
  if (references.belongingTo(group, BALANCERS, "security_groups").found.length > 0) return true;
  return references.belongingTo(group, MACHINES, "vpc_security_group_ids").found.length > 0 ? false : undefined;
}

/** Blocks that Terraform makes at plan time. */
function rulesGivenLater({ config }: ResourceView): readonly Judgement[] {
  const isGiven = typeof config["ingress"] === "string" || "ingress" in recordAt(config, "dynamic");
  return isGiven ? [unknown(["ingress"])] : [];
}
