import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { unknown } from "../../verdict";
import { hasBelonging } from "./belonging";

export const queryLog = guardrail({
  id: "logging/query-log",
  title: "Every public zone logs its queries",
  severity: "low",
  why: "Names that are being probed, or that were taken over, show in the queries first.",
  fix: "add an aws_route53_query_log for the zone",
  aliases: ["CKV2_AWS_39"],
  subject: "resource",
  types: ["aws_route53_zone"],
  check: ofMade((zone) => {
    const at = ["vpc"];
    const networks = read(zone.config, at);
    // A zone of a VPC is private, and cannot have such a log.
    if (networks.state === "known") return undefined;
    return networks.state === "unknown" ? unknown(at) : hasBelonging(zone, "aws_route53_query_log", "zone_id");
  }),
  examples: () => {
    const zone = (says: string, zone_id?: string, config: object = {}) =>
      exampleOf(
        says,
        "aws_route53_zone",
        { name: "example.org", ...config },
        zone_id === undefined ? {} : { aws_route53_query_log: { it: { zone_id } } },
      );
    return {
      pass: [zone("one with a log", "$" + "{aws_route53_zone.it.zone_id}")],
      fail: [zone("one without"), zone("one beside a log of another", "Z0123456789ABCDEFGHIJ")],
      unknown: [
        zone("a log of what is named later", "$" + "{var.zone}"),
        zone("whether it is private is decided later", undefined, { vpc: "$" + "{var.networks}" }),
      ],
      notApplicable: [
        zone("a private one", undefined, { vpc: [{ vpc_id: "vpc-0123456789abcdef0" }] }),
        {
          says: "one that is read",
          stacks: { example: { data: { aws_route53_zone: { it: { name: "example.org" } } } } },
        },
      ],
    };
  },
});
