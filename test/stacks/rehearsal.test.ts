import { spawnSync } from "node:child_process";
import { environments } from "../../stacks/environments";
import { REPOSITORY } from "../support/rehearsal";
import { describeWithTerraform } from "../support/terraform-binary";

const SECONDS = 1000;

interface StackReport {
  readonly name: string;
  readonly verdict: string;
  readonly resources: number;
  readonly plan?: { readonly add: number };
}

function rehearse(environment: string): { readonly status: number | null; readonly stacks: readonly StackReport[] } {
  const run = spawnSync(process.execPath, ["bin/palisade.js", "rehearse", environment, "--json"], {
    cwd: REPOSITORY,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.stdout === "") throw new Error(run.stderr);
  return { status: run.status, stacks: JSON.parse(run.stdout).stacks };
}

describeWithTerraform("every environment that ships here, with the real Terraform", () => {
  test.each(environments.map(({ name }) => name))(
    "%s plans, applies, has nothing left to do, and comes down again",
    (environment) => {
      const { status, stacks } = rehearse(environment);
      expect(stacks.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
      expect(stacks.filter(({ plan, resources }) => plan?.add !== resources)).toEqual([]);
      expect(stacks.length).toBeGreaterThanOrEqual(6);
      expect(status).toBe(0);
    },
    300 * SECONDS,
  );
});
