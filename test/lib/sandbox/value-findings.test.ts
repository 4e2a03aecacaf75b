import { valueFindings } from "../../../lib/sandbox/value-findings";

const config = { cidr_block: "10.0.1.0/16", instance_tenancy: "novel" };
const summary = "Invalid value";

describe("what the sandbox says of values", () => {
  it("stands at the attribute", () => {
    expect(valueFindings({})("aws_vpc", config)).toMatchObject([
      { path: ["cidr_block"], summary, detail: expect.stringMatching(/^cidr_block: /) },
      { path: ["instance_tenancy"], summary },
    ]);
  });

  it("is not what somebody vouches for, in resources of that type", () => {
    const vouched = { "//": { palisade: { own: ["instance_tenancy"] } } };
    const findings = valueFindings({ resource: { aws_vpc: { it: vouched } } });
    expect(findings("aws_vpc", config)).toMatchObject([{ path: ["cidr_block"] }]);
    expect(findings("aws_default_vpc", config)).toEqual(valueFindings({})("aws_default_vpc", config));
    const elsewhere = valueFindings({ resource: { aws_subnet: { it: vouched } } });
    expect(elsewhere("aws_vpc", config)).toHaveLength(2);
  });
});
