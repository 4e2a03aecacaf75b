import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./support/readme";

/** What stands in the table of families in the README. */
const FAMILIES = [
  ...readFileSync(join(REPOSITORY, "README.md"), "utf8").matchAll(/^\| `cdktf-palisade\/(\w+)` +\|[^|]+\|([^|]*)\|$/gm),
].map(([, family = "", bindings = ""]) => ({
  family,
  allowed: [
    "kubernetes",
    "helm",
    ...bindings
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ],
}));

function bindingsLoadedBy(family: string): readonly string[] {
  const folder = ["guardrails", "sandbox"].includes(family) ? `lib/${family}` : `constructs/${family}`;
  const program = `
    require("./${folder}/index.ts");
    const names = Object.keys(require.cache).flatMap((path) => /@cdktf.provider-([a-z]+)/.exec(path)?.[1] ?? []);
    console.log(JSON.stringify([...new Set(names)]));`;
  const run = spawnSync(process.execPath, ["--require", "tsx/cjs", "--eval", program], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

test("the README names every family", () => {
  expect(FAMILIES.length).toBeGreaterThanOrEqual(12);
});

test.each(FAMILIES)("cdktf-palisade/$family loads no binding beside those the README names", ({ family, allowed }) => {
  expect(bindingsLoadedBy(family).filter((binding) => !allowed.includes(binding))).toEqual([]);
});
