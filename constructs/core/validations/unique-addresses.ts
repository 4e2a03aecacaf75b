import {
  TerraformDataSource,
  TerraformLocal,
  TerraformModule,
  TerraformOutput,
  TerraformProvider,
  TerraformRemoteState,
  TerraformResource,
  type TerraformStack,
  TerraformVariable,
} from "cdktf";
import type { IConstruct, IValidation } from "constructs";
import { formatProblem, type Problem } from "../../../lib/core/errors";

function sharedAddress(address: string, first: string, second: string): Problem {
  return {
    what: `two elements have the address ${address}`,
    got: [first, second],
    allowed: "each address once: cdktf merges two silently, and one of them is lost",
    doThis: "rename one of the constructs, or give the second provider an alias",
    where: second,
  };
}

/** Two elements with one address, such as two resources or two outputs, merge silently in cdktf; here they are an error. */
export class UniqueAddresses implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    const seen = new Map<string, string>();
    const problems: string[] = [];
    for (const node of this.stack.node.findAll()) {
      const address = addressOf(node);
      if (address === undefined) continue;
      const first = seen.get(address);
      if (first !== undefined) problems.push(formatProblem(sharedAddress(address, first, node.node.path)));
      seen.set(address, node.node.path);
    }
    return problems;
  }
}

function addressOf(node: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(node)) return `${node.terraformResourceType}.${node.friendlyUniqueId}`;
  if (TerraformDataSource.isTerraformDataSource(node)) {
    return `data.${node.terraformResourceType}.${node.friendlyUniqueId}`;
  }
  if (TerraformProvider.isTerraformProvider(node)) return `provider.${node.fqn}`;
  if (node instanceof TerraformRemoteState) return `data.terraform_remote_state.${node.friendlyUniqueId}`;
  if (node instanceof TerraformOutput) return `output.${node.friendlyUniqueId}`;
  if (node instanceof TerraformVariable) return `var.${node.friendlyUniqueId}`;
  if (node instanceof TerraformLocal) return `local.${node.friendlyUniqueId}`;
  if (node instanceof TerraformModule) return `module.${node.friendlyUniqueId}`;
  return undefined;
}
