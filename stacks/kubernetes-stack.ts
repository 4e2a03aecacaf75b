import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import type { Construct } from "constructs";
import {
  type ClusterConnection,
  EksLookup,
  ExistingCluster,
  helmProviderConfig,
  kubernetesProviderConfig,
} from "../constructs/cluster";
import type { ICluster } from "../constructs/core/cluster";
import { type VaultAccess, VaultStore } from "../constructs/secrets";
import { BaseStack, type StackRole } from "./base-stack";
import { clusterFacts } from "./cluster-facts";
import { type EnvironmentSpec, isAwsEnvironment } from "./environment";

/** A stack whose resources live in the environment's Kubernetes cluster, whichever kind it is. */
export abstract class KubernetesStack extends BaseStack {
  /** The environment's cluster. */
  protected readonly cluster: ICluster;

  protected constructor(scope: Construct, environment: EnvironmentSpec, role: StackRole) {
    super(scope, environment, role);
    const { cluster, connection } = this.findCluster();
    this.cluster = cluster;
    this.pinProviderSource("kubernetes");
    this.pinProviderSource("helm");
    new KubernetesProvider(this, "kubernetes", kubernetesProviderConfig(connection));
    new HelmProvider(this, "helm", helmProviderConfig(connection));
  }

  /** The environment's secrets, for granting them to what this stack runs. */
  protected secrets(): VaultAccess {
    const { vault } = this.environment;
    this.declareVaultProvider();
    return VaultStore.fromAddress(this, "secrets", vault);
  }

  /** Logs in with whatever the environment variables of the run say; no credential is ever written. */
  protected declareVaultProvider(): void {
    new VaultProvider(this, "vault", { address: this.environment.vault.address });
  }

  private findCluster(): { cluster: ICluster; connection: ClusterConnection } {
    const { environment } = this;
    if (!isAwsEnvironment(environment)) return this.existingCluster();
    const { region, cidr, accountId } = environment.platform;
    this.pinProviderSource("aws");
    new AwsProvider(this, "aws", { region, allowedAccountIds: [accountId] });
    const { cluster } = new EksLookup(this, "cluster", { ...clusterFacts(environment), region, cidr });
    return { cluster, connection: cluster.connection() };
  }

  private existingCluster() {
    const { platform } = this.environment;
    const cluster = ExistingCluster.fromKubeContext(this, "cluster", {
      context: platform.kind === "existing" ? platform.kubeContext : "",
      ...(platform.kind === "existing" && platform.storageClassName !== undefined
        ? { storageClassName: platform.storageClassName }
        : {}),
    });
    return { cluster, connection: cluster.connection };
  }
}
