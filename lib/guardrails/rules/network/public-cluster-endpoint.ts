import { asList, type JsonRecord } from "../../../core/json";
import { reachOf } from "../../addresses";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt, read } from "../../values";

export const publicClusterEndpoint = guardrail({
  id: "network/public-cluster-endpoint",
  title: "The Kubernetes API of every EKS cluster is reached through the network alone",
  severity: "low",
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
  check: ofMade(({ config }) => {
    const judgement = expectAt(config, "vpc_config.endpoint_public_access").toBe(false);
    return judgement?.verdict === "fail" && isOpenToEveryone(config) ? undefined : judgement;
  }),
  examples: () => {
    const cluster = (says: string, vpc_config: object) => exampleOf(says, "aws_eks_cluster", { vpc_config });
    return {
      pass: [cluster("a private API", { endpoint_public_access: false })],
      fail: [
        cluster("a public API", { endpoint_public_access: true, public_access_cidrs: ["203.0.113.0/24"] }),
        cluster("an API for one address", { public_access_cidrs: ["203.0.113.1/32"] }),
        cluster("addresses that are given later", { public_access_cidrs: "$" + "{var.blocks}" }),
      ],
      unknown: [cluster("who decides later", { endpoint_public_access: "$" + "{var.is_public}" })],
      notApplicable: [
        cluster("an API for everyone, which is another rule's business", { endpoint_private_access: true }),
        cluster("the same by name", { public_access_cidrs: ["203.0.113.1/32", "0.0.0.0/0"] }),
      ],
    };
  },
});

/** Another rule speaks of those. */
function isOpenToEveryone(config: JsonRecord): boolean {
  const blocks = read(config, ["vpc_config", "public_access_cidrs"]);
  if (blocks.state === "absent") return true;
  return blocks.state === "known" && asList(blocks.value).some((block) => reachOf(block) === "everyone");
}
