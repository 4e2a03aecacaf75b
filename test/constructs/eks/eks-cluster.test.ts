import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import { EksCluster, type NodeGroupProps } from "../../../constructs/eks";
import { Network } from "../../../constructs/network";
import { type Json, synthApp } from "../../support/synth";
import { base, cluster, general } from "./eks-fixtures";

describe("a cluster in a network of another stack", () => {
  it("reads what AWS invented there and nothing else", () => {
    const stacks = synthApp((app) => {
      const [first, second] = ["network", "cluster"].map((name) => {
        const stack = new TerraformStack(app, name);
        new LocalBackend(stack, { path: `${name}.tfstate` });
        new AwsProvider(stack, "aws", { region: "eu-central-1" });
        return stack;
      });
      if (first === undefined || second === undefined) throw new Error("two stacks were expected");
      const made = new Network(first, "network", { name: "prod-main", cidr: "10.0.0.0/16", region: "eu-central-1" });
      new EksCluster(second, "cluster", { ...base, network: made });
    });
    const outputs = Object.values<Json>(stacks["network"]?.output ?? {}).map(({ value }) => String(value));
    expect(outputs).toHaveLength(4);
    expect(outputs.every((value) => /aws_(vpc|subnet)\./.test(value))).toBe(true);
    expect(JSON.stringify(stacks["cluster"]?.resource["aws_eks_cluster"])).toContain("data.terraform_remote_state");
  });
});

describe("a bad cluster", () => {
  it("hears everything at once", () => {
    const bad = () =>
      cluster({
        name: "prod main",
        kubernetesVersion: "1.27",
        apiSecurityGroupIds: { "a runner": "sg-1" },
        access: { ci: { principalArn: "ci-role", level: "admin", namespaces: ["apps"] } },
        nodeGroups: { Signers: { instanceTypes: [], minNodes: 3, maxNodes: 1, purpose: "signers", diskGiB: -5 } },
        publicApiCidrs: ["0.0.0.0/0"],
        serviceCidr: "10.0.128.0/18",
        addonVersions: { coredns: "latest" },
      });
    for (const part of [
      "test/cluster: no EKS cluster can have this name",
      "does not know this Kubernetes version",
      "the add-on coredns has no exact version",
      "nobody would be admin",
      "a name in apiSecurityGroupIds cannot become part of an address",
      "does not name an IAM role or user",
      "is admin of some namespaces",
      "open to a large part of the internet",
      "overlaps the network",
      "no nodes for DNS",
      "a name that does not fit",
      "has no instance types",
      "numbers of nodes",
      "impossible size",
    ]) {
      expect(bad).toThrow(part);
    }
  });

  it.each<[string, Partial<NodeGroupProps>]>([
    ["opens no port", { purpose: "peers" }],
    ["a port to the internet that it may not", { purpose: "peers", p2pPorts: [{ port: 22 }] }],
    ["a port to the internet that it may not", { purpose: "peers", p2pPorts: [{ port: 9000, endPort: 11000 }] }],
    ["a port to the internet that it may not", { purpose: "peers", p2pPorts: [{ port: 9000, endPort: 8000 }] }],
    ["is not for peers", { p2pPorts: [{ port: 30303 }] }],
    ["odd image release", { releaseVersion: "latest" }],
    ["an instance type with another processor", { instanceTypes: ["m7g.large"] }],
    ["an instance type with another processor", { instanceTypes: ["m7i.large"], architecture: "arm64" }],
    ["not an instance type", { instanceTypes: ["large"] }],
  ])("is refused: %s", (message, props) => {
    expect(() => cluster({ nodeGroups: { general, other: { ...general, ...props } } })).toThrow(message);
  });
});
