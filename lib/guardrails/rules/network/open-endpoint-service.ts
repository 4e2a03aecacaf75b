import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const openEndpointService = guardrail({
  id: "network/open-endpoint-service",
  title: "Whoever connects to an endpoint service is accepted first",
  severity: "medium",
  why: "Otherwise every account that may see the service connects to the tier behind it, unasked.",
  fix: "set acceptanceRequired to true",
  controls: { nist: ["SC-7"], iso27001: ["A.8.20", "A.8.21", "A.8.22"] },
  aliases: ["CKV_AWS_123"],
  subject: "resource",
  types: ["aws_vpc_endpoint_service"],
  check: ofMade(({ config }) => expectAt(config, "acceptance_required").toBe(true)),
  examples: () => ({
    pass: [exampleOf("a service that asks", "aws_vpc_endpoint_service", { acceptance_required: true })],
    fail: [exampleOf("a service that does not", "aws_vpc_endpoint_service", { acceptance_required: false })],
    unknown: [exampleOf("who decides later", "aws_vpc_endpoint_service", { acceptance_required: "$" + "{var.ask}" })],
  }),
});
