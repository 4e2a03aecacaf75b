import { TerraformResource, type TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { formatProblem, type Problem } from "../../../lib/core/errors";

function dependsOnOtherStack(path: string, got: readonly string[]): Problem {
  return {
    what: "a resource depends on a resource of another stack, which Terraform cannot express",
    got,
    allowed: "dependsOn within one stack",
    doThis: "order the stacks instead: consumer.addDependency(producer)",
    where: path,
  };
}

/** `dependsOn` over a stack border becomes an attribute of remote state, which Terraform refuses at plan time. */
export class LocalDependsOn implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    const own = new Set(
      this.stack.node
        .findAll()
        .filter((node) => TerraformResource.isTerraformResource(node))
        .map((node) => node.fqn),
    );
    return this.stack.node
      .findAll()
      .filter((node) => TerraformResource.isTerraformResource(node))
      .flatMap((node) => {
        const foreign = (node.dependsOn ?? []).filter(
          (address) => !address.includes("TfToken") && !address.startsWith("data.") && !own.has(address),
        );
        return foreign.length === 0 ? [] : [formatProblem(dependsOnOtherStack(node.node.path, foreign))];
      });
  }
}
