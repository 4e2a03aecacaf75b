import { asList } from "../../../core/json";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const clusterSecretsKey = guardrail({
  id: "encryption/cluster-secrets-key",
  title: "The secrets of every EKS cluster are encrypted with a key of one's own",
  severity: "medium",
  why: "EKS encrypts with a key of AWS; a key of your own leaves a trace, and can be shut when the cluster is lost.",
  fix: 'give encryptionConfig a key for "secrets", as an EksCluster does',
  controls: { iso27001: ["A.8.5", "A.8.11", "A.8.24"], pci: ["3.5.1", "8.3.2"], nist: ["SC-28"] },
  aliases: ["CKV_AWS_58", "AWS-0039"],
  subject: "resource",
  types: ["aws_eks_cluster"],
  check: ofMade(({ config }) =>
    expectAt(config, "encryption_config.resources").toSatisfy(
      (resources) => asList(resources).includes("secrets"),
      '"secrets", with a key',
    ),
  ),
  examples: () => {
    const cluster = (says: string, resources: unknown) =>
      exampleOf(says, "aws_eks_cluster", { encryption_config: [{ provider: { key_arn: "arn" }, resources }] });
    return {
      pass: [cluster("a key for secrets", ["secrets"])],
      fail: [exampleOf("nothing said", "aws_eks_cluster", { name: "a" }), cluster("a key for nothing", [])],
      unknown: [cluster("who decides later", "$" + "{var.resources}")],
    };
  },
});
