import { type App, Aspects, LocalBackend, TerraformStack } from "cdktf";
import { DataResource } from "cdktf/lib/terraform-data-resource";
import { Construct } from "constructs";
import { DependencyAspect } from "../../../constructs/core/dependency-aspect";
import { addValidations } from "../../../constructs/core/validations";
import { synthApp, synthStack } from "../../support/synth";

/** `depends_on` of every resource of a stack with the aspect. */
function dependsOnIn(build: (stack: TerraformStack) => void, withAspect = true): Record<string, readonly string[]> {
  const { resource } = synthStack(
    (stack) => {
      if (withAspect) Aspects.of(stack).add(new DependencyAspect());
      build(stack);
    },
    { providers: false },
  );
  return Object.fromEntries(
    Object.entries(resource["terraform_data"] ?? {}).map(([id, { depends_on: wanted = [] }]) => [id, wanted]),
  );
}

/** A construct with two resources. */
class Pair extends Construct {
  public readonly first = new DataResource(this, "first", {});
  public readonly second = new DataResource(this, "second", {});
}

describe("node.addDependency", () => {
  it("becomes depends_on between two resources", () => {
    const build = (stack: TerraformStack) => {
      const before = new DataResource(stack, "before", {});
      new DataResource(stack, "after", {}).node.addDependency(before);
    };
    expect(dependsOnIn(build)).toEqual({ before: [], after: ["terraform_data.before"] });
    expect(dependsOnIn(build, false)).toEqual({ before: [], after: [] });
  });

  it("reaches from everything below one construct to everything below the other", () => {
    const found = dependsOnIn((stack) => {
      const before = new Pair(stack, "before");
      new Pair(stack, "after").node.addDependency(before);
    });
    const ids = Object.keys(found);
    const before = ids.filter((id) => id.startsWith("before")).map((id) => `terraform_data.${id}`);
    expect(before).toHaveLength(2);
    for (const id of ids) expect(found[id]).toEqual(id.startsWith("after") ? before : []);
  });

  it("keeps what dependsOn said, and says nothing twice", () => {
    const found = dependsOnIn((stack) => {
      const [a, b] = [new DataResource(stack, "a", {}), new DataResource(stack, "b", {})];
      const after = new DataResource(stack, "after", { dependsOn: [a, b] });
      after.node.addDependency(b);
      after.node.addDependency(b);
    });
    expect(found["after"]).toEqual(["terraform_data.a", "terraform_data.b"]);
  });

  it("of a construct on one of its own resources does not make that resource wait for itself", () => {
    const found = dependsOnIn((stack) => {
      const pair = new Pair(stack, "pair");
      pair.node.addDependency(pair.first);
    });
    const lists = Object.values(found);
    expect(lists.filter((list) => list.length === 0)).toHaveLength(1);
    expect(lists.filter((list) => list.length === 1)).toHaveLength(1);
  });

  it("over a stack border writes nothing that Terraform would refuse", () => {
    const stacks = synthApp((app: App) => {
      const [producer, consumer] = ["producer", "consumer"].map((name) => {
        const stack = new TerraformStack(app, name);
        new LocalBackend(stack, { path: `${name}.tfstate` });
        addValidations(stack);
        Aspects.of(stack).add(new DependencyAspect());
        return new DataResource(stack, "held", {});
      });
      if (producer !== undefined) consumer?.node.addDependency(producer);
    });
    expect(stacks["consumer"]?.resource["terraform_data"]?.["held"].depends_on).toBeUndefined();
  });
});
