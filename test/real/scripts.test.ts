import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { kubernetesObjectsOf } from "../../lib/truth/kubernetes/objects";
import { resourcesOf } from "../../lib/truth/synthesized-resource";
import { type ShellScript, scriptFact, shellScriptsOf } from "../../lib/truth/texts/shell-scripts";
import { synthEnvironments } from "../support/environments";
import { expectEvidence } from "./evidence";
import { describeWithTool } from "./tools";

const ROOT = join(__dirname, "../..");

/** Shell files of this repository: whatever git knows and a shell runs. */
function shellFiles(): readonly string[] {
  const { stdout, status } = spawnSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" });
  expect(status).toBe(0);
  return stdout
    .split("\0")
    .filter((file) => file !== "" && !/\.(ts|json|md|snap|svg|png|gz)$/.test(file))
    .filter((file) => /^#!.*\b(ba|da|k)?sh\b/.test(readFileSync(join(ROOT, file), "utf8").split("\n", 1)[0] ?? ""));
}

const scripts = Object.values(synthEnvironments()).flatMap((stack) =>
  [...resourcesOf(stack)].flatMap((resource) => kubernetesObjectsOf(resource).flatMap(shellScriptsOf)),
);

describeWithTool("shellcheck", "shellcheck", (shellcheck, version) => {
  /** What shellcheck says of a script, on the strictest setting that asks for no taste. */
  const check = ({ shell, text }: Pick<ShellScript, "shell" | "text">) => {
    const { error, status, stdout } = spawnSync(
      shellcheck,
      ["--norc", `--shell=${basename(shell)}`, "--severity=style", "--format=gcc", "-"],
      { input: text, encoding: "utf8" },
    );
    if (error !== undefined) throw error;
    return { status, stdout };
  };

  it("has nothing to say of any script that a container of any environment runs", () => {
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      expect({ where: script.where, ...check(script) }).toEqual({ where: script.where, status: 0, stdout: "" });
    }
    expectEvidence(
      "shellcheck",
      { program: "shellcheck", version, facts: scripts.map(scriptFact) },
      { anyVersion: true },
    );
  });

  it("has nothing to say of the shell files of this repository", () => {
    const files = shellFiles();
    expect(files).toContain(".ci/run");
    for (const file of files) {
      const text = readFileSync(join(ROOT, file), "utf8");
      const shell = /bash/.test(text.split("\n", 1)[0] ?? "") ? "bash" : "sh";
      expect({ file, ...check({ shell, text }) }).toEqual({ file, status: 0, stdout: "" });
    }
  });

  it("finds a word that is split, so that it would tell", () => {
    expect(check({ shell: "/bin/sh", text: "for f in $(ls); do rm $f; done\n" }).stdout).toContain("SC2086");
  });
});
