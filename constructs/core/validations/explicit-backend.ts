import { isAbsolute } from "node:path";
import { TerraformBackend, type TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { formatProblem, type Problem } from "../../../lib/core/errors";

function noBackend(path: string): Problem {
  return {
    what: "the stack does not say where its state lives",
    allowed: "one backend per stack: S3Backend, or LocalBackend with a relative path",
    doThis: "declare a backend; without one, state lands in a folder of whoever ran the command",
    where: path,
  };
}

/**
 * cdktf gives a stack without a backend a local one, at an absolute path of the machine that ran it. That is how both
 * a forgotten backend and a path no other machine has are recognised.
 */
export class ExplicitBackend implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    const backends = this.stack.node.findAll().filter((node) => TerraformBackend.isBackend(node));
    const explicit = backends.some((backend) => !isAbsolute(localPath(backend.toTerraform())));
    return explicit ? [] : [formatProblem(noBackend(this.stack.node.path))];
  }
}

/** Path of a local backend; empty for every other kind. */
function localPath(rendered: unknown): string {
  let value = rendered;
  for (const key of ["terraform", "backend", "local", "path"]) {
    if (typeof value !== "object" || value === null) return "";
    value = new Map<string, unknown>(Object.entries(value)).get(key);
  }
  return typeof value === "string" ? value : "";
}
