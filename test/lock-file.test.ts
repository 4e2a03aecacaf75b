import { readFileSync } from "node:fs";
import { join } from "node:path";

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages: Readonly<Record<string, LockedPackage>> = JSON.parse(
  readFileSync(join(__dirname, "../package-lock.json"), "utf8"),
).packages;

test("every platform's optional packages are locked, or `npm ci` refuses the file on all of them", () => {
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
    .filter((name) => packages[`node_modules/${name}`] === undefined);
  expect(missing).toEqual([]);
});

test("no address of a registry is locked", () => {
  const addresses = Object.values(packages).flatMap(({ resolved }) => (resolved === undefined ? [] : [resolved]));
  expect(addresses).toEqual([]);
});
