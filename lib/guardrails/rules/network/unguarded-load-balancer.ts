import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

const ASSOCIATIONS = ["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"];

export const unguardedLoadBalancer = guardrail({
  id: "network/unguarded-load-balancer",
  title: "Every public load balancer of HTTP has a web application firewall",
  severity: "medium",
  why: "Nothing else limits how often one address may ask, and an RPC that is asked too much is down for everyone.",
  fix: "associate an aws_wafv2_web_acl with a rate-based rule",
  controls: { pci: ["6.4.1", "6.4.2"], nist: ["AC-4(21)"] },
  aliases: ["CKV2_AWS_28"],
  subject: "resource",
  types: ["aws_lb", "aws_alb"],
  check: ofMade((balancer) => {
    const { config, stack } = balancer;
    if ((config["load_balancer_type"] ?? "application") !== "application") return undefined;
    const isInternal = read(config, ["internal"]);
    if (isInternal.state === "unknown") return unknown(["internal"]);
    if (isInternal.state === "known" && isInternal.value === true) return undefined;
    const { found, undecided } = stack.references.belongingTo(balancer, ASSOCIATIONS, "resource_arn");
    if (found.length > 0) return PASS;
    return undecided.length > 0 ? unknown([]) : fail([], `an ${ASSOCIATIONS[0]}`);
  }),
  examples: () => {
    const balancer = (says: string, config: object, resource_arn?: string) =>
      exampleOf(
        says,
        "aws_lb",
        { name: "front", ...config },
        resource_arn === undefined ? {} : { aws_wafv2_web_acl_association: { it: { resource_arn } } },
      );
    return {
      pass: [
        balancer("one with a firewall", {}, "$" + "{aws_lb.it.arn}"),
        exampleOf(
          "one with an older firewall",
          "aws_lb",
          { load_balancer_type: "application" },
          {
            aws_wafregional_web_acl_association: { it: { resource_arn: "$" + "{aws_lb.it.arn}" } },
          },
        ),
      ],
      fail: [
        balancer("one without", {}),
        exampleOf("one under an older name", "aws_alb", {}),
        balancer("one that says it is public", { internal: false, load_balancer_type: "application" }),
        balancer("one beside a firewall of another", {}, "arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/x"),
      ],
      unknown: [
        balancer("a firewall of what is named later", {}, "$" + "{var.arn}"),
        balancer("who decides later", { internal: "$" + "{var.is_internal}" }),
      ],
      notApplicable: [
        balancer("one inside", { internal: true }),
        balancer("one of connections, to which none can be attached", { load_balancer_type: "network" }),
      ],
    };
  },
});
