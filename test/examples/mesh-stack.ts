import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { ExistingCluster, helmProviderConfig, kubernetesProviderConfig } from "cdktf-palisade/cluster";
import { addValidations, Namespace } from "cdktf-palisade/core";
import { ServiceMesh } from "cdktf-palisade/mesh";
import { ChainNode } from "cdktf-palisade/node";
import { RpcTier } from "cdktf-palisade/rpc";
import type { Construct } from "constructs";

export class MeshStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addValidations(this);
    new S3Backend(this, { bucket: "our-states", key: `${id}.tfstate`, region: "eu-central-1", encrypt: true });
    const cluster = ExistingCluster.fromKubeContext(this, "cluster", { context: "prod-eu" });
    new HelmProvider(this, "helm", helmProviderConfig(cluster.connection));
    new KubernetesProvider(this, "kubernetes", kubernetesProviderConfig(cluster.connection));

    const mesh = ServiceMesh.istioAmbient(this, "mesh", { cluster });
    const namespace = new Namespace(this, "namespace", { name: "ethereum" });
    // All workloads of this stack in it, those that are declared later too. One workload joins the same way.
    mesh.join(namespace);

    const clients = { execution: "reth", consensus: "lighthouse" } as const;
    // Strangers have to reach its ports for peers, so it stays out by itself.
    const node = new ChainNode(this, "eth-0", { cluster, namespace, chain: "ethereum", network: "mainnet", clients });
    new RpcTier(this, "rpc", { cluster, namespace, upstreams: [node] });
  }
}
