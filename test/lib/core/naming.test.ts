import fc from "fast-check";
import { type NameRule, NameRules, physicalName } from "../../../lib/core/naming";

const rules: readonly (readonly [string, NameRule])[] = Object.entries(NameRules);
const anyRule = fc.constantFrom(...rules.map(([, rule]) => rule));
const anyParts = fc.array(fc.string({ unit: "grapheme", maxLength: 80 }), { minLength: 1, maxLength: 5 });
/** Parts of which something remains under every rule. */
const usableParts = anyParts.map((parts) => [...parts, "x1"]);
const plainWord = fc.stringMatching(/^[a-z0-9]{1,12}$/);

describe("a physical name", () => {
  it("fits its system: length, characters, and a letter or digit at both ends", () => {
    fc.assert(
      fc.property(usableParts, anyRule, (parts, rule) => {
        const name = physicalName(parts, rule);
        expect(name.length).toBeLessThanOrEqual(rule.maxLength);
        expect(name).toMatch(new RegExp(`^[${rule.allowedCharacters}]+$`));
        expect(name).toMatch(/^[A-Za-z0-9].*[A-Za-z0-9]$/);
      }),
    );
  });

  it("fits the shortest system there may be", () => {
    const rule = { maxLength: 12, allowedCharacters: "a-z0-9-" };
    fc.assert(
      fc.property(usableParts, (parts) => {
        const name = physicalName(parts, rule);
        expect(name.length).toBeLessThanOrEqual(12);
        expect(name).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
      }),
    );
  });

  it("is the same every time, and in every process", () => {
    fc.assert(
      fc.property(usableParts, anyRule, (parts, rule) =>
        expect(physicalName([...parts], { ...rule })).toBe(physicalName(parts, rule)),
      ),
    );
    expect(physicalName(["Prod", "eth 0"], NameRules.kubernetesLabel)).toBe("prod-eth-0-62802253");
  });

  it("is left as it is when it fits", () => {
    fc.assert(
      fc.property(fc.array(plainWord, { minLength: 1, maxLength: 3 }), (parts) =>
        expect(physicalName(parts, NameRules.kubernetesWorkload)).toBe(parts.join("-")),
      ),
    );
  });

  it("is another one for another input, even when both are cleaned to the same text", () => {
    const dirty = ["eth 0", "eth_0", "eth.0", "ETH-0", "eth-0", "eth--0", "-eth-0", "eth-0!", "éth-0"];
    const names = dirty.map((part) => physicalName([part], NameRules.kubernetesLabel));
    expect(new Set(names).size).toBe(dirty.length);
    expect(names.filter((name) => name === "eth-0")).toHaveLength(1);
  });

  it("is another one for any two inputs, save plain parts that join to the same text", () => {
    fc.assert(
      fc.property(usableParts, usableParts, anyRule, (left, right, rule) => {
        fc.pre(left.join("-") !== right.join("-"));
        expect(physicalName(left, rule)).not.toBe(physicalName(right, rule));
      }),
    );
  });

  it("is another one for two long inputs that differ only where the cut is", () => {
    const long = (middle: string) => ["begin", "x".repeat(60), middle, "y".repeat(60), "end"];
    const [left, right] = ["a", "b"].map((middle) => physicalName(long(middle), NameRules.kubernetesLabel));
    expect(left).not.toBe(right);
  });

  it("is shortened in the middle: the beginning and the end stay readable", () => {
    const name = physicalName(["prod", "validators".repeat(10), "signer"], NameRules.kubernetesWorkload);
    expect(name).toHaveLength(52);
    expect(name).toMatch(/^prod-validators.*-signer-[0-9a-f]{8}$/);
  });

  it("has no separator twice where it was cut", () => {
    fc.assert(
      fc.property(fc.array(plainWord, { minLength: 1, maxLength: 30 }), (parts) =>
        expect(physicalName(parts, NameRules.kubernetesWorkload)).not.toContain("--"),
      ),
    );
  });

  it("turns to lower case only where its system asks for it", () => {
    expect(physicalName(["Prod", "Nodes"], NameRules.awsIamRole)).toBe("Prod-Nodes");
    expect(physicalName(["Prod", "Nodes"], NameRules.awsBucket)).toMatch(/^prod-nodes-[0-9a-f]{8}$/);
  });

  it("joins with the separator of its rule", () => {
    const rule = { maxLength: 40, allowedCharacters: "a-z0-9_", separator: "_" };
    expect(physicalName(["a", "b"], rule)).toBe("a_b");
    expect(physicalName(["a b"], rule)).toMatch(/^a_b_[0-9a-f]{8}$/);
  });

  it.each([[[]], [[""]], [["", "--"]], [["💥", "…"]]])("is refused when nothing remains of %j", (parts) => {
    expect(() => physicalName(parts, NameRules.kubernetesLabel)).toThrow(
      "a name has no character that its system accepts",
    );
  });
});
