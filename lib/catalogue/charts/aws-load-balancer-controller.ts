import type { ChartSpec } from "./chart-spec";

/**
 * AWS Load Balancer Controller: turns Services and Ingresses into load balancers. `clusterName`, `region` and `vpcId`
 * are set by the construct: the controller would otherwise ask the instance metadata service, which pods cannot reach.
 */
export const AWS_LOAD_BALANCER_CONTROLLER_CHART = {
  name: "aws-load-balancer-controller",
  repository: "https://aws.github.io/eks-charts",
  version: "3.5.0",
  source: "kubernetes-sigs/aws-load-balancer-controller v3.5.0, values read 2026-08-22",
  values: {
    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
    // The chart leaves this to the controller; a load balancer that forgets to say where it stands is now a private one.
    defaultLoadBalancerScheme: "internal",
    defaultTargetType: "ip",
    // WAF classic and Shield Advanced need rights the controller is not given; WAF v2 stays with ingresses that ask for it.
    enableShield: false,
    enableWaf: false,
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  },
} as const satisfies ChartSpec;
