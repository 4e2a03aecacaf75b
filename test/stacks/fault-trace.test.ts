import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../..");

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "palisade-fault-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the trace of a fault in a stack names the line as it was written", () => {
  const fault = join(folder, "fault.cjs");
  const cdktf = JSON.stringify(require.resolve("cdktf"));
  writeFileSync(fault, `require(${cdktf}).TerraformStack.prototype.addDependency = () => undefined.planted;\n`);
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", "tsx/cjs", "--require", fault, join("stacks", "main.ts")],
    {
      cwd: REPOSITORY,
      encoding: "utf8",
      env: { ...process.env, PALISADE_ENVIRONMENTS: "local", CDKTF_OUTDIR: join(folder, "out") },
    },
  );
  expect(status).toBe(1);
  expect(stderr).toContain("reading 'planted'");
  const [, line = ""] = /declare-environment\.ts:(\d+):/.exec(stderr) ?? [];
  const source = readFileSync(join(REPOSITORY, "stacks", "declare-environment.ts"), "utf8").split("\n");
  expect(source[Number(line) - 1]).toContain("addDependency");
});
