import { resourcesOf } from "../../../lib/truth/synthesized-resource";

const found = (stack: Record<string, unknown>) => [...resourcesOf(stack)];

describe("the resources of a stack", () => {
  it("come with address, construct path and marks, data sources too", () => {
    const comment = { metadata: { path: "prod/tier/Resource", uniqueId: "x" }, palisade: { own: ["a"] } };
    const [made, read] = found({
      resource: { aws_vpc: { main: { "//": comment, cidr_block: "10.0.0.0/16" } } },
      data: { aws_ami: { linux: { "//": { metadata: { path: "prod/linux" } } } } },
    });
    expect(made).toEqual({
      mode: "resource",
      type: "aws_vpc",
      address: "aws_vpc.main",
      path: "prod/tier",
      config: { "//": comment, cidr_block: "10.0.0.0/16" },
      marks: { own: ["a"] },
    });
    expect(read).toMatchObject({ mode: "data", address: "data.aws_ami.linux", path: "prod/linux", marks: {} });
  });

  it("have their address for a path where nobody wrote one", () => {
    expect(found({ resource: { aws_vpc: { main: {} } } }).map(({ path }) => path)).toEqual(["aws_vpc.main"]);
  });

  it("are found in lists, which Terraform allows wherever blocks stand", () => {
    const stack = { resource: [{ aws_vpc: [{ a: [{ x: 1 }], b: {} }] }, { aws_eip: { c: {} } }] };
    expect(found(stack).map(({ address }) => address)).toEqual(["aws_vpc.a", "aws_vpc.b", "aws_eip.c"]);
  });

  it("are told from comments at every level, and from what is no block", () => {
    const stack = {
      "//": { metadata: {} },
      resource: { "//": { a: {} }, aws_vpc: { "//": { b: {} }, c: "text", d: null, e: [1, "x"], f: {} }, aws_eip: 3 },
      data: "nothing",
    };
    expect(found(stack).map(({ address }) => address)).toEqual(["aws_vpc.f"]);
  });
});
