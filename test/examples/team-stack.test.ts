import { synthesize } from "cdktf-palisade/testing";
import "cdktf-palisade/testing/matchers";
import { ChainStack } from "./team-stack";

const chain = synthesize((app) => new ChainStack(app, "chain")).stack("chain");

test("the node never shows its engine API", () => {
  const ports = chain.resourcesOfType("kubernetes_service_v1").map((service) => JSON.stringify(service));
  expect(ports.join()).not.toContain("8551");
});

test("no address changes unseen", () => {
  expect(chain.addresses()).toMatchSnapshot();
});

test("the real Terraform applies it, and finds nothing to change afterwards", async () => {
  await expect(chain).toRehearse();
}, 60_000);
