import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail, type RuleExample } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
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
  check: ofMade((balancer) => {
    const { load_balancer_type: kind } = balancer.config;
    // A balancer of gateways forwards packets and writes no such log, and one of connections logs those over TLS alone.
    if (kind === "gateway" || (kind === "network" && !listensForTls(balancer))) return undefined;
    return expectAt(balancer.config, "access_logs.enabled").toBe(true);
  }),
  examples: () => ({
    pass: [
      exampleOf("one with logs", "aws_lb", { access_logs: [{ bucket: "logs", enabled: true }] }),
      exampleOf("an older name with logs", "aws_alb", { access_logs: { bucket: "logs", enabled: true } }),
    ],
    fail: [
      exampleOf("one without", "aws_lb", { name: "it" }),
      exampleOf("an older name without", "aws_alb", { name: "it" }),
      connections("one of connections over TLS", "TLS"),
      connections("the same by the older name", "TLS", "aws_alb_listener"),
      exampleOf("one that has a bucket and writes nothing", "aws_lb", { access_logs: [{ bucket: "logs" }] }),
      exampleOf("one that says no", "aws_lb", { access_logs: [{ bucket: "logs", enabled: false }] }),
    ],
    unknown: [exampleOf("a value from elsewhere", "aws_lb", { access_logs: [{ enabled: "$" + "{var.on}" }] })],
    notApplicable: [
      exampleOf("one of gateways", "aws_lb", { load_balancer_type: "gateway" }),
      connections("one of connections for peers", "TCP_UDP"),
      { says: "one that is read", stacks: { example: { data: { aws_lb: { it: { name: "it" } } } } } },
    ],
  }),
});

/** Source: Elastic Load Balancing, "Access logs for your Network Load Balancer". */
function listensForTls(balancer: ResourceView): boolean {
  const { found } = balancer.stack.references.belongingTo(balancer, LISTENERS, "load_balancer_arn");
  return found.some(({ config }) => config["protocol"] === "TLS");
}

const LISTENERS = ["aws_lb_listener", "aws_alb_listener"];

/** A balancer of connections without a log, and what listens there. */
function connections(says: string, protocol: string, type = "aws_lb_listener"): RuleExample {
  const listener = { load_balancer_arn: "$" + "{aws_lb.it.arn}", protocol };
  return exampleOf(says, "aws_lb", { load_balancer_type: "network" }, { [type]: { it: listener } });
}
