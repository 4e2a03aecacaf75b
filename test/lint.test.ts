import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isJsonRecord } from "../lib/core/json";

const REPOSITORY = join(__dirname, "..");
const BIOME = join(REPOSITORY, "node_modules", ".bin", "biome");

const LIB = "lib/ is what is true: it knows no Terraform framework and no provider.";
const DIRECTION = "Dependencies point one way: stacks -> constructs -> lib.";
const INDEX = "Import a provider by its deep path, @cdktf/provider-aws/lib/vpc: the index costs half a gigabyte.";
const FAMILY = "Another family is reached through its index.ts only.";
const STACK = "Resources belong in constructs; a stack may import only @cdktf/provider-*/lib/provider.";

const use = (module: string) => `import { A } from "${module}";\nexport const a = A;`;

/** A file that breaks a rule: where it stands, what it says, and what the linter has to answer. */
const FORBIDDEN: readonly (readonly [folder: string, source: string, answer: string])[] = [
  ["lib/core", use("cdktf"), LIB],
  ["lib/core", use("cdktf/lib/terraform-stack"), LIB],
  ["lib/core", use("constructs"), LIB],
  ["lib/core", use("@cdktf/provider-aws/lib/vpc"), LIB],
  ["lib/core", use("@cdktf/provider-aws"), LIB],
  ["lib/core", 'import type { A } from "cdktf";\nexport type B = A;', LIB],
  ["lib/core", 'export { A } from "cdktf";', LIB],
  ["lib/core", 'export * from "constructs";', LIB],
  ["lib/core", 'export const a = import("cdktf");', LIB],
  ["lib/core", 'export const a = require("cdktf");', "Use ESM imports instead of require."],
  ["lib", use("../constructs/core/exposure"), DIRECTION],
  ["lib/core", use("../../constructs"), DIRECTION],
  ["lib/core", use("../../constructs/core/exposure"), DIRECTION],
  ["lib/catalogue/chains", use("../../../constructs/node"), DIRECTION],
  ["lib/core", use("../../stacks"), DIRECTION],
  ["lib/core", use("../../stacks/environment"), DIRECTION],
  ["lib/core", use("cdktf-palisade/core"), DIRECTION],
  ["lib/core", use("../../test/support/synth"), DIRECTION],
  ["constructs", use("../stacks"), DIRECTION],
  ["constructs/rpc", use("../stacks"), DIRECTION],
  ["constructs/rpc", use("../../stacks"), DIRECTION],
  ["constructs/rpc", use("../../stacks/environment"), DIRECTION],
  ["constructs/core/validations", use("../../../stacks/environment"), DIRECTION],
  ["constructs/rpc", use("cdktf-palisade/core"), DIRECTION],
  ["constructs/rpc", use("../../test/support/synth"), DIRECTION],
  ["constructs/rpc", use("../network/subnets"), FAMILY],
  ["constructs/rpc", use("../network/routes/private"), FAMILY],
  ["constructs/rpc", use("../../constructs/network/subnets"), FAMILY],
  ["constructs/rpc", 'import type { A } from "../network/subnets";\nexport type B = A;', FAMILY],
  ["constructs/rpc", 'export * from "../network/subnets";', FAMILY],
  ["constructs/core/validations", use("../../network/subnets"), FAMILY],
  ["constructs/rpc", use("@cdktf/provider-aws"), INDEX],
  ["constructs/rpc", use("@cdktf/provider-aws/lib"), INDEX],
  ["constructs/rpc", use("@cdktf/provider-aws/lib/index"), INDEX],
  ["test", use("@cdktf/provider-aws"), INDEX],
  ["test/constructs", use("@cdktf/provider-kubernetes/lib/index"), INDEX],
  ["stacks", use("@cdktf/provider-aws"), STACK],
  ["stacks", use("@cdktf/provider-aws/lib/vpc"), STACK],
  ["stacks/environments", use("@cdktf/provider-kubernetes/lib/namespace-v1"), STACK],
  ["lib/core", 'export const a = process.env["A"];', "Don't use process.env."],
  ["constructs/rpc", 'export const a = process.env["A"];', "Don't use process.env."],
  ["stacks", 'export const a = process.env["A"];', "Don't use process.env."],
  ["lib/core", "export const a = (given: any) => given;", "Unexpected any. Specify a different type."],
  ["test", "export const a = (given: any) => given;", "Unexpected any. Specify a different type."],
  ["lib/core", "export const a = (given?: string) => given!.length;", "Forbidden non-null assertion."],
  ["constructs/rpc", 'console.log("a");', "Don't use console."],
  ["lib/core", use("fs"), "A Node.js builtin module should be imported with the node: protocol."],
];

/** Files that break no rule. */
const ALLOWED: readonly (readonly [file: string, source: string])[] = [
  ["lib/core/a.ts", use("./errors")],
  ["lib/catalogue/chains/a.ts", use("../../core/errors")],
  ["lib/core/b.ts", use("node:crypto")],
  ["lib/cli/a.ts", 'export const a = process.env["A"];'],
  ["lib/cli/b.ts", use("commander")],
  ["constructs/rpc/a.ts", use("cdktf")],
  ["constructs/rpc/b.ts", use("constructs")],
  ["constructs/rpc/c.ts", use("@cdktf/provider-aws/lib/vpc")],
  ["constructs/rpc/d.ts", use("../network")],
  ["constructs/rpc/e.ts", use("../core/exposure")],
  ["constructs/rpc/f.ts", use("../core/validations")],
  ["constructs/rpc/g.ts", use("../core/validations/unique-addresses")],
  ["constructs/rpc/h.ts", use("../../lib/core/errors")],
  ["constructs/rpc/i.ts", use("../../lib/catalogue/charts/chart-spec")],
  ["constructs/rpc/j.ts", use("./upstream")],
  ["constructs/core/validations/a.ts", use("../../../lib/core/errors")],
  ["constructs/core/validations/b.ts", use("../exposure")],
  ["stacks/a.ts", use("../constructs/network")],
  ["stacks/b.ts", use("../lib/core/errors")],
  ["stacks/c.ts", use("@cdktf/provider-aws/lib/provider")],
  ["stacks/d.ts", use("cdktf")],
  ["stacks/environments/a.ts", use("../../lib/core/errors")],
  ["stacks/main.ts", 'export const a = process.env["A"];'],
  ["test/a.ts", 'export const a = process.env["A"];'],
  ["test/b.ts", use("@cdktf/provider-aws/lib/vpc")],
  ["test/examples/a.ts", use("cdktf-palisade/core")],
  ["test/constructs/rpc/a.ts", use("../../../constructs/rpc/upstream")],
];

/** What the linter says about each file, under this repository's own rules. Nothing is written into the repository. */
function lint(files: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-lint-"));
  try {
    copyFileSync(join(REPOSITORY, "biome.json"), join(folder, "biome.json"));
    for (const [file, source] of files) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), `${source}\n`);
    }
    const options = ["--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none"];
    const { stdout } = spawnSync(BIOME, ["lint", ...options], { cwd: folder, encoding: "utf8" });
    const answers = new Map<string, string[]>([...files.keys()].map((file) => [file, []]));
    for (const { path, message } of diagnosticsIn(stdout)) answers.get(path)?.push(message);
    return answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function diagnosticsIn(report: string): readonly { readonly path: string; readonly message: string }[] {
  const parsed: unknown = JSON.parse(report);
  const diagnostics: unknown = isJsonRecord(parsed) ? parsed["diagnostics"] : undefined;
  if (!Array.isArray(diagnostics)) throw new Error(`the linter gave no report: ${report}`);
  return diagnostics.map((entry: unknown) => {
    const location: unknown = isJsonRecord(entry) ? entry["location"] : undefined;
    if (!isJsonRecord(entry) || !isJsonRecord(location)) throw new Error("the linter's report has another form");
    return { path: String(location["path"]), message: String(entry["message"]) };
  });
}

describe("the linter", () => {
  const forbidden = FORBIDDEN.map(([folder, source, answer], index) => {
    return { file: `${folder}/bad-${index}.ts`, folder, source, answer };
  });
  const answers = lint(new Map([...forbidden.map(({ file, source }) => [file, source] as const), ...ALLOWED]));

  it.each(forbidden)("refuses in $folder: $source", ({ file, answer }) => {
    expect(answers.get(file)).toContain(answer);
  });

  it.each(ALLOWED)("allows in %s: %s", (file) => {
    expect(answers.get(file)).toEqual([]);
  });
});
