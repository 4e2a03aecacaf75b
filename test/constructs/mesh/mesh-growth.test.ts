import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import { Node } from "constructs";
import { Namespace } from "../../../constructs/core/namespace";
import { synthesizedWithComments } from "../../support/synthesized-with-comments";
import { MESHES, workloadIn } from "./mesh-fixture";

/** How many constructs are looked at by whoever searches for some, in a synthesis with so many members. */
function constructsSearched(meshIn: (typeof MESHES)[keyof typeof MESHES], members: number): number {
  const search = jest.spyOn(Node.prototype, "findAll");
  synthesizedWithComments((app) => {
    const stack = new TerraformStack(app, "test");
    new LocalBackend(stack, { path: "mesh.tfstate" });
    new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
    new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
    const apps = new Namespace(stack, "apps", { name: "apps" });
    meshIn(stack).join(apps);
    const workloads = Array.from({ length: members }, (_, index) =>
      workloadIn(stack, apps, `one-${index}`, { http: { port: 8080 } }),
    );
    for (const [index, workload] of workloads.slice(1).entries()) {
      workload.allowTo(workloads[index] ?? workload, { port: 8080 });
    }
  });
  const searched = search.mock.results.reduce((sum, { value }) => sum + value.length, 0);
  search.mockRestore();
  return searched;
}

describe.each(Object.entries(MESHES))("a mesh with %s", (_, meshIn) => {
  it("searches in proportion to its members, not to their square", () => {
    const few = constructsSearched(meshIn, 10);
    const many = constructsSearched(meshIn, 40);
    expect(few).toBeGreaterThan(0);
    expect(many / few).toBeLessThanOrEqual(4);
  });
});
