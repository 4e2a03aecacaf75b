import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { type Reach, reachOf } from "../../addresses";
import { ALL_PORTS, type PortRange, speaksOfPeers } from "../../ports";
import type { ResourceView } from "../../subjects/resource-view";
import type { FieldPath } from "../../verdict";

/** Types of resource that say what a security group lets in. */
export const INGRESS_TYPES = [
  "aws_security_group",
  "aws_default_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_ingress_rule",
];

/** Types of resource that say what a security group lets out. */
export const EGRESS_TYPES = [
  "aws_security_group",
  "aws_default_security_group",
  "aws_security_group_rule",
  "aws_vpc_security_group_egress_rule",
];

/** One block of addresses that a rule of a security group is about. */
export interface RuleSource {
  /** The block as it is written; empty for a list of prefixes. */
  readonly block: string;
  /** Who it holds. */
  readonly reach: Reach;
  /** Where it stands in the resource. */
  readonly at: FieldPath;
}

/** One rule of a security group, whichever of the three ways it is written in. */
export interface SecurityGroupRule {
  /** Resource that says it. */
  readonly resource: ResourceView;
  /** Where it stands in the resource; empty where it is the resource. */
  readonly at: FieldPath;
  /** `tcp`, `udp`, or `all`; `REFERENCE` when it is not known yet. */
  readonly protocol: string;
  /** Ports; undefined when they are not known yet. */
  readonly ports: PortRange | undefined;
  /** Address blocks. Other groups are none. */
  readonly sources: readonly RuleSource[];
  /** What it says of itself; empty where it says nothing. */
  readonly description: string;
}

/** Rules in a direction that a resource holds. What is no rule about ports, such as those for ICMP, is left out. */
export function rulesOf(resource: ResourceView, direction: "ingress" | "egress"): readonly SecurityGroupRule[] {
  if (resource.mode === "data") return [];
  const { config, type } = resource;
  if (type === "aws_security_group_rule") {
    return config["type"] === direction ? ruleOf(resource, config, []) : [];
  }
  if (type.startsWith("aws_vpc_")) return ruleOf(resource, config, []);
  const blocks = config[direction];
  return asList(blocks).flatMap((block, index) =>
    isJsonRecord(block) ? ruleOf(resource, block, Array.isArray(blocks) ? [direction, index] : [direction]) : [],
  );
}

/** Rules in both directions that a resource holds. */
export function rulesOfBoth(resource: ResourceView): readonly SecurityGroupRule[] {
  const ingress = rulesOf(resource, "ingress");
  // The newer rules by themselves have one direction, which their type says.
  return resource.type.startsWith("aws_vpc_") ? ingress : [...ingress, ...rulesOf(resource, "egress")];
}

/** The group that a rule belongs to; undefined when it stands in another stack. */
export function groupOf({ resource }: SecurityGroupRule): ResourceView | undefined {
  if (!isStandalone(resource)) return resource;
  return resource.stack.references
    .from(resource.raw["security_group_id"])
    .find(({ type, mode }) => type.endsWith("security_group") && mode === "resource");
}

/** Whether a rule, or the group it belongs to, says that it is there for the peers of a chain. */
export function isForPeers(rule: SecurityGroupRule): boolean {
  const group = groupOf(rule);
  const said = [rule.description, ...(group === undefined ? [] : wordsOf(group)), ...wordsOf(rule.resource)];
  return said.some(speaksOfPeers);
}

/** What a rule opens, for messages: `tcp 22 from 0.0.0.0/0`. */
export function openingOf({ protocol, ports }: SecurityGroupRule, { block }: RuleSource): string {
  const { first, last } = ports ?? ALL_PORTS;
  return `${protocol} ${first === last ? first : `${first}-${last}`} from ${block}`;
}

/** Whether a resource is one rule, and no group. */
export function isStandalone({ type }: ResourceView): boolean {
  return type.endsWith("_rule");
}

const PROTOCOLS: Readonly<Record<string, string>> = { "-1": "all", all: "all", "6": "tcp", "17": "udp" };

function ruleOf(resource: ResourceView, block: JsonRecord, at: FieldPath): readonly SecurityGroupRule[] {
  const said = String(block["ip_protocol"] ?? block["protocol"] ?? "-1").toLowerCase();
  const protocol = said.includes(REFERENCE) ? REFERENCE : (PROTOCOLS[said] ?? said);
  if (!["tcp", "udp", "all", REFERENCE].includes(protocol)) return [];
  return [
    {
      resource,
      at,
      protocol,
      ports: protocol === "all" ? ALL_PORTS : portsOf(block),
      sources: sourcesOf(resource, block, at),
      description: textAt(block, "description") ?? "",
    },
  ];
}

function portsOf(block: JsonRecord): PortRange | undefined {
  const first = Number(block["from_port"] ?? Number.NaN);
  const last = Number(block["to_port"] ?? Number.NaN);
  return Number.isNaN(first) || Number.isNaN(last) ? undefined : { first, last };
}

const BLOCK_ARGUMENTS = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"];

function sourcesOf(resource: ResourceView, block: JsonRecord, at: FieldPath): readonly RuleSource[] {
  const direct = BLOCK_ARGUMENTS.flatMap((name) => {
    const value = block[name];
    return asList(value).map((each, index) => ({
      block: String(each),
      reach: reachOf(each),
      at: [...at, name, ...(Array.isArray(value) ? [index] : [])],
    }));
  });
  return [...direct, ...sourcesOfLists(resource, at)];
}

/** Lists of prefixes that this stack makes. */
function sourcesOfLists({ stack, raw }: ResourceView, at: FieldPath): readonly RuleSource[] {
  const block = recordAt(blockAt(raw, at));
  return ["prefix_list_id", "prefix_list_ids"].flatMap((name) =>
    stack.references
      .from(block[name])
      .flatMap(({ config }) => asList(config["entry"]))
      .map((entry) => textAt(entry, "cidr") ?? "")
      .map((cidr) => ({ block: cidr, reach: reachOf(cidr), at: [...at, name] })),
  );
}

function blockAt(raw: JsonRecord, at: FieldPath): unknown {
  const [name, index] = at;
  if (name === undefined) return raw;
  return index === undefined ? raw[name] : asList(raw[name])[Number(index)];
}

function wordsOf({ config }: ResourceView): readonly string[] {
  const tags = recordAt(config, "tags");
  return [config["name"], config["name_prefix"], config["description"], tags["Name"], tags["palisade.dev/tier"]].filter(
    (text) => typeof text === "string",
  );
}
