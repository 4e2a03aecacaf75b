import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const publicClusterEndpoint = guardrail({
  id: "network/public-cluster-endpoint",
  title: "The Kubernetes API of every EKS cluster is reached through the network alone",
  severity: "medium",
  why: "A public endpoint stands or falls with its list of addresses, which grows; a private one cannot be found.",
  fix: "use an EksCluster, whose API is private, and administer through a ClusterAccess",
  controls: {
    iso27001: ["A.8.1"],
    pci: ["1.2.8", "1.4.2", "1.5.1"],
    nist: ["SC-7"],
  },
  aliases: ["CKV_AWS_39", "AWS-0040", "AwsSolutions-EKS1"],
  subject: "resource",
  types: ["aws_eks_cluster"],
  // AWS makes it public unless told otherwise.
  check: ofMade(({ config }) => expectAt(config, "vpc_config.endpoint_public_access").toBe(false)),
  examples: () => {
    const cluster = (says: string, vpc_config: object) => exampleOf(says, "aws_eks_cluster", { vpc_config });
    return {
      pass: [cluster("a private API", { endpoint_public_access: false })],
      fail: [
        cluster("a public API", { endpoint_public_access: true, public_access_cidrs: ["203.0.113.0/24"] }),
        cluster("a cluster that says nothing", { endpoint_private_access: true }),
      ],
      unknown: [cluster("who decides later", { endpoint_public_access: "$" + "{var.is_public}" })],
    };
  },
});
