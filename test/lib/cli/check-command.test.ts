import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../../support/rehearsal";
import { Workshop } from "./support/palisade";

jest.setTimeout(60_000);

const workshop = new Workshop();
afterAll(() => workshop.clear());

const volume = (encrypted: boolean, marks: object = {}) => ({
  "//": { palisade: marks },
  resource: { aws_ebs_volume: { data: { availability_zone: "eu-central-1a", encrypted } } },
});

/** A folder with stacks that nobody at Palisade wrote. */
function plainFolder(
  name: string,
  files: Readonly<Record<string, object>> = { "main.tf.json": volume(false) },
): string {
  const folder = workshop.folder(name);
  for (const [file, json] of Object.entries(files)) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), JSON.stringify(json, null, 2));
  }
  return folder;
}

/** A rule of a team, as a file. */
const OWN_RULE = `exports.sized = {
  id: "team/sized-volume", title: "Volumes say how large they are", severity: "medium", why: "Else it is 1 GiB.",
  fix: "set size", source: "our own", subject: "resource", types: ["aws_ebs_volume"],
  check: ({ config }) => ("size" in config ? { verdict: "pass" } : { verdict: "fail", at: ["size"], expected: "a size" }),
  examples: () => ({ pass: [], fail: [] }),
};`;

async function check(args: readonly string[], directory: string) {
  return workshop.run(["check", ...args], { directory });
}

function rulesFound(stdout: string, stack?: string): readonly string[] {
  const { findings } = JSON.parse(stdout);
  return findings
    .filter((each: { readonly stack: string }) => stack === undefined || each.stack === stack)
    .map((each: { readonly rule: string }) => each.rule);
}

describe("palisade check of a folder", () => {
  it("judges Terraform JSON that nobody at Palisade wrote, strictly, and fails when something blocks", async () => {
    const folder = plainFolder("plain");
    const { code, stdout } = await check(["."], folder);
    expect(code).toBe(1);
    expect(stdout).toContain(
      "high  Every EBS volume is encrypted  encryption/encrypted-volume\n  fix: set encrypted to true",
    );
    expect(stdout).toContain(
      "    aws_ebs_volume.data encrypted\n      got: false\n      expected: true\n      at: main.tf.json:",
    );
    expect(stdout).not.toContain("\u001b");
  });

  it("passes when nothing does", async () => {
    const folder = plainFolder("empty-stack", { "main.tf.json": { terraform: {}, locals: { a: 1 } } });
    const { code, stdout } = await check([folder, "--json"], workshop.folder("elsewhere"));
    const report = JSON.parse(stdout);
    expect(report.stacks).toEqual(["empty-stack"]);
    expect(code).toBe(report.verdict === "passed" ? 0 : 1);
  });

  it("reads all files of a folder as one stack, and every folder as another", async () => {
    const folder = plainFolder("several", {
      "a/main.tf.json": volume(false),
      "a/override.tf.json": { resource: { aws_ebs_volume: { data: { encrypted: true } } } },
      "b/main.tf.json": volume(false),
    });
    const { stdout } = await check([folder, "--json"], folder);
    expect(JSON.parse(stdout).stacks).toEqual(["a", "b"]);
    expect(rulesFound(stdout, "a")).not.toContain("encryption/encrypted-volume");
    expect(rulesFound(stdout, "b")).toContain("encryption/encrypted-volume");
  });

  it("judges by the profile it is told, unless a stack says its own", async () => {
    const folder = plainFolder("profiles", {
      "plain/main.tf.json": volume(false),
      "marked/main.tf.json": volume(false, { guardrails: { profile: "strict" } }),
    });
    const { stdout } = await check([".", "--json", "--profile", "relaxed"], folder);
    const effects = JSON.parse(stdout)
      .findings.filter(({ rule }: { readonly rule: string }) => rule === "encryption/encrypted-volume")
      .map(({ stack, effect }: { readonly stack: string; readonly effect: string }) => `${stack} ${effect}`);
    expect(effects).toEqual(["marked block", "plain warn"]);
  });

  it.each(["main.tf.json", "./main.tf.json"])("asks for the folder where a file is named: %s", async (name) => {
    const { code, stderr } = await check([name], plainFolder("file"));
    expect(code).toBe(1);
    expect(stderr).toContain("palisade check: that is a file, and stacks are judged by their folder");
  });

  it("says which files it did not read, and where there is nothing to read", async () => {
    const folder = plainFolder("hcl");
    writeFileSync(join(folder, "other.tf"), "");
    expect((await check(["."], folder)).stderr).toContain("not read, since they are no JSON: other.tf");
    const { code, stderr } = await check(["./nothing", workshop.folder("nothing-in-it")], folder);
    expect(code).toBe(1);
    expect(stderr).toContain('palisade check: there is no such folder\n  got: "./nothing"');
    expect((await check([workshop.folder("nothing-in-it")], folder)).stderr).toContain(
      "the folder holds neither a manifest.json of cdktf nor files of Terraform's JSON",
    );
  });

  it.each([
    ["--sarif", '"version": "2.1.0"'],
    ["--junit", "<testsuites "],
    ["--markdown", "# Guardrails\n"],
    ["--compliance", "# Evidence by control\n"],
    ["--json", '"palisade": '],
  ])("reports with %s, on standard output alone or into a file", async (option, sign) => {
    const folder = plainFolder(`report${option}`);
    const { stdout, stderr, code } = await check([".", option], folder);
    expect(code).toBe(1);
    expect(stdout).toContain(sign);
    expect(stderr).toContain("Every EBS volume is encrypted");
    const written = await check([".", option, "--output", "report"], folder);
    expect(written.stdout).toBe("");
    expect(readFileSync(join(folder, "report"), "utf8").trimEnd()).toBe(stdout.trimEnd());
  });

  it("names in SARIF the file and the line", async () => {
    const { stdout } = await check([".", "--sarif"], plainFolder("lines"));
    const { results } = JSON.parse(stdout).runs[0];
    const result = results.find(({ ruleId }: { readonly ruleId: string }) => ruleId === "encryption/encrypted-volume");
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "main.tf.json" },
      region: { startLine: 9 },
    });
  });

  it("refuses two forms at once, an address that is none, and a place that cannot be written to", async () => {
    const folder = plainFolder("wrong");
    const { stderr } = await check([".", "--json", "--sarif", "--documentation-url", "docs"], folder);
    expect(stderr).toContain('palisade check: a report has one form\n  got: "--json --sarif"');
    expect(stderr).toContain('palisade check: --documentation-url is no address\n  got: "docs"');
    expect((await check([".", "--json", "--output", "no/such/folder"], folder)).stderr).toContain(
      "no/such/folder: the file cannot be written",
    );
  });
});

describe("a baseline", () => {
  it("lets the findings of the day it was written pass, fails on new ones, and names what is gone", async () => {
    const folder = plainFolder("baseline");
    const file = join(folder, "baseline.json");
    const written = await check([".", "--write-baseline", "baseline.json"], folder);
    expect(written.code).toBe(0);
    expect(written.stderr).toMatch(/^baseline\.json written: \d+ findings? accepted as it is today$/m);
    expect(JSON.parse(readFileSync(file, "utf8")).findings.length).toBeGreaterThan(0);
    expect((await check([".", "--baseline", "baseline.json"], folder)).code).toBe(0);

    const more = { resource: { aws_ebs_volume: { second: { encrypted: false } } } };
    writeFileSync(join(folder, "more.tf.json"), JSON.stringify(more));
    const { code, stdout } = await check([".", "--baseline", "baseline.json"], folder);
    expect(code).toBe(1);
    expect(stdout).toContain("aws_ebs_volume.second encrypted");
    expect(stdout).not.toContain("aws_ebs_volume.data encrypted");

    writeFileSync(join(folder, "more.tf.json"), "{}");
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ locals: {} }));
    expect((await check([".", "--baseline", "baseline.json"], folder)).stdout).toContain(
      "entries of the baseline that are no longer found; --write-baseline takes them out:",
    );
    await check([".", "--baseline", "baseline.json", "--write-baseline", "baseline.json"], folder);
    expect(readFileSync(file, "utf8")).not.toContain("aws_ebs_volume.data");
  });

  it("that is faulty is told of before anything is judged", async () => {
    const folder = plainFolder("faulty");
    writeFileSync(join(folder, "b.json"), '{"version":1,"findings":[7]}');
    const { code, stderr, stdout } = await check([".", "--baseline", "b.json"], folder);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("b.json: entry 0 of the findings is not one\n  got: 7");
  });
});

describe("rules of a team", () => {
  it.each([
    ["rules.js", OWN_RULE],
    ["rules.cjs", OWN_RULE.replace("exports.sized =", "const sized =").concat("\nmodule.exports = [sized];")],
    ["rules.mjs", OWN_RULE.replace("exports.sized =", "export default")],
    [
      "rules.ts",
      OWN_RULE.replace("exports.sized =", "const sized: object =").concat("\nexport const RULES = [sized];"),
    ],
  ])("are taken from %s", async (file, source) => {
    const folder = plainFolder(`own-${file}`);
    writeFileSync(join(folder, file), source);
    const { stdout } = await check([".", "--json", "--rules", file], folder);
    expect(rulesFound(stdout)).toContain("team/sized-volume");
    expect(JSON.parse(stdout).rules).toContain("team/sized-volume");
  });

  it("that cannot be had are told of, all at once", async () => {
    const folder = plainFolder("no-rules");
    writeFileSync(join(folder, "none.js"), "exports.a = 1;");
    writeFileSync(join(folder, "throws.js"), 'throw new Error("no such table");');
    writeFileSync(join(folder, "taken.js"), OWN_RULE.replace("team/sized-volume", "encryption/encrypted-volume"));
    const files = ["none.js", "throws.js", "taken.js", "missing.js"].flatMap((file) => ["--rules", file]);
    const { code, stderr } = await check([".", ...files], folder);
    expect(code).toBe(1);
    expect(stderr).toContain("none.js: the file exports no rule");
    expect(stderr).toContain('throws.js: the file of rules cannot be loaded\n  got: "no such table"');
    expect(stderr).toContain('taken.js: two rules have the same id\n  got: "encryption/encrypted-volume"');
    expect(stderr).toContain("missing.js: there is no such file of rules");
  });

  it("that throw are rule errors, and block", async () => {
    const folder = plainFolder("throwing", { "main.tf.json": volume(true) });
    writeFileSync(
      join(folder, "rules.js"),
      OWN_RULE.replace(/check: .*/, 'check: () => { throw new Error("oh no"); },'),
    );
    const { code, stdout } = await check([".", "--rules", "rules.js", "--profile", "relaxed"], folder);
    expect(code).toBe(1);
    expect(stdout).toContain("team/sized-volume at aws_ebs_volume.data: oh no");
  });
});

describe("palisade check of an app", () => {
  /** An app that writes two stacks, or one that leaves them to judges and fails, as one with guardrails does. */
  function app(name: string, isRefused = false): string {
    const folder = workshop.folder(name);
    const source = `
      const { mkdirSync, writeFileSync } = require("node:fs");
      const left = JSON.parse(process.env.CDKTF_CONTEXT_JSON)["palisade:refused-output"];
      const out = ${isRefused ? "left" : "process.env.CDKTF_OUTDIR"};
      process.exitCode = ${isRefused ? 1 : 0};
      const write = (name, json) => {
        mkdirSync(out + "/stacks/" + name, { recursive: true });
        writeFileSync(out + "/stacks/" + name + "/cdk.tf.json", JSON.stringify(json, null, 2));
      };
      write("dev-data", ${JSON.stringify(volume(true))});
      write("prod-data", ${JSON.stringify(volume(false))});
      writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { "dev-data": {}, "prod-data": {} } }));`;
    writeFileSync(join(folder, "app.js"), source);
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ app: "node app.js" }));
    return folder;
  }

  it.each([false, true])("judges what it names; the app's own guardrails refuse it: %s", async (isRefused) => {
    const folder = app(`app-${isRefused}`, isRefused);
    const { stdout } = await check(["dev", "--json"], folder);
    expect(JSON.parse(stdout).stacks).toEqual(["dev-data"]);
    expect(rulesFound(stdout)).not.toContain("encryption/encrypted-volume");
    const all = await check(["--json"], folder);
    expect(all.code).toBe(1);
    expect(JSON.parse(all.stdout).stacks).toEqual(["dev-data", "prod-data"]);
    expect(rulesFound(all.stdout)).toContain("encryption/encrypted-volume");
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
    expect(workshop.leftBehind).toEqual([]);
  });

  it("fails as the app does when that failed for another reason", async () => {
    const folder = workshop.folder("app-broken");
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ app: "exit 3" }));
    const { code, stderr } = await check([], folder);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("the app failed (exit code 3): exit 3"),
    });
  });

  it("names files as if they stood in the output folder", async () => {
    const { stdout } = await check(["prod-data", "--sarif"], app("app-files"));
    expect(stdout).toContain('"uri": "cdktf.out/stacks/prod-data/cdk.tf.json"');
  });

  it("says which stacks there are when it names one that is not", async () => {
    const { code, stderr } = await check(["prd"], app("app-names"));
    expect(code).toBe(1);
    expect(stderr).toContain("stacks: no stack has this name, and none begins with it and a hyphen");
    expect(stderr).toContain("allowed: dev-data, prod-data");
  });

  it("does not mix names and folders", async () => {
    const folder = app("app-mixed");
    const { stderr } = await check(["prod", join(REPOSITORY, "lib")], folder);
    expect(stderr).toContain("palisade check: folders and names of stacks do not go together");
  });
});
