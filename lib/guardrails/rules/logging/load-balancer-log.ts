import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const loadBalancerLog = guardrail({
  id: "logging/load-balancer-log",
  title: "Every load balancer logs who asked for what",
  severity: "medium",
  why: "After an attack on the RPC nobody can tell the attacker's requests from the others.",
  fix: "add access_logs with enabled set to true and a bucket",
  controls: { soc2: ["CC7.2", "CC7.3"], iso27001: ["A.8.15"], nist: ["AU-12"] },
  aliases: ["CKV_AWS_91", "AwsSolutions-ELB2"],
  subject: "resource",
  types: ["aws_lb", "aws_alb"],
  check: ofMade(({ config }) =>
    // A balancer of gateways forwards packets and writes no such log.
    config["load_balancer_type"] === "gateway" ? undefined : expectAt(config, "access_logs.enabled").toBe(true),
  ),
  examples: () => ({
    pass: [
      exampleOf("one with logs", "aws_lb", { access_logs: [{ bucket: "logs", enabled: true }] }),
      exampleOf("an older name with logs", "aws_alb", { access_logs: { bucket: "logs", enabled: true } }),
    ],
    fail: [
      exampleOf("one without", "aws_lb", { name: "it" }),
      exampleOf("an older name without", "aws_alb", { name: "it" }),
      exampleOf("one of connections without", "aws_lb", { load_balancer_type: "network" }),
      exampleOf("one that has a bucket and writes nothing", "aws_lb", { access_logs: [{ bucket: "logs" }] }),
      exampleOf("one that says no", "aws_lb", { access_logs: [{ bucket: "logs", enabled: false }] }),
    ],
    unknown: [exampleOf("a value from elsewhere", "aws_lb", { access_logs: [{ enabled: "$" + "{var.on}" }] })],
    notApplicable: [
      exampleOf("one of gateways", "aws_lb", { load_balancer_type: "gateway" }),
      { says: "one that is read", stacks: { example: { data: { aws_lb: { it: { name: "it" } } } } } },
    ],
  }),
});
