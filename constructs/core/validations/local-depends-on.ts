import { TerraformResource, type TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { formatProblem, type Problem } from "../../../lib/core/errors";
import { writtenText } from "../written-text";

function dependsOnOtherStack(path: string, got: readonly string[]): Problem {
  return {
    what: "a resource depends on a resource of another stack, which Terraform cannot express",
    got,
    allowed: "dependsOn within one stack",
    doThis: "order the stacks instead: consumer.addDependency(producer)",
    where: path,
  };
}

/** What `dependsOn` over a stack border looks like once it is written: an attribute of the other stack's outputs. */
const OUTPUT_OF_OTHER_STACK = /^data\.terraform_remote_state\.[^.]+\.outputs\./;

/** `dependsOn` over a stack border becomes an attribute of remote state, which Terraform refuses at plan time. */
export class LocalDependsOn implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    return this.stack.node
      .findAll()
      .filter((node) => TerraformResource.isTerraformResource(node))
      .flatMap((node) => {
        const foreign = (node.dependsOn ?? [])
          .map((address) => writtenText(node, address))
          .filter((address) => OUTPUT_OF_OTHER_STACK.test(address));
        return foreign.length === 0 ? [] : [formatProblem(dependsOnOtherStack(node.node.path, foreign))];
      });
  }
}
