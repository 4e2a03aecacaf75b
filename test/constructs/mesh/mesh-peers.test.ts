import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Namespace } from "../../../constructs/core/namespace";
import type { IPeer, PeerSelector } from "../../../constructs/core/peer";
import type { Workload } from "../../../constructs/core/workload";
import type { IServiceMesh } from "../../../constructs/mesh";
import { synthApp, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { MESHES, membersIn, named, workloadIn } from "./mesh-fixture";

/** Two programs that sign together, as a peer of others, and a third that only stands beside them. */
class Signers extends Construct implements IPeer {
  public readonly signers: readonly Workload[];
  public readonly beside: Workload;

  public constructor(stack: TerraformStack, id: string, namespace: Namespace) {
    super(stack, id);
    const make = (name: string) => workloadIn(this, namespace, name, { sign: { port: 2222 } });
    this.signers = [make("signer-1"), make("signer-2")];
    this.beside = make("beside");
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.signers.flatMap((signer) => signer.toPeerSelectors());
  }
}

/** Signers that read a database and are asked by a gateway. */
function signersIn(stack: TerraformStack, mesh: IServiceMesh) {
  const { apps, data, database, gateway } = membersIn(stack);
  const signers = new Signers(stack, "signers", apps);
  mesh.join(data);
  for (const signer of signers.signers) signer.allowTo(database, { port: 5432 });
  database.allowFrom(signers, "sql");
  gateway.allowTo(signers, { port: 2222 });
  for (const signer of signers.signers) signer.allowFrom(gateway, "sign");
  return { apps, gateway, signers };
}

const everybody = (stack: TerraformStack, mesh: IServiceMesh) => mesh.join(signersIn(stack, mesh).apps);
const oneOfThem = (stack: TerraformStack, mesh: IServiceMesh) => {
  const { gateway, signers } = signersIn(stack, mesh);
  mesh.join(gateway);
  for (const signer of signers.signers.slice(0, 1)) mesh.join(signer);
};
const synthesized = (name: keyof typeof MESHES, join: typeof everybody) =>
  synthStack((stack) => join(stack, MESHES[name](stack)));

const instances = (peers: readonly { readonly podSelector: { readonly matchLabels: Record<string, string> } }[] = []) =>
  peers.map(({ podSelector }) => podSelector.matchLabels["app.kubernetes.io/instance"]);
const principal = (name: string) => `cluster.local/ns/apps/sa/${name}`;
const onSql = { to: [{ operation: { ports: ["5432"] } }] };
const from = (name: string) => ({ from: [{ source: { principals: [principal(name)] } }] });

describe("a peer of several workloads", () => {
  it("is let in as each of them by Istio, and nobody else of what stands beside them", () => {
    const stack = synthesized("Istio ambient", everybody);
    expect(named(stack, "AuthorizationPolicy")["data/database"].rules).toEqual([
      { ...from("signer-1"), ...onSql },
      { ...from("signer-2"), ...onSql },
    ]);
    // In the clear nothing is taken.
    expect(named(stack, "PeerAuthentication")["data/database"]).toBeUndefined();
  });

  it("is let in as each of them by Linkerd", () => {
    const stack = synthesized("Linkerd", everybody);
    expect(named(stack, "MeshTLSAuthentication")["data/database-5432"].identityRefs).toEqual([
      { kind: "ServiceAccount", name: "signer-1", namespace: "apps" },
      { kind: "ServiceAccount", name: "signer-2", namespace: "apps" },
    ]);
    expect(named(stack, "NetworkAuthentication")["data/database-5432"]).toBeUndefined();
  });

  it.each(["Istio ambient", "Linkerd"] as const)("speaks and is reached through the tunnel: %s", (name) => {
    const policies = named(synthesized(name, everybody), "NetworkPolicy");
    expect(instances(policies["data/database-mesh"].ingress.at(-1)?.from)).toEqual(["signer-1", "signer-2"]);
    expect(instances(policies["apps/gateway-mesh"].egress[0]?.to)).toEqual(["signer-1", "signer-2"]);
    expect(instances(policies["apps/signer-2-mesh"].egress[0]?.to)).toEqual(["database"]);
  });

  it("of whom one joined alone is let in as that one, and in the clear as before", () => {
    const stack = synthesized("Istio ambient", oneOfThem);
    expect(named(stack, "AuthorizationPolicy")["data/database"].rules).toEqual([
      { ...from("signer-1"), ...onSql },
      onSql,
    ]);
    expect(named(stack, "PeerAuthentication")["data/database"].portLevelMtls).toEqual({
      "5432": { mode: "PERMISSIVE" },
    });
    expect(instances(named(stack, "NetworkPolicy")["apps/gateway-mesh"].egress[0]?.to)).toEqual(["signer-1"]);
  });
});

describe("a workload of another stack in a namespace that joined", () => {
  const stackIn = (scope: Construct, name: string): TerraformStack => {
    const stack = new TerraformStack(scope, name);
    new LocalBackend(stack, { path: `${name}.tfstate` });
    new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
    new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
    return stack;
  };
  const joining = (joinsItself: boolean): string =>
    thrownMessage(() =>
      synthApp((app) => {
        const [first, second] = [stackIn(app, "first"), stackIn(app, "second")];
        const mesh = MESHES["Istio ambient"](first);
        const { apps } = membersIn(first);
        const other = workloadIn(second, apps, "other", { http: { port: 8080 } });
        mesh.join(apps);
        if (joinsItself) mesh.join(other);
      }),
    );

  it("has to join by itself", () => {
    expect(joining(true)).toBe("");
    expect(joining(false)).toContain(
      "first/apps: a workload of another stack would be in the mesh, closed to everybody, since it did not join by itself\n" +
        '  got: "second/other"\n  allowed: workloads of the namespace\'s own stack, and those of others that joined\n' +
        "  do this: call `join` of the mesh with it, or give it a namespace that did not join",
    );
  });
});
