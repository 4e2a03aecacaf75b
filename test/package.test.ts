import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonRecord, type JsonRecord, recordAt } from "../lib/core/json";
import { PALISADE_VERSION } from "../lib/core/version";

const REPOSITORY = join(__dirname, "..");
const FAMILIES = readdirSync(join(REPOSITORY, "constructs")).filter((name) =>
  existsSync(join(REPOSITORY, "constructs", name, "index.ts")),
);

function read(...path: readonly string[]): string {
  return readFileSync(join(REPOSITORY, ...path), "utf8");
}

function readRecord(...path: readonly string[]): JsonRecord {
  const parsed: unknown = JSON.parse(read(...path));
  return isJsonRecord(parsed) ? parsed : {};
}

/** Every TypeScript file below a folder. */
function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

const manifest = readRecord("package.json");
const dependencies = ["dependencies", "devDependencies"].flatMap((kind) => Object.entries(recordAt(manifest, kind)));
const peers = recordAt(manifest, "peerDependencies");
const exported = recordAt(manifest, "exports");

describe("the package", () => {
  it("has the version that it writes on everything it makes", () => {
    expect(PALISADE_VERSION).toBe(manifest["version"]);
  });

  it.each(dependencies)("depends on exactly one version of %s", (_name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(Object.keys(peers))("is tested with the peer %s at an exact version", (name) => {
    expect(dependencies.map(([dependency]) => dependency)).toContain(name);
  });

  it.each([...new Set([...dependencies.map(([name]) => name), ...Object.keys(peers)])])(
    "says in docs/dependencies.md what %s is for, why this one, and who keeps it",
    (name) => {
      const rows = read("docs", "dependencies.md")
        .split("\n")
        .map((line) => line.split("|").map((cell) => cell.trim()))
        .filter(([, first]) => first === `\`${name}\``);
      expect(rows).toHaveLength(1);
      expect(rows.flat().filter((cell) => cell.length > 0)).toHaveLength(4);
    },
  );

  it("names no dependency in the docs that it does not have", () => {
    const named = [...read("docs", "dependencies.md").matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name]) => name);
    const known = new Set([...dependencies.map(([name]) => name), ...Object.keys(peers)]);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => name === undefined || !known.has(name))).toEqual([]);
  });

  it("needs no peer that only some families import", () => {
    const required = Object.keys(peers).filter(
      (name) => recordAt(manifest, "peerDependenciesMeta")[name] === undefined,
    );
    expect(required).toEqual(["@cdktf/provider-helm", "@cdktf/provider-kubernetes", "cdktf", "constructs"]);
  });

  it("brings every package that its published files import", () => {
    const known = new Set([...Object.keys(recordAt(manifest, "dependencies")), ...Object.keys(peers)]);
    const imported = ["lib", "constructs"]
      .flatMap(sourcesIn)
      .flatMap((file) => [...read(file).matchAll(/^(?:import|export) .*?from "([^".][^"]*)"|^} from "([^".][^"]*)"/gm)])
      .map(([, first, second]) => first ?? second ?? "")
      .filter((name) => !name.startsWith("node:"))
      .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
    expect(imported.length).toBeGreaterThan(100);
    expect([...new Set(imported)].filter((name) => !known.has(name))).toEqual([]);
  });

  it("locks the dependencies that it declares", () => {
    const root = recordAt(recordAt(readRecord("package-lock.json"), "packages"), "");
    for (const kind of ["dependencies", "devDependencies", "peerDependencies", "peerDependenciesMeta", "engines"]) {
      expect(root[kind]).toEqual(manifest[kind]);
    }
  });

  it("has no address of a registry in its lock file", () => {
    expect(read("package-lock.json")).not.toContain('"resolved"');
  });
});

describe("what the package exports", () => {
  it("is every family, and nothing that loads them all", () => {
    const beside = ["./package.json", "./guardrails", "./sandbox", "./testing/matchers"];
    const families = Object.keys(exported).filter((path) => !beside.includes(path));
    expect(families.sort()).toEqual(FAMILIES.map((family) => `./${family}`).sort());
    expect(exported["."]).toBeUndefined();
  });

  it.each(Object.keys(exported).filter((path) => path !== "./package.json"))(
    "has for %s the source first, then types, then the compiled file",
    (path) => {
      const conditions = recordAt(exported, path);
      expect(Object.keys(conditions)).toEqual(["palisade-source", "types", "default"]);
      const source = String(conditions["palisade-source"]);
      expect(existsSync(join(REPOSITORY, source))).toBe(true);
      const compiled = source.replace("./", "./dist/").replace(/\.ts$/, "");
      expect(conditions["types"]).toBe(`${compiled}.d.ts`);
      expect(conditions["default"]).toBe(`${compiled}.js`);
    },
  );

  it("is found by compilers that read no exports, too", () => {
    const paths = Object.keys(exported).filter((path) => path !== "./package.json");
    const types = paths.map((path) => [path.slice(2), [String(recordAt(exported, path)["types"]).slice(2)]]);
    expect(recordAt(manifest, "typesVersions")["*"]).toEqual(Object.fromEntries(types));
  });

  it.each(FAMILIES)("resolves cdktf-palisade/%s to its source here, and the family can be loaded", (family) => {
    expect(require.resolve(`cdktf-palisade/${family}`)).toBe(join(REPOSITORY, "constructs", family, "index.ts"));
    expect(Object.keys(require(`cdktf-palisade/${family}`)).length).toBeGreaterThan(0);
  });
});

describe("imports", () => {
  it.each(["lib", "constructs", "stacks"])("of a provider's index stand nowhere in %s", (folder) => {
    const sources = sourcesIn(folder);
    expect(sources.length).toBeGreaterThan(0);
    const bad = sources.filter((file) => /["']@cdktf\/provider-[a-z]+(\/lib(\/index)?)?["']/.test(read(file)));
    expect(bad).toEqual([]);
  });

  it.each(["core", "agent", "node", "rpc", "monitoring"])("of %s load no binding that is optional", (family) => {
    const files = [...reachable(join("constructs", family, "index.ts"))];
    expect(files.length).toBeGreaterThan(5);
    const optional = Object.keys(recordAt(manifest, "peerDependenciesMeta"));
    expect(files.filter((file) => optional.some((name) => read(file).includes(`"${name}/`)))).toEqual([]);
  });
});

/** Every source file that a file reaches by relative imports, types left out. */
function reachable(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path = ""] of read(file).matchAll(/^(?:import|export)(?! type)[^;]*? from "(\.[^"]*)"/gms)) {
    const base = join(file, "..", path);
    const found = [`${base}.ts`, join(base, "index.ts")].find((name) => existsSync(join(REPOSITORY, name)));
    if (found !== undefined) reachable(found, seen);
  }
  return seen;
}
