import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithTools } from "./tools";

const WORKFLOWS = join(__dirname, "../../.github/workflows");

/** A workflow that names a step's output which does not exist. */
const BROKEN = `on: push
jobs:
  it:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "\${{ steps.none.outputs.it }}"
`;

describeWithTools(["actionlint", "shellcheck"], "actionlint", (toolOf) => {
  // With shellcheck at hand it reads the scripts of the steps too.
  const check = (...files: string[]) => {
    const { program } = toolOf("actionlint");
    const { error, status, stdout, stderr } = spawnSync(
      program,
      ["-no-color", `-shellcheck=${toolOf("shellcheck").program}`, "-pyflakes=", ...files],
      { encoding: "utf8" },
    );
    if (error !== undefined) throw error;
    return { status, output: `${stdout}${stderr}` };
  };

  it("has nothing to say of the workflows of this repository", () => {
    const files = readdirSync(WORKFLOWS).map((file) => join(WORKFLOWS, file));
    expect(files.length).toBeGreaterThan(0);
    expect(check(...files)).toEqual({ status: 0, output: "" });
  });

  it("finds a step that does not exist, so that it would tell", () => {
    const folder = mkdtempSync(join(tmpdir(), "palisade-actionlint-"));
    try {
      const file = join(folder, "broken.yml");
      writeFileSync(file, BROKEN);
      expect(check(file).output).toContain('property "none" is not defined');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
