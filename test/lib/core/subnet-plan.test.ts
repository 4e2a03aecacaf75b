import fc from "fast-check";
import { cidrsOverlap, containsCidr, formatCidr, parseCidr } from "../../../lib/core/cidr";
import { planSubnets } from "../../../lib/core/subnet-plan";

const networks = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 16, max: 23 }))
  .map(([address, prefixLength]) =>
    formatCidr({ firstAddress: address - (address % 2 ** (32 - prefixLength)), prefixLength }),
  );
const zoneCounts = fc.integer({ min: 1, max: 4 });

const blocksOf = (cidr: string, zones: number) => Object.values(planSubnets(cidr, zones)).flat().map(parseCidr);

describe("a subnet plan", () => {
  it("stays inside the network, never overlaps and gives AWS sizes it accepts", () => {
    fc.assert(
      fc.property(networks, zoneCounts, (cidr, zones) => {
        const blocks = blocksOf(cidr, zones);
        expect(blocks).toHaveLength(zones * 4);
        expect(blocks.every((block) => containsCidr(parseCidr(cidr), block))).toBe(true);
        expect(blocks.every((block) => block.prefixLength <= 28)).toBe(true);
        const clashes = blocks.filter((block, index) =>
          blocks.slice(index + 1).some((other) => cidrsOverlap(block, other)),
        );
        expect(clashes).toEqual([]);
      }),
    );
  });

  it("moves no subnet when a zone is added at the end", () => {
    fc.assert(
      fc.property(networks, fc.integer({ min: 1, max: 3 }), (cidr, zones) => {
        const before = planSubnets(cidr, zones);
        const after = planSubnets(cidr, zones + 1);
        for (const tier of ["public", "private", "isolated", "peers"] as const) {
          expect(after[tier].slice(0, zones)).toEqual(before[tier]);
        }
      }),
    );
  });

  it("is the same every time", () => {
    fc.assert(
      fc.property(networks, zoneCounts, (cidr, zones) =>
        expect(planSubnets(cidr, zones)).toEqual(planSubnets(cidr, zones)),
      ),
    );
    expect(planSubnets("10.0.0.0/16", 3)).toEqual({
      private: ["10.0.0.0/19", "10.0.32.0/19", "10.0.64.0/19"],
      public: ["10.0.128.0/21", "10.0.136.0/21", "10.0.144.0/21"],
      isolated: ["10.0.160.0/21", "10.0.168.0/21", "10.0.176.0/21"],
      peers: ["10.0.192.0/21", "10.0.200.0/21", "10.0.208.0/21"],
    });
  });

  it("refuses networks AWS would refuse, and reports the zones in the same breath", () => {
    expect(() => planSubnets("10.0.0.0/24", 5)).toThrow(/too small[\s\S]*number of zones/);
    expect(() => planSubnets("10.0.0.0/15", 3)).toThrow("larger than AWS accepts");
    expect(() => planSubnets("10.0.0/16", 0)).toThrow(/not an IPv4 address block[\s\S]*number of zones/);
  });
});
