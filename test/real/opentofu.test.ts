import { spawnSync } from "node:child_process";
import { listAt, recordAt, textAt } from "../../lib/core/json";
import { REPOSITORY } from "../support/rehearsal";
import { describeWithTerraform } from "../support/terraform-binary";
import { describeWithTool } from "./tools";

/** What is compared of a stack: everything but the time it took and the words of its messages. */
interface StackOutcome {
  readonly name: string;
  readonly verdict: string | undefined;
  readonly resources: unknown;
  readonly plan: unknown;
  readonly protected: readonly unknown[];
  readonly refused: readonly unknown[];
  readonly destroyed: unknown;
  readonly warnings: readonly unknown[];
}

interface Outcome {
  readonly product: string | undefined;
  readonly status: number | null;
  readonly stacks: readonly StackOutcome[];
}

function rehearse(binary: string): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/palisade.js", "rehearse", "dev", "--json"], {
    cwd: REPOSITORY,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, TERRAFORM_BINARY_NAME: binary },
  });
  if (stdout === "") throw new Error(stderr);
  const report: unknown = JSON.parse(stdout);
  return {
    product: textAt(recordAt(report, "terraform"), "product"),
    status,
    stacks: listAt(report, "stacks").map((stack) => ({
      name: textAt(stack, "name") ?? "",
      verdict: textAt(stack, "verdict"),
      resources: recordAt(stack)["resources"],
      plan: recordAt(stack)["plan"],
      protected: listAt(stack, "protected"),
      refused: [...listAt(stack, "refused")].sort(),
      destroyed: recordAt(stack)["destroyed"],
      warnings: listAt(stack, "warnings").map((warning) => textAt(warning, "summary")),
    })),
  };
}

/** Where OpenTofu comes to something else than Terraform. None was found. */
const DIFFERENCES: readonly string[] = [];

describeWithTool("tofu", "OpenTofu rehearses dev", (tofu) => {
  describeWithTerraform("as Terraform does", () => {
    it("with the same verdicts, plans, refusals and counts", () => {
      const [theirs, ours] = [rehearse(tofu), rehearse("terraform")];
      expect([theirs.product, ours.product]).toEqual(["OpenTofu", "Terraform"]);
      expect(theirs.status).toBe(0);
      expect(theirs.stacks.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
      expect(theirs.stacks.length).toBeGreaterThanOrEqual(6);
      const different = theirs.stacks.filter(
        (stack, index) => JSON.stringify(stack) !== JSON.stringify(ours.stacks[index]),
      );
      expect(different.map(({ name }) => name)).toEqual(DIFFERENCES);
      expect(theirs.stacks.length).toBe(ours.stacks.length);
    });
  });
});
