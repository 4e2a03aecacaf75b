import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { TerraformStack } from "cdktf";
import { addGuardrails, letOff } from "cdktf-palisade/policy";

/** A partner's gateway that speaks on a port of its own, open to everyone until the partner names its addresses. */
export function declareGateway(stack: TerraformStack, vpcId: string): void {
  addGuardrails(stack, { profile: "strict", environment: "prod" });
  const ingress = [
    { fromPort: 8443, toPort: 8443, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"], description: "clients of the partner" },
  ];
  const group = new SecurityGroup(stack, "gateway", { vpcId, description: "gateway of the partner", ingress });
  letOff(group, {
    rule: "network/open-port",
    reason: "the partner names its addresses with the contract, by the end of the year",
    owner: "platform",
    created: "2026-11-21",
    expires: "2026-12-31",
  });
}
