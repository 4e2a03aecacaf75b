import { asList, isJsonRecord, type JsonRecord } from "../../../core/json";
import { reachOf } from "../../addresses";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { type FieldPath, fail, type Judgement, PASS, unknown } from "../../verdict";

const SSH = 22;

export const openNetworkAcl = guardrail({
  id: "network/open-network-acl",
  title: "No network ACL lets everyone in at every port, or at SSH",
  severity: "medium",
  why: "The ACL of a subnet is the last thing that holds when a security group is opened by mistake.",
  fix: "allow ports by number; answers to connections from inside need 1024 to 65535 and nothing below",
  controls: {
    soc2: ["CC6.6"],
    iso27001: ["A.8.20", "A.8.21", "A.8.22"],
    pci: ["1.2.5", "1.2.8", "1.4.2", "1.5.1", "2.2.5"],
    nist: ["SC-7"],
  },
  aliases: ["CKV_AWS_232", "CKV_AWS_352", "AWS-0102", "AWS-0105"],
  subject: "resource",
  types: ["aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"],
  check: ofMade(({ type, config }) => {
    if (type === "aws_network_acl_rule") return config["egress"] === true ? undefined : judge(config, []);
    return asList(config["ingress"]).flatMap((block, index) =>
      isJsonRecord(block) ? judge(block, ["ingress", index]) : [],
    );
  }),
  examples: () => {
    const all = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" };
    const rule = (says: string, more: JsonRecord) =>
      exampleOf(says, "aws_network_acl_rule", { rule_action: "allow", ...all, ...more });
    const acl = (says: string, more: JsonRecord) =>
      exampleOf(says, "aws_network_acl", { ingress: [{ action: "allow", ...all, ...more }] });
    return {
      pass: [
        rule("everything from the network", { cidr_block: "10.64.0.0/16" }),
        rule("a denial", { rule_action: "deny" }),
        rule("HTTPS from everyone", { protocol: "tcp", from_port: 443, to_port: 443 }),
        rule("ports above that of SSH", { protocol: "6", from_port: 23, to_port: 65_535 }),
        rule("ports below that of SSH", { protocol: "6", from_port: 1, to_port: 21 }),
        rule("every port over UDP", { protocol: "udp", from_port: 0, to_port: 65_535 }),
        rule("a port that is given later", { protocol: "tcp", from_port: "$" + "{var.port}", to_port: 22 }),
      ],
      fail: [
        rule("everything from everyone", {}),
        rule("everything from everyone over IPv6", { cidr_block: null, ipv6_cidr_block: "::/0" }),
        rule("SSH from everyone", { protocol: "tcp", from_port: 22, to_port: 22 }),
        rule("SSH from everyone, by the number of its transport", { protocol: "6", from_port: 20, to_port: 25 }),
        rule("everything by another word", { protocol: "all" }),
        acl("everything among the blocks of an ACL", { action: "Allow" }),
        exampleOf("everything in a subnet's default", "aws_default_network_acl", {
          ingress: [{ action: "allow", ...all }],
        }),
      ],
      unknown: [rule("everything from addresses given later", { cidr_block: "$" + "{var.block}" })],
      notApplicable: [
        rule("everything to everyone", { egress: true }),
        rule("no addresses", { cidr_block: null }),
        rule("no addresses, as an empty text", { cidr_block: "" }),
        exampleOf("blocks that are given later", "aws_network_acl", { ingress: "$" + "{var.rules}" }),
      ],
    };
  },
});

function judge(rule: JsonRecord, at: FieldPath): readonly Judgement[] {
  const action = String(rule["rule_action"] ?? rule["action"]).toLowerCase();
  const isWide = action === "allow" && reachesSsh(rule);
  return ["cidr_block", "ipv6_cidr_block"].flatMap((name): readonly Judgement[] => {
    const block = rule[name];
    if (typeof block !== "string" || block === "") return [];
    const reach = reachOf(block);
    if (!isWide || reach === "limited") return [PASS];
    return [
      reach === "unknown" ? unknown([...at, name]) : fail([...at, name], "ports by number, without that of SSH", block),
    ];
  });
}

function reachesSsh(rule: JsonRecord): boolean {
  const protocol = String(rule["protocol"]);
  if (protocol === "-1" || protocol === "all") return true;
  const isTcp = protocol === "tcp" || protocol === "6";
  return isTcp && Number(rule["from_port"]) <= SSH && Number(rule["to_port"]) >= SSH;
}
