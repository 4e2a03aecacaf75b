import { execFileSync } from "node:child_process";

const CANDIDATES = ["terraform", "tofu"];

function answers(binary: string): boolean {
  try {
    execFileSync(binary, ["version"], { stdio: "ignore", env: { ...process.env, CHECKPOINT_DISABLE: "1" } });
    return true;
  } catch {
    return false;
  }
}

function findBinary(): string | undefined {
  const named = process.env["TERRAFORM_BINARY_NAME"];
  return (named === undefined ? CANDIDATES : [named]).find(answers);
}

const found = findBinary();

/** The Terraform or OpenTofu that tests run. Only meaningful inside `describeWithTerraform`. */
export const terraformBinary = found ?? "terraform";

/**
 * `describe` for tests that run the real binary. Without one they are skipped with a notice; where `CI` is set they
 * fail, so that a missing binary cannot pass unseen.
 */
export function describeWithTerraform(name: string, body: () => void): void {
  if (found !== undefined) {
    describe(name, body);
    return;
  }
  const notice = `neither terraform nor tofu was found: "${name}" was not run`;
  if (process.env["CI"] !== undefined) {
    describe(name, () => {
      it("has a Terraform binary to run", () => {
        throw new Error(notice);
      });
    });
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped test must be seen
  console.warn(notice);
  describe.skip(name, body);
}
