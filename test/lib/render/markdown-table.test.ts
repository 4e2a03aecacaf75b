import { markdownTable } from "../../../lib/render/markdown-table";

describe("a Markdown table", () => {
  test("has aligned columns of at least three characters", () => {
    expect(markdownTable(["a", "meaning"], [["one", "x"]])).toEqual([
      "| a   | meaning |",
      "| --- | ------- |",
      "| one | x       |",
    ]);
  });

  test("keeps a pipe in a cell from ending it", () => {
    expect(markdownTable(["name"], [["a|b"]])[2]).toBe("| a\\|b |");
  });
});
