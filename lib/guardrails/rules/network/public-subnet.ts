import { recordAt, textAt } from "../../../core/json";
import { example, exampleOf } from "../../example";
import { ofMade } from "../../made";
import { speaksOfPeers } from "../../ports";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { PASS } from "../../verdict";

export const publicSubnet = guardrail({
  id: "network/public-subnet",
  title: "No subnet gives public addresses, but those for the peers of a chain",
  severity: "medium",
  why: "A machine that was meant to be private is on the internet as soon as it is started in such a subnet.",
  fix: "leave out map_public_ip_on_launch; a Network has a tier of subnets for peers alone",
  controls: { soc2: ["CC6.6"], iso27001: ["A.8.20", "A.8.21", "A.8.22"], nist: ["AC-3", "SC-7"] },
  aliases: ["CKV_AWS_130", "AWS-0164"],
  subject: "resource",
  types: ["aws_subnet"],
  check: ofMade(({ config }) => {
    const tags = recordAt(config, "tags");
    const isForPeers = ["palisade.dev/tier", "Name"].some((name) => speaksOfPeers(textAt(tags, name) ?? ""));
    return isForPeers ? PASS : expectAt(config, "map_public_ip_on_launch").notToBe(true);
  }),
  examples: () => {
    const open = { cidr_block: "10.0.0.0/24", map_public_ip_on_launch: true };
    return {
      pass: [
        exampleOf("a subnet that says nothing", "aws_subnet", { cidr_block: "10.0.0.0/24" }),
        exampleOf("a subnet that says no", "aws_subnet", { map_public_ip_on_launch: false }),
        exampleOf("the tier for peers", "aws_subnet", { ...open, tags: { "palisade.dev/tier": "peers" } }),
        exampleOf("a subnet named for peers", "aws_subnet", { ...open, tags: { Name: "chain-p2p-a" } }),
      ],
      fail: [
        exampleOf("a subnet that gives addresses", "aws_subnet", open),
        exampleOf("the same in quotes", "aws_subnet", { map_public_ip_on_launch: "true", tags: { Name: "public" } }),
      ],
      unknown: [exampleOf("who decides later", "aws_subnet", { map_public_ip_on_launch: "$" + "{var.is_public}" })],
      notApplicable: [example("a subnet that is read", {}, { aws_subnet: { it: open } })],
    };
  },
});
