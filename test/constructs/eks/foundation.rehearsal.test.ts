import { Namespace } from "../../../constructs/core/namespace";
import {
  ClusterAccess,
  EksCluster,
  EncryptedStorageClass,
  Karpenter,
  LoadBalancerController,
} from "../../../constructs/eks";
import { Network, PRODUCTION_ENDPOINTS } from "../../../constructs/network";
import { StateBucket } from "../../../constructs/state";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";

const foundation = () => {
  // Terraform refuses an empty section.
  const { output: _, ...stack } = synthStack((stack) => {
    new StateBucket(stack, "state", { bucketName: "acme-prod-state", region: "eu-central-1" });
    const network = new Network(stack, "network", {
      name: "prod-main",
      cidr: "10.20.0.0/16",
      region: "eu-central-1",
      peersSubnets: true,
      interfaceEndpoints: PRODUCTION_ENDPOINTS,
    });
    const general = { instanceTypes: ["m7i.large"], minNodes: 2, maxNodes: 4 };
    const cluster = new EksCluster(stack, "cluster", {
      name: "prod-main",
      network,
      access: { platform: { principalArn: "arn:aws:iam::123456789012:role/platform", level: "admin" } },
      nodeGroups: { general, peers: { ...general, purpose: "peers", p2pPorts: [{ port: 30303 }] } },
    });
    const namespace = Namespace.fromName("kube-system");
    new ClusterAccess(stack, "access", { cluster });
    new EncryptedStorageClass(stack, "storage");
    new LoadBalancerController(stack, "load-balancers", { cluster, namespace });
    new Karpenter(stack, "karpenter", {
      cluster,
      namespace,
      nodePools: { general: { cpuLimitCores: 64, memoryLimitGiB: 256 } },
    });
  });
  return stack;
};

describeWithTerraform("the foundation in the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterAll(() => rehearsals.clear());

  it("applies, has nothing left to do, and keeps what must not be lost", async () => {
    const sandbox = await rehearsals.open(foundation());
    await sandbox.init();
    expect(await sandbox.validate()).toEqual([]);
    const plan = await sandbox.plan();
    expect(plan.add).toBeGreaterThan(100);
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
    const { protected: kept } = await sandbox.destroy();
    const types = kept.map((address) => address.split(".")[0]);
    expect([...new Set(types)].sort()).toEqual(["aws_eks_cluster", "aws_kms_key", "aws_s3_bucket"]);
  }, 60_000);
});
