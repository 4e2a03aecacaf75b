import { synthesize } from "cdktf-palisade/testing";
import "cdktf-palisade/testing/matchers";
import { AdministrationStack } from "./access-stack";

const access = synthesize((app) => new AdministrationStack(app, "access")).stack("access");

test("one port is open to everyone, and it is that of the tunnel", () => {
  const rules = access.resourcesOfType("aws_vpc_security_group_ingress_rule");
  expect(rules.map(({ from_port, ip_protocol }) => `${String(ip_protocol)} ${String(from_port)}`)).toEqual([
    "udp 51820",
  ]);
});

test("the real Terraform applies it, and finds nothing to change afterwards", async () => {
  await expect(access).toRehearse();
}, 120_000);
