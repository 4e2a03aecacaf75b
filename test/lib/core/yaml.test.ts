import { DEEPEST_YAML, readYaml } from "../../../lib/core/yaml";

describe("a text that is read as YAML", () => {
  it.each<[string, string, unknown]>([
    ["nothing", "", null],
    ["a document", "a: [1, {b: yes}]\n", { a: [1, { b: "yes" }] }],
    ["an alias, which becomes a copy", "a: &x {b: 1}\nc: *x\n", { a: { b: 1 }, c: { b: 1 } }],
    ["a script with brackets", "run: |\n  f() { echo '['; }\n", { run: "f() { echo '['; }\n" }],
  ])("gives %s", (_, text, data) => {
    expect(readYaml(text)).toEqual({ data });
  });

  it("says what is wrong first, and where", () => {
    expect(readYaml("a: 1\nb: [1\nc: }\n")).toEqual({
      fault: { message: expect.any(String), at: { line: 3, column: 1 } },
    });
  });

  it.each([
    ["names no anchor", "a: *nobody\n"],
    ["stands inside of its anchor", "a: &x [*x]\n"],
    [
      "becomes too many copies",
      `${["a: &a [1, 2]"].concat([..."bcdefghij"].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${"abcdefghij"[index]}`).join(", ")}]`)).join("\n")}\n`,
    ],
  ])("is refused for an alias that %s", (_, text) => {
    expect(readYaml(text).fault).toEqual({ message: expect.any(String) });
  });

  it("may be kept from having aliases", () => {
    const options = { allowsAliases: false };
    expect(readYaml("a: &x 1\nb: 2\n", options)).toEqual({ data: { a: 1, b: 2 } });
    expect(readYaml("a: &x 1\nb: *x\n", options)).toEqual({ fault: { message: "it refers to a part of itself" } });
  });

  const TOO_DEEP = { fault: { message: `it is nested more than ${DEEPEST_YAML} deep` } };

  it.each([
    ["lists that are never closed", "[", ""],
    ["objects that are never closed", "{", ""],
    ["objects", "{a: ", "}"],
    ["lists of lists", "- ", ""],
    ["keys of keys", "? ", ""],
  ])("is not read when it is nested without end: %s", (_, open, close) => {
    expect(readYaml(`${open.repeat(100)}a${close.repeat(100)}`)).not.toEqual(TOO_DEEP);
    expect(readYaml(`${open.repeat(20_000)}a${close.repeat(20_000)}`)).toEqual(TOO_DEEP);
  });

  it("is not read when each line is in the one before it, and is when they are beside each other", () => {
    const lines = (indent: (line: number) => number) =>
      Array.from({ length: 1_000 }, (__, line) => `${" ".repeat(indent(line))}a${line}:`).join("\n");
    expect(readYaml(lines((line) => line))).toEqual(TOO_DEEP);
    expect(readYaml(lines((line) => line).replaceAll("\n", "\r"))).toEqual(TOO_DEEP);
    expect(readYaml(lines(() => 0)).fault).toBeUndefined();
    expect(readYaml(lines((line) => line % 50)).fault).toBeUndefined();
  });
});
