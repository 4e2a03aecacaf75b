import { Construct } from "constructs";
import { AWS_LOAD_BALANCER_CONTROLLER_CHART } from "../../lib/catalogue/charts/aws-load-balancer-controller";
import { AwsAccount } from "../core/aws-account";
import { type ChartOverrides, HelmChart, withOverrides } from "../core/helm-chart";
import { markIdentity } from "../core/identity";
import type { INamespace } from "../core/namespace";
import { PodRole } from "../core/pod-identity";
import type { IEksCluster } from "./eks-props";
import { loadBalancerPolicies } from "./load-balancer-policy";

/** Props of `LoadBalancerController`. */
export interface LoadBalancerControllerProps {
  /** Cluster whose Services and Ingresses it serves. */
  readonly cluster: IEksCluster;
  /** Namespace of its pods. */
  readonly namespace: INamespace;
  /** Changes to the chart aws-load-balancer-controller, over the values that make it safe. @default - none */
  readonly chart?: ChartOverrides;
}

const SERVICE_ACCOUNT = "aws-load-balancer-controller";

/** Makes load balancers for Services and Ingresses: private ones unless they ask for a public one. */
export class LoadBalancerController extends Construct {
  public constructor(scope: Construct, id: string, props: LoadBalancerControllerProps) {
    super(scope, id);
    const { cluster } = props;
    markIdentity(this, { kind: "operator", name: `${cluster.clusterName}-load-balancers` });
    const account = AwsAccount.of(this);
    const role = new PodRole(this, "role", {
      clusterName: cluster.clusterName,
      namespace: props.namespace.namespaceName,
      serviceAccountName: SERVICE_ACCOUNT,
      policies: loadBalancerPolicies({
        partition: account.partition,
        accountId: account.accountId,
        region: cluster.region,
        clusterName: cluster.clusterName,
      }),
    });
    new HelmChart(this, "chart", {
      chart: AWS_LOAD_BALANCER_CONTROLLER_CHART,
      namespace: props.namespace,
      ...withOverrides(
        {
          clusterName: cluster.clusterName,
          region: cluster.region,
          vpcId: cluster.network.vpcId,
          serviceAccount: { name: SERVICE_ACCOUNT },
        },
        props.chart,
      ),
      dependsOn: role.ready,
    });
  }
}
