import { Annotations, App, TerraformStack } from "cdktf";
import { EksCluster } from "../../../constructs/eks";
import { type Json, only } from "../../support/synth";
import { base, cluster, named } from "./eks-fixtures";

describe("add-ons of a cluster", () => {
  const json = cluster();
  const addons = Object.values<Json>(json.resource["aws_eks_addon"] ?? {});
  const addon = (name: string): Json => addons.find((each) => each.addon_name === name);

  it("are pinned to exact builds", () => {
    expect(addons).toHaveLength(5);
    expect(addons.every((each) => /^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(each.addon_version))).toBe(true);
    expect(addon("kube-proxy").addon_version).toMatch(/^v1\.35\./);
  });

  it("enforce network policies", () => {
    expect(JSON.parse(addon("vpc-cni").configuration_values)).toEqual({
      enableNetworkPolicy: "true",
      env: { NETWORK_POLICY_ENFORCING_MODE: "standard" },
    });
  });

  it("stand before the nodes where nodes need them, and after them where they need nodes", () => {
    const group = only(json.resource["aws_eks_node_group"]);
    expect(group.depends_on.filter((each: string) => each.startsWith("aws_eks_addon."))).toHaveLength(3);
    expect(addon("coredns").depends_on.join()).toContain("aws_eks_node_group.");
  });

  it("have roles for one service account of one cluster", () => {
    const trust = JSON.parse(named(json, "aws_iam_role", "vpc-cni-role").assume_role_policy).Statement[0];
    expect(trust.Condition.StringEquals).toMatchObject({
      "aws:RequestTag/eks-cluster-name": "prod-main",
      "aws:RequestTag/kubernetes-namespace": "kube-system",
      "aws:RequestTag/kubernetes-service-account": "aws-node",
    });
    const nodePolicies = Object.entries<Json>(json.resource["aws_iam_role_policy_attachment"] ?? {})
      .filter(([address]) => address.includes("node-role"))
      .map(([, attachment]) => String(attachment.policy_arn).split("/").pop());
    expect(nodePolicies).not.toContain("AmazonEKS_CNI_Policy");
  });
});

describe("versions of a cluster and its add-ons", () => {
  const annotationsOf = (kubernetesVersion: string) => {
    const stack = new TerraformStack(new App({ skipValidation: true }), "stack");
    const warn = jest.spyOn(Annotations.prototype, "addWarning");
    new EksCluster(stack, "cluster", {
      ...base,
      kubernetesVersion,
      addonVersions: {
        "vpc-cni": "v1.20.4-eksbuild.1",
        "kube-proxy": "v1.34.1-eksbuild.2",
        coredns: "v1.12.4-eksbuild.1",
        "eks-pod-identity-agent": "v1.3.10-eksbuild.2",
        "aws-ebs-csi-driver": "v1.56.0-eksbuild.1",
      },
    });
    const messages = warn.mock.calls.map(([message]) => message);
    warn.mockRestore();
    return messages;
  };

  it("warn when support ends soon", () => {
    expect(annotationsOf("1.34").join()).toContain("standard support ends 2026-12-02");
    expect(annotationsOf("1.36")).toEqual([]);
  });

  it("must come with add-on versions where the catalogue has none", () => {
    expect(() => cluster({ kubernetesVersion: "1.34" })).toThrow(
      "no version of the add-on vpc-cni is known for Kubernetes 1.34",
    );
  });
});
