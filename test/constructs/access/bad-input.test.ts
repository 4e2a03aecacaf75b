import { App, TerraformElement, TerraformStack } from "cdktf";
import { SessionManager, WireGuardGateway } from "../../../constructs/access";
import { problemsOf } from "../../support/refusals";
import { gatewayIn, sessionsIn } from "./access-fixture";

/** What plain JavaScript hands in. */
const any = <T>(value: unknown): T => JSON.parse(JSON.stringify(value));

/** Problems, and what is left in the stack. */
function refused(build: (stack: TerraformStack) => unknown): { what: readonly string[]; left: readonly string[] } {
  const stack = new TerraformStack(new App(), "test");
  const what = problemsOf(() => build(stack)).map((problem) => problem.what);
  const left = stack.node.findAll().filter((each) => TerraformElement.isTerraformElement(each));
  return { what, left: left.map(({ node }) => node.path) };
}

describe("what plain JavaScript hands in leaves nothing behind", () => {
  it("when it is a gateway of nothing", () => {
    expect(refused((stack) => new WireGuardGateway(stack, "vpn", any({})))).toEqual({
      what: [
        "the name of a gateway is none",
        "a gateway stands in no network",
        "nobody could administer the gateway",
        "nobody hears when the gateway no longer works",
        "it is not said where wg and nft come from",
        "this is not an IPv4 address block",
        "peers is no object",
        "nobody may use the gateway",
        "reach is no object",
        "peers may reach nothing",
      ],
      left: [],
    });
  });

  it("when it is sessions of nothing", () => {
    expect(refused((stack) => new SessionManager(stack, "sessions", any({ archive: null })))).toEqual({
      what: [
        "the region is none",
        "copies of sessions have no bucket",
        "copies of sessions are not locked for as long as audits ask for",
        "nobody hears when sessions are no longer written down",
      ],
      left: [],
    });
  });

  it.each([
    ["peers", ["alice"], ["peers is no object", "nobody may use the gateway"]],
    ["peers", { alice: null }, ["alice of peers is no object", "nobody may use the gateway"]],
    ["peers", { alice: {} }, ["the public key of alice is none", "this is not an IPv4 address block"]],
    ["reach", { api: "10.0.0.1" }, ["api of reach is no object", "peers may reach nothing"]],
    [
      "reach",
      { api: { cidr: 1, port: "443", protocol: {} } },
      ["the port of api is none", "the transport of api is none", "this is not an IPv4 address block"],
    ],
    ["allowedFrom", "0.0.0.0/0", ["allowedFrom is no list"]],
    ["allowedFrom", ["198.51.100.0/24", "198.51.100.0/24"], ["allowedFrom names a block twice"]],
    ["instanceType", 4, ["this is not a type of instance"]],
    ["imageId", null, ["this is not a machine image"]],
  ])("when %s of a gateway is %j", (prop, value, what) => {
    const { what: found } = refused((stack) => gatewayIn(stack, any({ [prop]: value })));
    expect(found).toEqual(what);
  });

  it.each([
    ["networks", "vpc-1", ["networks is no list"]],
    ["networks", [{}], ["networks holds what is no network"]],
    [
      "archive",
      { bucketName: "Sessions", lockedDays: "400" },
      ["copies of sessions have no bucket", "copies of sessions are not locked for as long as audits ask for"],
    ],
    ["runAs", "operator", ["it is not said as whom sessions run"]],
  ])("when %s of sessions is %j", (prop, value, what) => {
    expect(refused((stack) => sessionsIn(stack, any({ [prop]: value })))).toEqual({ what, left: [] });
  });

  it("when a grant is for nobody", () => {
    const grant = (value: unknown) => refused((stack) => sessionsIn(stack).grantSession("operators", any(value))).what;
    expect(grant({ ways: "shell" })).toEqual([
      "ways is no list",
      "sessions are granted to what is no role",
      "sessions are granted on every host of the account",
      "a grant of sessions has no way in",
    ]);
    expect(grant({ roleName: "operators", hostTags: { Role: 1 } })).toEqual([
      "sessions are granted by a tag that is not written out",
    ]);
  });
});
