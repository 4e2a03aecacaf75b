import fc from "fast-check";
import {
  addressCount,
  type Cidr,
  cidrsOverlap,
  containsCidr,
  formatCidr,
  isPrivateCidr,
  parseCidr,
  subnetOf,
} from "../../../lib/core/cidr";

const anyCidr: fc.Arbitrary<Cidr> = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefixLength]) => ({
    firstAddress: address - (address % 2 ** (32 - prefixLength)),
    prefixLength,
  }));

describe("address blocks", () => {
  it("survive being written and read again", () => {
    fc.assert(fc.property(anyCidr, (cidr) => expect(parseCidr(formatCidr(cidr))).toEqual(cidr)));
  });

  it("reads the largest and the smallest block", () => {
    expect(parseCidr("0.0.0.0/0")).toEqual({ firstAddress: 0, prefixLength: 0 });
    expect(parseCidr("255.255.255.255/32")).toEqual({ firstAddress: 2 ** 32 - 1, prefixLength: 32 });
    expect(addressCount(parseCidr("10.0.0.0/16"))).toBe(65536);
  });

  it.each(["", "10.0.0.0", "10.0.0/16", "10.0.0.256/24", "10.0.0.0/33", "a.b.c.d/16", "10.0.0.0/16 ", "-1.0.0.0/8"])(
    "refuses %p",
    (text) => expect(() => parseCidr(text)).toThrow("not an IPv4 address block"),
  );

  it("says which block was meant when bits stand beyond the prefix", () => {
    expect(() => parseCidr("10.0.3.7/16")).toThrow("write 10.0.0.0/16");
  });

  it("lie inside their parent and beside each other when cut", () => {
    const cuts = fc
      .tuple(anyCidr, fc.integer({ min: 0, max: 12 }), fc.nat(), fc.nat())
      .filter(([parent, bits]) => parent.prefixLength + bits <= 32);
    fc.assert(
      fc.property(cuts, ([parent, bits, left, right]) => {
        const one = subnetOf(parent, parent.prefixLength + bits, left % 2 ** bits);
        const other = subnetOf(parent, parent.prefixLength + bits, right % 2 ** bits);
        expect(containsCidr(parent, one)).toBe(true);
        expect(cidrsOverlap(one, other)).toBe(left % 2 ** bits === right % 2 ** bits);
      }),
    );
  });

  it("overlap exactly when one holds an address of the other", () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, (left, right) => {
        const shared =
          left.firstAddress < right.firstAddress + addressCount(right) &&
          right.firstAddress < left.firstAddress + addressCount(left);
        expect(cidrsOverlap(left, right)).toBe(shared);
      }),
    );
  });

  it("refuses a part that does not exist", () => {
    const parent = parseCidr("10.0.0.0/24");
    expect(() => subnetOf(parent, 26, 4)).toThrow("no part number 4");
    expect(() => subnetOf(parent, 23, 0)).toThrow("no part number 0");
    expect(() => subnetOf(parent, 33, 0)).toThrow("no part number 0");
    expect(() => subnetOf(parent, 26, 0.5)).toThrow("no part number 0.5");
  });

  it("knows private from public space", () => {
    expect(
      ["10.1.0.0/16", "172.31.0.0/16", "192.168.0.0/20", "100.64.0.0/16"].map(parseCidr).every(isPrivateCidr),
    ).toBe(true);
    expect(["8.8.8.0/24", "172.32.0.0/16", "8.0.0.0/7", "0.0.0.0/0"].map(parseCidr).some(isPrivateCidr)).toBe(false);
  });
});
