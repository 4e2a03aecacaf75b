import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { shippedStackNames } from "../support/environments";

const REPOSITORY = resolve(__dirname, "../..");
const CDKTF = join(REPOSITORY, "node_modules", ".bin", "cdktf");
const SECONDS = 1000;

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "palisade-cdktf-"));
  const main = join(REPOSITORY, "test", "fixtures", "planted-error.ts");
  writeFileSync(
    join(folder, "cdktf.json"),
    JSON.stringify({
      language: "typescript",
      app: `node --require ${require.resolve("tsx/cjs")} ${main}`,
      projectId: "planted",
      sendCrashReports: "false",
    }),
  );
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function cdktf(environment: Record<string, string>) {
  const { TF_CLI_CONFIG_FILE: _, ...inherited } = process.env;
  const run = spawnSync(CDKTF, ["synth"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...inherited, CHECKPOINT_DISABLE: "1", CI: "1", ...environment },
  });
  return { status: run.status, text: `${run.stdout}${run.stderr}` };
}

/** Every file of the output folder with its content and the time it was written. */
function output(): Record<string, string> {
  const root = join(folder, "cdktf.out");
  return Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(root, name)).isFile())
      .map((name) => [name, `${statSync(join(root, name)).mtimeMs} ${readFileSync(join(root, name), "utf8")}`]),
  );
}

test(
  "a failing check fails cdktf's own synth, and the last good output stays as it was",
  () => {
    const good = cdktf({});
    expect(good).toMatchObject({ status: 0 });
    const before = output();
    expect(Object.keys(before)).toContain(join("stacks", "planted", "cdk.tf.json"));

    const bad = cdktf({ PLANT_ERROR: "1" });
    expect(bad.status).not.toBe(0);
    expect(bad.text).toContain("the stack does not say where its state lives");
    expect(output()).toEqual(before);
  },
  120 * SECONDS,
);

test(
  "cdktf's own list finds every stack of this repository through its cdktf.json",
  () => {
    const { TF_CLI_CONFIG_FILE: _, PALISADE_ENVIRONMENTS: __, ...inherited } = process.env;
    const run = spawnSync(CDKTF, ["list", "--output", join(folder, "listed")], {
      cwd: REPOSITORY,
      encoding: "utf8",
      env: { ...inherited, CHECKPOINT_DISABLE: "1", CI: "1" },
    });
    expect(run).toMatchObject({ status: 0 });
    const listed = readdirSync(join(folder, "listed", "stacks")).sort();
    const expected = shippedStackNames();
    expect(expected).toHaveLength(50);
    expect(listed).toEqual(expected);
    for (const name of expected) expect(run.stdout).toContain(name);
  },
  120 * SECONDS,
);
