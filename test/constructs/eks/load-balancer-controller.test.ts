import { Namespace } from "../../../constructs/core/namespace";
import { EksCluster, LoadBalancerController, type LoadBalancerControllerProps } from "../../../constructs/eks";
import { Network } from "../../../constructs/network";
import { type Json, only, synthStack } from "../../support/synth";

const synth = (props: Partial<LoadBalancerControllerProps> = {}) =>
  synthStack((stack) => {
    new LoadBalancerController(stack, "load-balancers", {
      cluster: EksCluster.fromAttributes({
        clusterName: "prod-main",
        network: Network.fromAttributes({
          vpcId: "vpc-1",
          cidr: "10.0.0.0/16",
          region: "eu-central-1",
          zones: ["eu-central-1a"],
          privateSubnetIds: ["subnet-1"],
        }),
        endpoint: "https://ABC.gr7.eu-central-1.eks.amazonaws.com",
        certificateAuthority: "Q0E=",
        clusterSecurityGroupId: "sg-1",
      }),
      namespace: Namespace.fromName("kube-system"),
      ...props,
    });
  });

describe("the load balancer controller", () => {
  const json = synth();
  const policies = Object.values<Json>(json.resource["aws_iam_role_policy"] ?? {});
  const statements: Json[] = policies.flatMap((policy) => JSON.parse(policy.policy).Statement);

  it("is told what it could not ask: pods do not reach the metadata service", () => {
    expect(JSON.parse(only(json.resource["helm_release"]).values[0])).toMatchObject({
      clusterName: "prod-main",
      region: "eu-central-1",
      vpcId: "vpc-1",
      serviceAccount: { name: "aws-load-balancer-controller" },
      defaultLoadBalancerScheme: "internal",
    });
  });

  it("takes changes to its chart over its own values", () => {
    const changed = synth({ chart: { values: { logLevel: "debug" } } });
    expect(JSON.parse(only(changed.resource["helm_release"]).values[0])).toMatchObject({
      clusterName: "prod-main",
      logLevel: "debug",
    });
    expect(() => synth({ chart: { values: { replicas: 3 } } })).toThrow("has no such value");
  });

  it("changes no load balancer of another cluster", () => {
    const change = statements.find((statement) => statement.Action.includes("elasticloadbalancing:DeleteLoadBalancer"));
    expect(change.Condition.StringEquals).toEqual({ "aws:ResourceTag/elbv2.k8s.aws/cluster": "prod-main" });
    const make = statements.find((statement) => statement.Action.includes("elasticloadbalancing:CreateLoadBalancer"));
    expect(make.Condition.StringEquals).toEqual({ "aws:RequestTag/elbv2.k8s.aws/cluster": "prod-main" });
  });

  it("tags load balancers and target groups only while it makes them, or once they are its own", () => {
    const tagging = statements.filter(({ Action }) =>
      Action.some((action: string) => /^elasticloadbalancing:(Add|Remove)Tags$/.test(action)),
    );
    const reach = (kind: string) =>
      tagging.filter(({ Resource }) => Resource.some((arn: string) => arn.includes(`:${kind}/`)));
    for (const kind of ["loadbalancer", "targetgroup"]) {
      expect(reach(kind).map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
        [
          "TagWhatIsMade",
          {
            StringEquals: {
              "aws:RequestTag/elbv2.k8s.aws/cluster": "prod-main",
              "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"],
            },
          },
        ],
        ["ChangeOwn", { StringEquals: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "prod-main" } }],
      ]);
    }
    const others = tagging.filter(({ Condition }) => Condition === undefined).flatMap(({ Resource }) => Resource);
    expect(others.map((arn: string) => arn.split(":").at(-1))).toEqual([
      "listener/net/*",
      "listener/app/*",
      "listener-rule/net/*",
      "listener-rule/app/*",
    ]);
  });

  it("may do everywhere only what AWS cannot limit, and that only in its region", () => {
    const wide = statements.filter((statement) => statement.Resource.includes("*"));
    expect(wide.map((statement) => statement.Sid)).toEqual(["LookAround", "AttachWaf"]);
    for (const { Condition } of wide) {
      expect(Condition.StringEquals).toEqual({ "aws:RequestedRegion": "eu-central-1" });
    }
    expect(wide[0].Action.every((action: string) => /:(Describe|List|Get)/.test(action))).toBe(true);
    expect(wide[1].Action).toEqual(["elasticloadbalancing:SetWebAcl"]);
  });

  it("fits into the 10,240 characters that inline policies of a role may have", () => {
    const text = policies.map((policy) => policy.policy.replace(/\$\{[^}]+\}/g, "123456789012")).join("");
    expect(text.length).toBeLessThan(10_240);
  });
});
