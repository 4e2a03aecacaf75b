import { type IAspect, TerraformResource, TerraformStack } from "cdktf";
import { Dependable, type IConstruct } from "constructs";
import { writtenText } from "./written-text";

/**
 * Turns `a.node.addDependency(b)` into `depends_on`, which cdktf ignores. Resources below `a` depend on every resource
 * below `b` that stands in the same stack; over a stack border the order of stacks says it.
 */
export class DependencyAspect implements IAspect {
  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node)) return;
    const stack = TerraformStack.of(node);
    const wanted = node.node.scopes
      .flatMap((scope) => scope.node.dependencies)
      .flatMap((dependency) => Dependable.of(dependency).dependencyRoots)
      .flatMap((root) => root.node.findAll())
      .filter((target) => TerraformResource.isTerraformResource(target))
      .filter((target) => target !== node && TerraformStack.of(target) === stack)
      .map((target) => `${target.terraformResourceType}.${target.friendlyUniqueId}`);
    if (wanted.length === 0) return;
    const said = (node.dependsOn ?? []).map((address) => writtenText(node, address));
    node.dependsOn = [...new Set([...said, ...wanted])];
  }
}
