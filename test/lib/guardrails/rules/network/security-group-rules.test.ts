import { example } from "../../../../../lib/guardrails/example";
import {
  groupOf,
  isForPeers,
  openingOf,
  rulesOf,
  rulesOfBoth,
  type SecurityGroupRule,
} from "../../../../../lib/guardrails/rules/network/security-group-rules";
import { readStack } from "../../../../../lib/guardrails/subjects/read-stack";
import type { ResourceView } from "../../../../../lib/guardrails/subjects/resource-view";
import { REFERENCE } from "../../../../../lib/truth/terraform-text";

type Stacks = Parameters<typeof example>[1];

function resourcesOf(resource: Stacks, data: Stacks = {}): readonly ResourceView[] {
  return Object.entries(example("it", resource, data).stacks).flatMap(
    ([name, json]) => readStack({ name, json }).resources,
  );
}

function only(type: string, config: object, others: Stacks = {}): ResourceView {
  const found = resourcesOf({ [type]: { it: { ...config } }, ...others }).find((each) => each.type === type);
  if (found === undefined) throw new Error("there is no such resource");
  return found;
}

const shown = (rules: readonly SecurityGroupRule[]) =>
  rules.flatMap((rule) => rule.sources.map((source) => [openingOf(rule, source), source.at.join(".")]));

const SSH = { from_port: 22, to_port: 22, protocol: "tcp" };

describe("the three forms of a rule are read alike", () => {
  it("among the blocks of a group, each address by itself", () => {
    const group = only("aws_security_group", {
      ingress: [
        { ...SSH, cidr_blocks: ["10.0.0.0/8", "0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] },
        { from_port: 80, to_port: 90, protocol: "6", cidr_blocks: ["10.0.0.0/8"] },
      ],
    });
    expect(shown(rulesOf(group, "ingress"))).toEqual([
      ["tcp 22 from 10.0.0.0/8", "ingress.0.cidr_blocks.0"],
      ["tcp 22 from 0.0.0.0/0", "ingress.0.cidr_blocks.1"],
      ["tcp 22 from ::/0", "ingress.0.ipv6_cidr_blocks.0"],
      ["tcp 80-90 from 10.0.0.0/8", "ingress.1.cidr_blocks.0"],
    ]);
    expect(rulesOf(group, "egress")).toEqual([]);
  });

  it("as a block without a list", () => {
    const group = only("aws_default_security_group", { egress: { ...SSH, protocol: "17", cidr_blocks: "0.0.0.0/0" } });
    expect(shown(rulesOf(group, "egress"))).toEqual([["udp 22 from 0.0.0.0/0", "egress.cidr_blocks"]]);
    expect(shown(rulesOfBoth(group))).toHaveLength(1);
  });

  it("as a resource with a direction", () => {
    const rule = only("aws_security_group_rule", { ...SSH, type: "egress", cidr_blocks: ["0.0.0.0/0"] });
    expect(shown(rulesOf(rule, "egress"))).toEqual([["tcp 22 from 0.0.0.0/0", "cidr_blocks.0"]]);
    expect(rulesOf(rule, "ingress")).toEqual([]);
    expect(rulesOfBoth(rule)).toHaveLength(1);
  });

  it("as a resource of its own kind", () => {
    const rule = only("aws_vpc_security_group_ingress_rule", {
      from_port: 22,
      to_port: "23",
      ip_protocol: "TCP",
      cidr_ipv4: "0.0.0.0/0",
    });
    expect(shown(rulesOf(rule, "ingress"))).toEqual([["tcp 22-23 from 0.0.0.0/0", "cidr_ipv4"]]);
    expect(rulesOfBoth(rule)).toHaveLength(1);
  });
});

describe("what a rule lets through", () => {
  const ruleWith = (config: object) =>
    rulesOf(only("aws_vpc_security_group_ingress_rule", { cidr_ipv4: "0.0.0.0/0", ...config }), "ingress")[0];

  it.each(["-1", "all", -1])("is everything for the protocol %j", (ip_protocol) => {
    expect(ruleWith({ ip_protocol })).toMatchObject({ protocol: "all", ports: { first: 0, last: 65_535 } });
  });

  it.each(["icmp", "icmpv6", "50"])("is no port for the protocol %j", (ip_protocol) => {
    expect(ruleWith({ ip_protocol, from_port: 8, to_port: 0 })).toBeUndefined();
  });

  it("is not known where ports or protocol are given later", () => {
    expect(ruleWith({ ip_protocol: "tcp", from_port: "$" + "{var.p}", to_port: 22 })?.ports).toBeUndefined();
    expect(ruleWith({ ip_protocol: "tcp", from_port: 22 })?.ports).toBeUndefined();
    expect(ruleWith({ ip_protocol: "$" + "{var.p}", from_port: 1, to_port: 2 })?.protocol).toBe(REFERENCE);
  });

  it("is nothing where a group is only read", () => {
    const [read] = resourcesOf(
      {},
      { aws_security_group: { it: { ingress: [{ ...SSH, cidr_blocks: ["0.0.0.0/0"] }] } } },
    );
    expect(read === undefined ? undefined : rulesOf(read, "ingress")).toEqual([]);
  });

  it("holds the addresses of lists that the stack makes, among its own blocks too", () => {
    const lists = {
      aws_ec2_managed_prefix_list: { wide: { entry: [{ cidr: "10.0.0.0/8" }, { cidr: "0.0.0.0/0" }, {}] } },
    };
    const id = "$" + "{aws_ec2_managed_prefix_list.wide.id}";
    const alone = only("aws_vpc_security_group_ingress_rule", { ip_protocol: "-1", prefix_list_id: id }, lists);
    expect(rulesOf(alone, "ingress")[0]?.sources.map(({ reach, at }) => [reach, at])).toEqual([
      ["limited", ["prefix_list_id"]],
      ["everyone", ["prefix_list_id"]],
      ["limited", ["prefix_list_id"]],
    ]);
    const block = { ...SSH, prefix_list_ids: [id] };
    const listed = only("aws_security_group", { ingress: [SSH, block] }, lists);
    expect(rulesOf(listed, "ingress").map(({ sources }) => sources.length)).toEqual([0, 3]);
    const single = only("aws_security_group", { ingress: block }, lists);
    expect(rulesOf(single, "ingress").map(({ sources }) => sources.length)).toEqual([3]);
  });
});

describe("the group of a rule", () => {
  const id = "$" + "{aws_security_group.it.id}";
  const ruleOf = (resources: Stacks) =>
    resourcesOf(resources)
      .flatMap((each) => rulesOf(each, "ingress"))
      .find(({ resource }) => resource.type.endsWith("_rule"));

  it("is the one that it refers to, or the one that it stands in, or nobody knows", () => {
    const aws_vpc_security_group_ingress_rule = { it: { ip_protocol: "-1", security_group_id: id } };
    const found = ruleOf({ aws_security_group: { it: {} }, aws_vpc_security_group_ingress_rule });
    expect(found && groupOf(found)?.address).toBe("aws_security_group.it");
    const lost = ruleOf({ aws_vpc_security_group_ingress_rule });
    expect(lost && groupOf(lost)).toBeUndefined();
    const [own] = rulesOf(only("aws_security_group", { ingress: [SSH] }), "ingress");
    expect(own && groupOf(own)?.type).toBe("aws_security_group");
  });

  it.each([
    { description: "open to peers" },
    { name: "chain-p2p" },
    { name_prefix: "peers-" },
    { tags: { Name: "gossip" } },
    { tags: { "palisade.dev/tier": "peers" } },
  ])("says that its rules are for peers: %j", (config) => {
    const aws_vpc_security_group_ingress_rule = { it: { ip_protocol: "-1", security_group_id: id } };
    const found = ruleOf({ aws_security_group: { it: config }, aws_vpc_security_group_ingress_rule });
    expect(found && isForPeers(found)).toBe(true);
  });

  it("says nothing of peers, and neither does the rule", () => {
    const aws_vpc_security_group_ingress_rule = {
      it: { ip_protocol: "-1", security_group_id: id, description: "web" },
    };
    const found = ruleOf({ aws_security_group: { it: { name: "web" } }, aws_vpc_security_group_ingress_rule });
    expect(found && isForPeers(found)).toBe(false);
  });
});
