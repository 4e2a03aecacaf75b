import { exampleStacks } from "../../example";
import { judgingOf } from "../../profile";
import { guardrail } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, on, PASS } from "../../verdict";

export const sharedGateway = guardrail({
  id: "cost/shared-gateway",
  title: "Where nobody depends on it, the zones of a network share one NAT gateway",
  severity: "low",
  why: "Each costs by the hour whether it is used or not, and only a zone that is away makes a second one worth it.",
  fix: "set nat of the Network to single outside of production",
  source: "Amazon VPC documentation, Pricing for NAT gateways",
  subject: "stack",
  check: (stack) => {
    if (judgingOf(stack.marks).profile === "strict") return undefined;
    const [first, second] = stack.ofType("aws_nat_gateway").filter(isPaidTwice);
    if (first === undefined) return undefined;
    return second === undefined ? PASS : on(second, fail([], "one gateway for all zones"));
  },
  examples: () => {
    const network = (says: string, profile: string, gateways: object, data: object = {}) =>
      exampleStacks(says, {
        example: {
          "//": { palisade: { guardrails: { profile } } },
          resource: { aws_nat_gateway: gateways },
          data: { aws_nat_gateway: data },
        },
      });
    const two = { a: { subnet_id: "subnet-1" }, b: { subnet_id: "subnet-2" } };
    const within = { b: { subnet_id: "subnet-2", connectivity_type: "private" } };
    return {
      pass: [
        network("one for all", "standard", { a: { subnet_id: "subnet-1" } }),
        network("one for all, and one between networks", "standard", { ...two, ...within }),
        network("one for all, and one that is read", "relaxed", { a: {} }, { b: {} }),
      ],
      fail: [
        network("one for each zone", "standard", two),
        network("one for each zone, which say that they are public", "relaxed", {
          ...two,
          b: { connectivity_type: "public" },
        }),
      ],
      notApplicable: [
        network("one for each zone where people depend on it", "strict", two),
        network("none", "standard", {}),
        exampleStacks("a stack that says nothing of itself", { example: { resource: { aws_nat_gateway: two } } }),
      ],
    };
  },
});

/** One that leads out, and that Terraform makes. */
function isPaidTwice({ mode, config }: ResourceView): boolean {
  return mode === "resource" && config["connectivity_type"] !== "private";
}
