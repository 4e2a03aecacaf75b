import type { IamConditions, IamStatement } from "../../lib/render/iam-policy";

/** What the controller's rights are limited to. Values may be live references. */
export interface KarpenterPolicyScope {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly clusterName: string;
  readonly nodeRoleArn: string;
  readonly queueArn: string;
}

/** Cluster tag that Karpenter writes on everything it makes, and the tag that says which cluster that is. */
const OWNED = (clusterName: string) => `kubernetes.io/cluster/${clusterName}`;
const CLUSTER_NAME_TAG = "eks:eks-cluster-name";

/**
 * Rights of the Karpenter controller, by subject: it may start instances only with its own tags, and stop only what
 * carries them. Source: the reference template of Karpenter 1.14 (aws/karpenter-provider-aws, getting started); the
 * rights to read zonal shifts and to start in placement groups are left out, since nothing here turns them on.
 */
export function karpenterPolicies(scope: KarpenterPolicyScope): Readonly<Record<string, readonly IamStatement[]>> {
  return {
    lifecycle: lifecycle(scope),
    "instance-profiles": instanceProfiles(scope),
    discovery: discovery(scope),
    cluster: [
      {
        sid: "FindTheApi",
        actions: ["eks:DescribeCluster"],
        resources: [`arn:${scope.partition}:eks:${scope.region}:${scope.accountId}:cluster/${scope.clusterName}`],
      },
      {
        sid: "ReadInterruptions",
        actions: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
        resources: [scope.queueArn],
      },
    ],
  };
}

function lifecycle(scope: KarpenterPolicyScope): readonly IamStatement[] {
  const ec2 = (kind: string, account = "*") => `arn:${scope.partition}:ec2:${scope.region}:${account}:${kind}/*`;
  const made = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];
  const owned = OWNED(scope.clusterName);
  const asked: IamConditions = {
    StringEquals: { [`aws:RequestTag/${owned}`]: "owned", [`aws:RequestTag/${CLUSTER_NAME_TAG}`]: scope.clusterName },
    StringLike: { "aws:RequestTag/karpenter.sh/nodepool": "*" },
  };
  const own: IamConditions = {
    StringEquals: { [`aws:ResourceTag/${owned}`]: "owned" },
    StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
  };
  return [
    {
      sid: "StartFrom",
      actions: ["ec2:RunInstances", "ec2:CreateFleet"],
      resources: [
        ec2("image", ""),
        ec2("snapshot", ""),
        ec2("security-group"),
        ec2("subnet"),
        ec2("capacity-reservation"),
      ],
    },
    {
      sid: "StartFromOwnTemplates",
      actions: ["ec2:RunInstances", "ec2:CreateFleet"],
      resources: [ec2("launch-template")],
      conditions: own,
    },
    {
      sid: "StartWithOwnTags",
      actions: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
      resources: made.map((kind) => ec2(kind)),
      conditions: asked,
    },
    {
      sid: "TagWhatIsStarted",
      actions: ["ec2:CreateTags"],
      resources: made.map((kind) => ec2(kind)),
      conditions: {
        ...asked,
        StringEquals: {
          ...asked["StringEquals"],
          "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
        },
      },
    },
    {
      sid: "NameOwnInstances",
      actions: ["ec2:CreateTags"],
      resources: [ec2("instance")],
      conditions: {
        ...own,
        StringEqualsIfExists: { [`aws:RequestTag/${CLUSTER_NAME_TAG}`]: scope.clusterName },
        "ForAllValues:StringEquals": { "aws:TagKeys": [CLUSTER_NAME_TAG, "karpenter.sh/nodeclaim", "Name"] },
      },
    },
    {
      sid: "StopOwn",
      actions: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      resources: [ec2("instance"), ec2("launch-template")],
      conditions: own,
    },
  ];
}

function instanceProfiles(scope: KarpenterPolicyScope): readonly IamStatement[] {
  const profiles = [`arn:${scope.partition}:iam::${scope.accountId}:instance-profile/*`];
  const owned = OWNED(scope.clusterName);
  const asked = {
    [`aws:RequestTag/${owned}`]: "owned",
    [`aws:RequestTag/${CLUSTER_NAME_TAG}`]: scope.clusterName,
    "aws:RequestTag/topology.kubernetes.io/region": scope.region,
  };
  const own = {
    [`aws:ResourceTag/${owned}`]: "owned",
    "aws:ResourceTag/topology.kubernetes.io/region": scope.region,
  };
  return [
    {
      sid: "HandNodesTheirRole",
      actions: ["iam:PassRole"],
      resources: [scope.nodeRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } },
    },
    {
      sid: "MakeOwnProfiles",
      actions: ["iam:CreateInstanceProfile"],
      resources: profiles,
      conditions: { StringEquals: asked, StringLike: { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" } },
    },
    {
      sid: "TagOwnProfiles",
      actions: ["iam:TagInstanceProfile"],
      resources: profiles,
      conditions: {
        StringEquals: { ...own, ...asked },
        StringLike: {
          "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*",
          "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*",
        },
      },
    },
    {
      sid: "ChangeOwnProfiles",
      actions: ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
      resources: profiles,
      conditions: { StringEquals: own, StringLike: { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*" } },
    },
    { sid: "ReadProfiles", actions: ["iam:GetInstanceProfile"], resources: profiles },
    // AWS offers no narrower resource for listing.
    { sid: "ListProfiles", actions: ["iam:ListInstanceProfiles"], resources: ["*"] },
  ];
}

function discovery(scope: KarpenterPolicyScope): readonly IamStatement[] {
  return [
    {
      // AWS offers no narrower resource for describing; the region is what can be limited.
      sid: "LookAround",
      actions: [
        "ec2:DescribeCapacityReservations",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceStatus",
        "ec2:DescribeInstanceTypeOfferings",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeInstances",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribePlacementGroups",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSpotPriceHistory",
        "ec2:DescribeSubnets",
      ],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    {
      sid: "FindImages",
      actions: ["ssm:GetParameter"],
      resources: [`arn:${scope.partition}:ssm:${scope.region}::parameter/aws/service/*`],
    },
    { sid: "ComparePrices", actions: ["pricing:GetProducts"], resources: ["*"] },
  ];
}
