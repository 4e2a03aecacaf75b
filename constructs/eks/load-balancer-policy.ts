import type { IamConditions, IamStatement } from "../../lib/render/iam-policy";

/** What the controller's rights are limited to. Values may be live references. */
export interface LoadBalancerPolicyScope {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly clusterName: string;
}

/** Tag the controller writes on everything it makes (AWS Load Balancer Controller documentation, "Subnet discovery and tags"). */
const CLUSTER_TAG = "elbv2.k8s.aws/cluster";

/**
 * Rights of the AWS Load Balancer Controller: the actions of its reference policy, limited to this region and, where
 * AWS can tell, to what carries this cluster's tag. Left out: Shield and WAF classic, which the chart's values turn off,
 * and Cognito, IAM server certificates and outposts, which nothing here uses.
 */
export function loadBalancerPolicies(
  scope: LoadBalancerPolicyScope,
): Readonly<Record<string, readonly IamStatement[]>> {
  const elb = (kind: string) =>
    `arn:${scope.partition}:elasticloadbalancing:${scope.region}:${scope.accountId}:${kind}`;
  const ec2 = (kind: string) => `arn:${scope.partition}:ec2:${scope.region}:${scope.accountId}:${kind}/*`;
  const asked: IamConditions = { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: scope.clusterName } };
  const own: IamConditions = { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: scope.clusterName } };
  const inRegion: IamConditions = { StringEquals: { "aws:RequestedRegion": scope.region } };
  const balancers = [elb("loadbalancer/net/*"), elb("loadbalancer/app/*")];
  const groups = [elb("targetgroup/*")];
  const listeners = ["listener/net/*", "listener/app/*", "listener-rule/net/*", "listener-rule/app/*"].map(elb);
  return {
    discovery: [
      {
        // AWS offers no narrower resource for describing; the region is what can be limited.
        sid: "LookAround",
        actions: [
          "acm:DescribeCertificate",
          "acm:ListCertificates",
          "ec2:DescribeAccountAttributes",
          "ec2:DescribeAddresses",
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeInstances",
          "ec2:DescribeInternetGateways",
          "ec2:DescribeIpamPools",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeRouteTables",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeTags",
          "ec2:DescribeVpcPeeringConnections",
          "ec2:DescribeVpcs",
          "ec2:GetSecurityGroupsForVpc",
          "elasticloadbalancing:DescribeCapacityReservation",
          "elasticloadbalancing:DescribeListenerAttributes",
          "elasticloadbalancing:DescribeListenerCertificates",
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeLoadBalancerAttributes",
          "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeSSLPolicies",
          "elasticloadbalancing:DescribeTags",
          "elasticloadbalancing:DescribeTargetGroupAttributes",
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth",
          "elasticloadbalancing:DescribeTrustStores",
        ],
        resources: ["*"],
        conditions: inRegion,
      },
      {
        sid: "FirstLoadBalancerOfTheAccount",
        actions: ["iam:CreateServiceLinkedRole"],
        resources: [`arn:${scope.partition}:iam::${scope.accountId}:role/aws-service-role/*`],
        conditions: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
      },
    ],
    "security-groups": [
      {
        sid: "LetLoadBalancersReachPods",
        actions: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
        resources: [ec2("security-group"), ec2("security-group-rule")],
      },
      {
        sid: "MakeGroups",
        actions: ["ec2:CreateSecurityGroup"],
        resources: [ec2("security-group"), ec2("vpc")],
      },
      {
        sid: "TagNewGroups",
        actions: ["ec2:CreateTags"],
        resources: [ec2("security-group")],
        conditions: {
          StringEquals: { ...asked["StringEquals"], "ec2:CreateAction": "CreateSecurityGroup" },
        },
      },
      {
        sid: "ChangeOwnGroups",
        actions: ["ec2:CreateTags", "ec2:DeleteTags", "ec2:DeleteSecurityGroup"],
        resources: [ec2("security-group")],
        conditions: own,
      },
    ],
    "load-balancers": [
      {
        sid: "MakeWithOwnTag",
        actions: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
        resources: [...balancers, ...groups],
        conditions: asked,
      },
      {
        sid: "TagWhatIsMade",
        actions: ["elasticloadbalancing:AddTags"],
        resources: [...balancers, ...groups],
        conditions: {
          StringEquals: {
            ...asked["StringEquals"],
            "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"],
          },
        },
      },
      {
        sid: "ChangeOwn",
        actions: [
          "elasticloadbalancing:AddTags",
          "elasticloadbalancing:RemoveTags",
          "elasticloadbalancing:DeleteLoadBalancer",
          "elasticloadbalancing:DeleteTargetGroup",
          "elasticloadbalancing:ModifyCapacityReservation",
          "elasticloadbalancing:ModifyIpPools",
          "elasticloadbalancing:ModifyLoadBalancerAttributes",
          "elasticloadbalancing:ModifyTargetGroup",
          "elasticloadbalancing:ModifyTargetGroupAttributes",
          "elasticloadbalancing:SetIpAddressType",
          "elasticloadbalancing:SetSecurityGroups",
          "elasticloadbalancing:SetSubnets",
        ],
        resources: [...balancers, ...groups],
        conditions: own,
      },
      {
        sid: "KeepTargets",
        actions: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
        resources: groups,
      },
      {
        sid: "KeepListeners",
        actions: [
          "elasticloadbalancing:AddListenerCertificates",
          "elasticloadbalancing:CreateListener",
          "elasticloadbalancing:CreateRule",
          "elasticloadbalancing:DeleteListener",
          "elasticloadbalancing:DeleteRule",
          "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:ModifyListenerAttributes",
          "elasticloadbalancing:ModifyRule",
          "elasticloadbalancing:RemoveListenerCertificates",
          "elasticloadbalancing:SetRulePriorities",
        ],
        resources: [...balancers, ...listeners],
      },
      {
        // Never on load balancers or target groups: whoever may tag those makes any of them this cluster's own.
        sid: "TagListeners",
        actions: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
        resources: listeners,
      },
      {
        sid: "GuardWithWaf",
        actions: ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACL", "wafv2:GetWebACLForResource"],
        resources: [
          elb("loadbalancer/app/*"),
          `arn:${scope.partition}:wafv2:${scope.region}:${scope.accountId}:regional/*`,
        ],
      },
      {
        // AWS offers no narrower resource for this one either. Which load balancer it is, the statement above decides.
        sid: "AttachWaf",
        actions: ["elasticloadbalancing:SetWebAcl"],
        resources: ["*"],
        conditions: inRegion,
      },
    ],
  };
}
