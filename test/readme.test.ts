import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { REPOSITORY, withExamples } from "./support/readme";

const readme = readFileSync(join(REPOSITORY, "README.md"), "utf8");
const team = readFileSync(join(REPOSITORY, "test/examples/team-stack.ts"), "utf8");

test("every TypeScript block is a file that the compiler sees", () => {
  expect(readme.match(/```ts/g)).toHaveLength(readme.match(/<!-- example: /g)?.length ?? 0);
  expect(withExamples(readme)).toBe(readme);
});

test("a team's own stack with three constructs takes fewer than 30 lines", () => {
  expect(team.trimEnd().split("\n").length).toBeLessThan(30);
  for (const construct of ["ChainNode", "RpcTier", "MonitoringPlatform"]) expect(team).toContain(construct);
});

test("every link to a file of the repository leads somewhere", () => {
  const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = ""]) => link);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !existsSync(join(dirname(join(REPOSITORY, "README.md")), link)))).toEqual([]);
});

test("every npm script it names exists", () => {
  const scripts: unknown = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")).scripts;
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
  expect(Object.keys(scripts ?? {})).toEqual(expect.arrayContaining(named));
});
