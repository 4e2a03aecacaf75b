import { spawnSync } from "node:child_process";
import { isJsonRecord, listAt, textAt } from "../../lib/core/json";
import { REPOSITORY } from "../support/rehearsal";

/**
 * A filesystem mirror with the real providers, on machines that have one: it is no use asking for it in CI, where
 * hundreds of megabytes would have to be fetched from a registry that may not be in reach.
 */
const mirror = process.env["PALISADE_PLUGIN_DIR"];
/** The environment whose stacks are validated; `local` needs no provider of a cloud. */
const environment = process.env["PALISADE_PLUGIN_ENVIRONMENT"] ?? "local";

if (mirror === undefined || mirror === "") {
  // biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
  console.warn('skipped: PALISADE_PLUGIN_DIR names no mirror, so "the real providers" were not asked');
  describe.skip("the real providers", () => {
    it("wait for a mirror", () => undefined);
  });
} else {
  describe("the real providers", () => {
    const run = spawnSync(
      process.execPath,
      ["bin/palisade.js", "rehearse", environment, "--json", "--providers", "real", "--plugin-dir", mirror],
      { cwd: REPOSITORY, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    if (run.stdout === "") throw new Error(run.stderr);
    const report: unknown = JSON.parse(run.stdout);
    const stacks = listAt(report, "stacks").filter(isJsonRecord);

    it(`accept every stack of ${environment}`, () => {
      expect(stacks.length).toBeGreaterThan(0);
      expect(stacks.filter((stack) => textAt(stack, "verdict") !== "passed")).toEqual([]);
      expect(textAt(report, "providers")).toBe("real");
    });

    it("warn of nothing", () => {
      expect(stacks.flatMap((stack) => listAt(stack, "warnings"))).toEqual([]);
    });
  });
}
