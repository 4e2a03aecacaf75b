import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Controller } from "../../../constructs/core/controller";
import { Exposure } from "../../../constructs/core/exposure";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Namespace } from "../../../constructs/core/namespace";
import { Workload } from "../../../constructs/core/workload";
import { type IServiceMesh, MeshIdentity, ServiceMesh } from "../../../constructs/mesh";
import { plainCluster } from "../../support/fixtures";
import type { Json, SynthesizedJson } from "../../support/synth";
import { bundled } from "../certificates/certificate-fixture";

/** A certificate that nobody has a key for. */
export const ANCHORS = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

/** Both ways to a mesh. */
export const MESHES = {
  "Istio ambient": (stack: TerraformStack): IServiceMesh =>
    ServiceMesh.istioAmbient(stack, "mesh", { cluster: plainCluster }),
  Linkerd: (stack: TerraformStack): IServiceMesh =>
    ServiceMesh.linkerd(stack, "mesh", {
      cluster: plainCluster,
      identity: MeshIdentity.fromIssuer({
        issuer: { kind: "ClusterIssuer", name: "roots" },
        trustAnchors: ANCHORS,
      }),
    }),
} as const;

/** Ports of a workload under test. */
interface PortsOf {
  readonly [name: string]: { readonly port: number; readonly exposure?: Exposure };
}

/** A workload that does nothing but have ports. */
export function workloadIn(stack: Construct, namespace: Namespace, name: string, ports: PortsOf): Workload {
  return new Workload(stack, name, {
    cluster: plainCluster,
    namespace,
    identity: { kind: "workload", name },
    controller: Controller.deployment({ replicas: 1 }),
    containers: [
      {
        name,
        image: ImageRef.parse(`registry.example.org/${name}:1.2.3`),
        ports: Object.entries(ports).map(([portName, port]) => ({ name: portName, ...port })),
        resources: { cpuMillicores: 100, memoryMiB: 128 },
      },
    ],
  });
}

/** A gateway that calls a node with peers and an account database, and is called by strangers. */
export function membersIn(stack: TerraformStack) {
  const apps = new Namespace(stack, "apps", { name: "apps" });
  const data = new Namespace(stack, "data", { name: "data" });
  const gateway = workloadIn(stack, apps, "gateway", {
    http: { port: 4000, exposure: Exposure.privateNetwork() },
    metrics: { port: 9100 },
  });
  const database = workloadIn(stack, data, "database", { sql: { port: 5432 } });
  const node = workloadIn(stack, apps, "node", {
    p2p: { port: 30303, exposure: Exposure.peers() },
    rpc: { port: 8545 },
  });
  return { apps, data, gateway, database, node };
}

/** Objects of a kind, by their names. */
export function named(stack: SynthesizedJson, kind: string): Record<string, Json> {
  return Object.fromEntries(
    bundled(stack)
      .filter((object) => object.kind === kind)
      .map((object) => [`${object.metadata.namespace}/${object.metadata.name}`, object.spec]),
  );
}

/** Template of the pods of a deployment. */
export function templateOf(stack: SynthesizedJson, name: string): Json {
  const found = Object.values(stack.resource["kubernetes_deployment_v1"] ?? {}).find(
    ({ metadata }) => metadata.name === name,
  );
  return found?.spec.template;
}
