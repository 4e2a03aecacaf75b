import { architectureOf } from "../../../lib/catalogue/aws/instance-types";

describe("the architecture of an instance type", () => {
  it.each([
    "t4g.nano",
    "m7g.large",
    "c7gn.xlarge",
    "im4gn.large",
    "is4gen.medium",
    "x2gd.large",
    "g5g.xlarge",
    "a1.large",
  ])("is arm64 for %s", (type) => expect(architectureOf(type)).toBe("arm64"));

  it.each(["m7i.large", "m7i-flex.large", "g4dn.xlarge", "g6e.xlarge", "c6a.large", "u-6tb1.112xlarge", "i4i.large"])(
    "is x86_64 for %s",
    (type) => expect(architectureOf(type)).toBe("x86_64"),
  );
});
