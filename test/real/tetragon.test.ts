import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GUARDED_PROGRAMS } from "../../lib/catalogue/runtime/guarded-programs";
import { TETRAGON_RULES, tetragonPolicies } from "../../lib/render/tetragon-policies";

/**
 * A program that reads the files that it is given as Tetragon's agent does, with its packages `pkg/tracingpolicy`
 * (`FromFile`) and `pkg/selectors` (`InitKernelSelectorState` on every hook), and ends with 1 where it refuses one. The
 * module of Tetragon cannot be had through Go's proxy, since parts of it are replaced by folders; it is built inside of
 * Tetragon's own sources at v1.7.0.
 */
const PROGRAM = process.env["PALISADE_TETRAGON"];
const testHere = PROGRAM === undefined ? test.skip : test;

function isAccepted(policies: readonly object[]): boolean {
  const folder = mkdtempSync(join(tmpdir(), "palisade-tetragon-"));
  const files = policies.map((policy, index) => {
    const file = join(folder, `${index}.yaml`);
    writeFileSync(file, JSON.stringify(policy));
    return file;
  });
  const run = spawnSync(PROGRAM ?? "", files, { encoding: "utf8" });
  rmSync(folder, { recursive: true, force: true });
  return run.status === 0;
}

testHere.each([
  ["tell", []],
  ["kill", [...TETRAGON_RULES]],
] as const)("Tetragon reads every policy that is to %s", (_, kills) => {
  expect(isAccepted(tetragonPolicies({ programs: GUARDED_PROGRAMS, kills }))).toBe(true);
});

testHere("Tetragon refuses an operator that the type of an argument does not have", () => {
  const [policy] = tetragonPolicies({ programs: GUARDED_PROGRAMS, kills: [] });
  const text = JSON.stringify(policy).replace('"NotEqual"', '"NotDPort"');
  expect(isAccepted([JSON.parse(text)])).toBe(false);
});
