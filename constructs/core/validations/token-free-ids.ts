import type { TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { formatProblem, type Problem } from "../../../lib/core/errors";

function tokenInId(path: string): Problem {
  return {
    what: "a construct's id holds a reference that only Terraform can resolve",
    got: path,
    allowed: "plain text that is the same on every run",
    doThis: "use a literal id: with a reference in it the address changes from run to run, which destroys resources",
    where: path,
  };
}

/** A reference inside a construct id gives an unstable address. cdktf refuses it in resources, not in constructs. */
export class TokenFreeIds implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    return this.stack.node
      .findAll()
      .filter((node) => /TfToken/.test(node.node.id))
      .map((node) => formatProblem(tokenInId(node.node.path)));
  }
}
