import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { ExistingCluster, helmProviderConfig, kubernetesProviderConfig } from "cdktf-palisade/cluster";
import { addValidations, Namespace } from "cdktf-palisade/core";
import { MonitoringPlatform } from "cdktf-palisade/monitoring";
import { ChainNode } from "cdktf-palisade/node";
import { RpcTier } from "cdktf-palisade/rpc";
import type { Construct } from "constructs";

export class ChainStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addValidations(this);
    new S3Backend(this, { bucket: "our-states", key: `${id}.tfstate`, region: "eu-central-1", encrypt: true });
    const cluster = ExistingCluster.fromKubeContext(this, "cluster", { context: "prod-eu" });
    new KubernetesProvider(this, "kubernetes", kubernetesProviderConfig(cluster.connection));
    new HelmProvider(this, "helm", helmProviderConfig(cluster.connection));
    const namespace = new Namespace(this, "namespace", { name: "ethereum" });
    const clients = { execution: "reth", consensus: "lighthouse" } as const;
    const node = new ChainNode(this, "eth-0", { cluster, namespace, chain: "ethereum", network: "mainnet", clients });
    new RpcTier(this, "rpc", { cluster, namespace, upstreams: [node] });
    const where = { namespaceName: "monitoring", releaseLabel: "prometheus" };
    MonitoringPlatform.fromAttributes({ ...where, runbookBaseUrl: "https://runbooks.our.org" }).watchAll(this);
  }
}
