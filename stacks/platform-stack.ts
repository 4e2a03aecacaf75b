import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { HelmChart } from "../constructs/core/helm-chart";
import { markIdentity } from "../constructs/core/identity";
import { Namespace } from "../constructs/core/namespace";
import { EncryptedStorageClass, type IEksCluster, Karpenter, LoadBalancerController, PodRole } from "../constructs/eks";
import { SlashingProtectionDatabase } from "../constructs/keys";
import { EXTERNAL_SECRETS_CHART, externalSecretsEgress } from "../lib/catalogue/charts/external-secrets";
import { METRICS_SERVER_CHART } from "../lib/catalogue/charts/metrics-server";
import { CHAIN_DATA_STORAGE_CLASS, clusterFacts, SECRETS_OPERATOR } from "./cluster-facts";
import { type EnvironmentSpec, isAwsEnvironment } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";
import { vaultPort } from "./vault-facts";

/**
 * What a volume with the chain of a mainnet needs: the included 3000 operations do not keep up with it (AWS Blockchain
 * Node Runners, Ethereum full node: 8000 IOPS, 700 MB/s).
 */
const CHAIN_DATA = { iops: 8000, throughputMiBPerSecond: 700 };

/** What Karpenter may add for programs without special needs. */
const GENERAL_POOL = { cpuLimitCores: 128, memoryLimitGiB: 512 };

/** Output with the ARN of the role of the operator that brings secrets. */
export const SECRETS_OPERATOR_ROLE_OUTPUT = "secrets_operator_role_arn";

/** Where pods of EKS get the credentials of their role (Amazon EKS User Guide, "Set up the EKS Pod Identity Agent"). */
const POD_IDENTITY_EGRESS = {
  to: [{ ipBlock: { cidr: "169.254.170.23/32" } }],
  ports: [{ protocol: "TCP", port: 80 }],
};

/** The operators that the stacks after it rely on. */
export class PlatformStack extends KubernetesStack {
  public constructor(scope: Construct, environment: EnvironmentSpec) {
    super(scope, environment, "platform");
    const role = this.operatorRole();
    new HelmChart(this, "external-secrets", {
      chart: EXTERNAL_SECRETS_CHART,
      namespace: new Namespace(this, "secrets-namespace", { name: SECRETS_OPERATOR.namespace }),
      values: {
        networkPolicy: {
          egress: [
            ...externalSecretsEgress(vaultPort(environment)),
            ...(role === undefined ? [] : [POD_IDENTITY_EGRESS]),
          ],
        },
      },
      ...(role === undefined ? {} : { dependsOn: role.ready }),
    });
    if (this.eksCluster !== undefined) this.declareForEks(this.eksCluster);
  }

  /**
   * The role by which the operator fetches the login of the signers' database from AWS: it may take on the roles that
   * read one login each, and nothing else. Undefined where there is no such database.
   */
  private operatorRole(): PodRole | undefined {
    const { environment } = this;
    const validators = Object.keys(environment.signers?.validators ?? {});
    if (!isAwsEnvironment(environment) || validators.length === 0) return undefined;
    const { accountId } = environment.platform;
    const role = new PodRole(this, "secrets-operator", {
      clusterName: clusterFacts(environment.name, environment.platform).clusterName,
      namespace: SECRETS_OPERATOR.namespace,
      serviceAccountName: SECRETS_OPERATOR.name,
      policies: {
        logins: [
          {
            sid: "TakeOnRolesThatReadALogin",
            actions: ["sts:AssumeRole", "sts:TagSession"],
            resources: [SlashingProtectionDatabase.loginRolesArn(accountId)],
          },
        ],
      },
    });
    markIdentity(role, { kind: "operator", name: SECRETS_OPERATOR.name });
    new TerraformOutput(this, SECRETS_OPERATOR_ROLE_OUTPUT, { value: role.roleArn, staticId: true });
    return role;
  }

  /** What every other cluster brings along, or does without. */
  private declareForEks(cluster: IEksCluster): void {
    const namespace = Namespace.fromName("kube-system");
    new EncryptedStorageClass(this, "storage-class");
    new EncryptedStorageClass(this, "chain-data", { ...CHAIN_DATA, name: CHAIN_DATA_STORAGE_CLASS, isDefault: false });
    new HelmChart(this, "metrics-server", { chart: METRICS_SERVER_CHART, namespace });
    new LoadBalancerController(this, "load-balancers", { cluster, namespace });
    new Karpenter(this, "karpenter", { cluster, namespace, nodePools: { general: GENERAL_POOL } });
  }
}
