import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pages, REPOSITORY, withExamples } from "./support/readme";

const readme = readFileSync(join(REPOSITORY, "README.md"), "utf8");
const team = readFileSync(join(REPOSITORY, "test/examples/team-stack.ts"), "utf8");

test.each(pages())("every TypeScript block of %s is a file that the compiler sees", (path) => {
  const page = readFileSync(path, "utf8");
  expect(page.match(/```ts/g)?.length ?? 0).toBe(page.match(/<!-- example: /g)?.length ?? 0);
  expect(withExamples(page)).toBe(page);
});

test("a team's own stack with three constructs takes fewer than 30 lines", () => {
  expect(team.trimEnd().split("\n").length).toBeLessThan(30);
  for (const construct of ["ChainNode", "RpcTier", "MonitoringPlatform"]) expect(team).toContain(construct);
});

test.each(pages())("every link of %s to a file of the repository leads somewhere", (path) => {
  const links = [...readFileSync(path, "utf8").matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = ""]) => link);
  expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
});

test("every npm script it names exists", () => {
  const scripts: unknown = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")).scripts;
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
  expect(Object.keys(scripts ?? {})).toEqual(expect.arrayContaining(named));
});
