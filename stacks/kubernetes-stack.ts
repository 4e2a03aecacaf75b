import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import type { Construct } from "constructs";
import {
  type ClusterConnection,
  ExistingCluster,
  helmProviderConfig,
  kubernetesProviderConfig,
} from "../constructs/cluster";
import type { ICluster } from "../constructs/core/cluster";
import { EksLookup, type IEksCluster } from "../constructs/eks";
import { type MonitoringAttributes, MonitoringPlatform } from "../constructs/monitoring";
import { PRODUCTION_ENDPOINTS } from "../constructs/network";
import { SecretAlerts, type VaultAccess, VaultStore } from "../constructs/secrets";
import { BaseStack } from "./base-stack";
import { clusterFacts } from "./cluster-facts";
import type { AwsPlatform, EnvironmentSpec, ExistingPlatform } from "./environment";
import type { StackRole } from "./stack-role";
import { vaultFacts, vaultProvider } from "./vault-facts";

/** A cluster and how to talk to it. */
interface FoundCluster {
  readonly cluster: ICluster;
  readonly connection: ClusterConnection;
  /** The same cluster, where it is one of EKS. */
  readonly eksCluster?: IEksCluster;
}

/** A stack whose resources live in the environment's Kubernetes cluster, whichever kind it is. */
export abstract class KubernetesStack extends BaseStack {
  /** The environment's cluster. */
  protected readonly cluster: ICluster;
  /** The same cluster, where it is one of EKS. */
  protected readonly eksCluster: IEksCluster | undefined;

  protected constructor(scope: Construct, environment: EnvironmentSpec, role: StackRole) {
    super(scope, environment, role);
    const { platform } = environment;
    const found = platform.kind === "aws" ? this.findEksCluster(platform) : this.findExistingCluster(platform);
    this.cluster = found.cluster;
    this.eksCluster = found.eksCluster;
    this.pinProviderSource("kubernetes");
    this.pinProviderSource("helm");
    new KubernetesProvider(this, "kubernetes", kubernetesProviderConfig(found.connection));
    new HelmProvider(this, "helm", helmProviderConfig(found.connection));
  }

  /** The environment's secrets, for granting them to what this stack runs. */
  protected secrets(): VaultAccess {
    this.declareVaultProvider();
    return VaultStore.fromAddress(this, "secrets", vaultFacts(this.environment));
  }

  /** The provider of the environment's Vault. */
  protected declareVaultProvider(): void {
    new VaultProvider(this, "vault", vaultProvider(this.environment));
  }

  /** Watches what runs in this stack, and the age of the secrets that it reads. Call it last: what comes later is not seen. */
  protected watch(monitoring: MonitoringAttributes): void {
    MonitoringPlatform.fromAttributes(monitoring).watchAll(this);
    new SecretAlerts(this, "secret-alerts", { monitoring });
  }

  private findEksCluster(platform: AwsPlatform): FoundCluster {
    const { region, cidr, accountId, portForward } = platform;
    this.pinProviderSource("aws");
    new AwsProvider(this, "aws", { region, allowedAccountIds: [accountId] });
    const facts = clusterFacts(this.environment.name, platform);
    const { cluster } = new EksLookup(this, "cluster", {
      ...facts,
      region,
      cidr,
      interfaceEndpoints: PRODUCTION_ENDPOINTS,
    });
    return {
      cluster,
      connection: cluster.connection(portForward === undefined ? {} : { portForward }),
      eksCluster: cluster,
    };
  }

  private findExistingCluster({ kubeContext, storageClassName }: ExistingPlatform): FoundCluster {
    const cluster = ExistingCluster.fromKubeContext(this, "cluster", {
      context: kubeContext,
      ...(storageClassName === undefined ? {} : { storageClassName }),
    });
    return { cluster, connection: cluster.connection };
  }
}
