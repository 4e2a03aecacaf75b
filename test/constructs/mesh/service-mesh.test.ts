import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { ChartPods } from "../../../constructs/core/chart-pods";
import { Namespace } from "../../../constructs/core/namespace";
import { addValidations } from "../../../constructs/core/validations";
import { type IServiceMesh, MeshIdentity, ServiceMesh } from "../../../constructs/mesh";
import { addGuardrails } from "../../../constructs/policy";
import { StateBucket } from "../../../constructs/state";
import { plainCluster } from "../../support/fixtures";
import { synthApp, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { ANCHORS, MESHES, membersIn } from "./mesh-fixture";

describe.each(Object.entries(MESHES))("a mesh with %s", (_, meshIn) => {
  it("has nothing found against it under the strict guardrails", () => {
    const stacks = synthApp((app) => {
      const scope = new TerraformStack(app, "test");
      const states = StateBucket.fromAttributes({ bucketName: "acme-prod-state", region: "eu-central-1" });
      new S3Backend(scope, states.backendSettings("mesh.tfstate"));
      addValidations(scope);
      new KubernetesProvider(scope, "kubernetes", { configPath: "kubeconfig" });
      new HelmProvider(scope, "helm", { kubernetes: { configPath: "kubeconfig" } });
      meshIn(scope);
      addGuardrails(scope, { profile: "strict" });
    });
    expect(Object.keys(stacks)).toEqual(["test"]);
  });

  it("takes no namespace that is already there", () => {
    const message = thrownMessage(() =>
      synthStack((scope) => {
        const mesh: { join(target: unknown): void } = meshIn(scope);
        mesh.join(Namespace.fromName("apps"));
      }),
    );
    expect(message).toBe(
      "test/mesh: only namespaces and workloads that this app makes can join a mesh\n" +
        '  got: "apps"\n  allowed: a Namespace or a Workload\n' +
        "  do this: join it where it is made: a namespace that is already there is labelled by whoever keeps it",
    );
  });

  it("takes no namespace in which a chart's pods run, since nobody knows whom they let in", () => {
    const message = thrownMessage(() =>
      synthStack((scope) => {
        const mesh: IServiceMesh = meshIn(scope);
        const { apps } = membersIn(scope);
        new ChartPods(scope, "cache", {
          cluster: plainCluster,
          namespace: apps,
          identity: { kind: "database", name: "cache" },
          name: "cache",
          podLabels: { app: "cache" },
          ports: {},
        });
        mesh.join(apps);
      }),
    );
    expect(message).toBe(
      "test/apps: pods of a chart would be in the mesh, closed to everybody, since their traffic is not known by workloads\n" +
        '  got: "test/cache"\n  allowed: namespaces in which workloads alone run\n' +
        "  do this: join the workloads one by one, or give the chart a namespace of its own",
    );
  });
});

test("a mesh says everything that is wrong with its props at once", () => {
  expect(
    thrownMessage(() =>
      synthStack((scope) => void ServiceMesh.istioAmbient(scope, "mesh", { cluster: plainCluster, replicas: 1 })),
    ),
  ).toBe(
    "test/mesh: istiod runs too seldom to lose a node\n  got: 1\n  allowed: a whole number of at least 2\n" +
      "  do this: raise replicas, or leave it out",
  );
  const linkerd = (trustAnchors: string, lifetimeHours = 2) =>
    thrownMessage(() =>
      synthStack(
        (scope) =>
          void ServiceMesh.linkerd(scope, "mesh", {
            cluster: plainCluster,
            identity: MeshIdentity.fromIssuer({
              issuer: { kind: "Issuer", name: "roots" },
              trustAnchors,
              lifetimeHours,
            }),
            replicas: 0,
            opaquePorts: [70_000],
          }),
      ),
    ).match(/^test\/mesh: .*$/gm);
  const others = [
    "test/mesh: the control plane of Linkerd runs too seldom to lose a node",
    "test/mesh: the authority of the mesh does not live long enough to be renewed",
  ];
  expect(linkerd("roots")).toEqual([
    ...others,
    "test/mesh: trustAnchors holds no certificate",
    "test/mesh: an opaque port is no port",
  ]);
  expect(linkerd(`${ANCHORS}-----BEGIN EC PRIVATE KEY-----`)).toEqual([
    ...others,
    "test/mesh: trustAnchors holds a private key, which nobody but its authority may have",
    "test/mesh: an opaque port is no port",
  ]);
});
