import { addressBlock, isPartOf } from "../../../../lib/truth/kubernetes/address-block";
import { quantityOf } from "../../../../lib/truth/kubernetes/quantity";
import { re2Pattern } from "../../../../lib/truth/kubernetes/re2";

test.each([
  ["500m", 0.5],
  ["2", 2],
  [3, 3],
  ["1.5Gi", 1.5 * 2 ** 30],
  ["10G", 1e10],
  ["1e3", 1000],
  ["+1k", 1000],
  ["-4", -4],
  [".5", 0.5],
  [" 1Mi ", 2 ** 20],
  ["3E2", 300],
])("the quantity %p is %p", (text, number) => expect(quantityOf(text)).toBeCloseTo(number, 9));

test("equal amounts are equal numbers", () => {
  expect(quantityOf("700000000n")).toBe(quantityOf("0.7"));
  expect(quantityOf("300000u")).toBe(quantityOf("300m"));
  expect(quantityOf("322122547200m")).toBe(quantityOf("0.3Gi"));
});

test.each(["", "1GB", "2 Gi", "m", "1.5gi", "1e", "five", true, null, Number.NaN])("%p is no quantity", (text) =>
  expect(quantityOf(text)).toBeUndefined(),
);

test.each([
  ["10.0.0.0/8", "10.1.0.0/16", true],
  ["10.0.0.0/8", "10.0.0.0/8", false],
  ["10.0.0.0/8", "11.0.0.0/16", false],
  ["0.0.0.0/0", "169.254.0.0/16", true],
  ["::/0", "fd00::/8", true],
  ["::/0", "10.0.0.0/8", false],
  ["2001:db8::/32", "2001:db8:1::/48", true],
  ["010.0.0.0/8", "10.001.0.0/16", true],
  ["64:ff9b::/96", "64:ff9b::192.0.2.0/120", true],
])("in %s lies %s: %p", (whole, part, expected) => {
  const [outer, inner] = [addressBlock(whole), addressBlock(part)];
  expect(outer !== undefined && inner !== undefined && isPartOf(outer, inner)).toBe(expected);
});

test.each(["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "::/129", "host/8", "10.0.0.256/8", ""])("%p is no block", (text) =>
  expect(addressBlock(text)).toBeUndefined(),
);

test("patterns of Go are read, and taken more widely where the two differ", () => {
  expect(re2Pattern("^(?i)(abort|warn)?$")?.test("WARN")).toBe(true);
  expect(re2Pattern("^(?i)(abort|warn)?$")?.test("stop")).toBe(false);
  expect(re2Pattern("^[a-z]+\\z")?.test("abc")).toBe(true);
  expect(re2Pattern("^(?P<year>\\d{4})$")?.test("2026")).toBe(true);
  expect(re2Pattern("[[:alpha:")).toBeUndefined();
});
