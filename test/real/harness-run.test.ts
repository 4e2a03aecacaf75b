import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toolReport } from "./harness/tool-report";
import { TOOL_NAMES } from "./tools";

describe("a run of real programs", () => {
  test("no program is made that no test asks for", () => {
    const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && !file.startsWith("harness"),
    );
    const sources = files.map((file) => readFileSync(join(__dirname, file), "utf8")).join("\n");
    expect(TOOL_NAMES.filter((name) => !sources.includes(`"${name}"`))).toEqual([]);
  });

  test("a run ends with what it used, and with what it could not have", () => {
    expect(
      toolReport([
        { name: "geth", version: "1.17.8", from: "Go example.org/geth", used: true, seconds: 94 },
        { name: "helm", version: "3.22.0", from: "Go example.org/helm", used: true },
        { name: "kwok", version: "0.8.0", from: "Go example.org/kwok", used: false, seconds: 7 },
        { name: "tofu", fault: "tofu v1 could not be had: Go is not here", used: true },
      ]),
    ).toBe(
      [
        "Real programs that were used:",
        "  geth  1.17.8  made in 94 s  Go example.org/geth",
        "  helm  3.22.0  kept          Go example.org/helm",
        "Not had, so that its tests were not run: tofu. tofu v1 could not be had: Go is not here",
        "",
      ].join("\n"),
    );
  });
});
