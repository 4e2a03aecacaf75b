import { Namespace } from "../../../constructs/core/namespace";
import { type IstioAmbientProps, type LinkerdProps, MeshIdentity, ServiceMesh } from "../../../constructs/mesh";
import { plainCluster } from "../../support/fixtures";
import { nothing, untyped } from "../../support/plain-javascript";
import { messageOf } from "../../support/refusals";
import { synthStack } from "../../support/synth";
import { ANCHORS, MESHES } from "./mesh-fixture";

const istio = (props: IstioAmbientProps): string =>
  messageOf(() => synthStack((stack) => void ServiceMesh.istioAmbient(stack, "mesh", props)));
const linkerd = (props: LinkerdProps): string =>
  messageOf(() => synthStack((stack) => void ServiceMesh.linkerd(stack, "mesh", props)));

const ISSUER = { kind: "ClusterIssuer", name: "roots" } as const;
const IDENTITY = MeshIdentity.fromIssuer({ issuer: ISSUER, trustAnchors: ANCHORS });
const otherDomain = { istiod: { values: { meshConfig: { trustDomain: "prod.example.org" } } } };

describe("a mesh refuses, of plain JavaScript,", () => {
  it.each<[string, () => string, string]>([
    ["Istio without props", () => istio(nothing()), "test/mesh: nothing says on which cluster this runs"],
    ["Istio without a cluster", () => istio(untyped({})), "test/mesh: nothing says on which cluster this runs"],
    ["replicas as text", () => istio({ cluster: plainCluster, replicas: untyped("3") }), "istiod runs too seldom"],
    ["Linkerd without props", () => linkerd(nothing()), "nothing says where the identities of the mesh come from"],
    ["Linkerd without identity", () => linkerd(untyped({})), "nothing says where the identities of the mesh come from"],
    [
      "an identity as data",
      () => linkerd({ cluster: plainCluster, identity: untyped({}) }),
      "where the identities of the",
    ],
    [
      "a namespace that is there already",
      () => linkerd({ cluster: plainCluster, identity: IDENTITY, namespace: untyped(Namespace.fromName("linkerd")) }),
      "the namespace of Linkerd is none that this app makes",
    ],
    [
      "a port as text",
      () => linkerd({ cluster: plainCluster, identity: IDENTITY, opaquePorts: untyped("5432") }),
      "an opaque port is no port",
    ],
    [
      "no anchors",
      () => linkerd({ cluster: plainCluster, identity: MeshIdentity.fromIssuer(untyped({ issuer: ISSUER })) }),
      "trustAnchors holds no certificate",
    ],
    [
      "an identity of no issuer",
      () => messageOf(() => MeshIdentity.fromIssuer(untyped({}))),
      "MeshIdentity.fromIssuer: nobody",
    ],
    [
      "an identity of nothing",
      () => messageOf(() => MeshIdentity.fromIssuer(nothing())),
      "MeshIdentity.fromIssuer: nobody",
    ],
    [
      "an identity of no root",
      () => messageOf(() => MeshIdentity.fromVaultRoot(untyped({ root: {} }))),
      "no root in Vault",
    ],
    ["nothing to sign with", () => messageOf(() => MeshIdentity.fromVaultRoot(nothing())), "no root in Vault"],
  ])("%s", (_, run, message) => {
    expect(run()).toContain(message);
  });

  it("a target that is none", () => {
    const join = (target: unknown) =>
      messageOf(() =>
        synthStack((stack) => {
          const mesh: { join(one: unknown): void } = MESHES.Linkerd(stack);
          mesh.join(target);
        }),
      );
    for (const target of ["apps", {}, undefined, null]) {
      expect(join(target)).toContain("test/mesh: only namespaces and workloads that this app makes can join a mesh");
    }
  });
});

describe("Istio", () => {
  it("gives no identities that its policies do not know", () => {
    expect(istio({ cluster: plainCluster, charts: otherDomain })).toBe(
      [
        "test/mesh: istiod would give identities of another trust domain than those that its policies let in, which are then nobody",
        '  got: "prod.example.org"',
        "  allowed: cluster.local",
        "  do this: leave meshConfig.trustDomain out of the values of istiod",
      ].join("\n"),
    );
    const same = { istiod: { values: { meshConfig: { trustDomain: "cluster.local", accessLogFile: "/dev/stdout" } } } };
    expect(istio({ cluster: plainCluster, charts: same })).toBe("");
  });
});
