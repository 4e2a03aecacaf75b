import { lostCharacterProblems } from "../../../lib/core/yaml-text";

test("characters that Helm changes or refuses are named, with where they stand", () => {
  const problems = lostCharacterProblems({ spec: { lines: ["fine", "a\u2028b"], "k\u0085": "\u007f" } }, "bundle");
  expect(problems.map(({ where }) => where)).toEqual([
    "bundle.spec.lines[1]",
    "bundle.spec (a key)",
    "bundle.spec.k\u0085",
  ]);
  expect(problems[0]?.what).toContain("U+2028");
});

test("everything else passes: braces, quotes, tabs, newlines, other scripts and emoji", () => {
  expect(lostCharacterProblems({ text: "{{ $x }} \"'\t\n é 字 🚀", n: 1, b: true, z: null }, "bundle")).toEqual([]);
});
