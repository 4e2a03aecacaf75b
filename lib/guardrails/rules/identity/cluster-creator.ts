import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const clusterCreator = guardrail({
  id: "identity/cluster-creator",
  title: "Whoever made an EKS cluster does not stay its administrator",
  severity: "low",
  why: "The pipeline's role then owns the cluster for good, and no access entry in the code says so.",
  fix: "set access_config.bootstrap_cluster_creator_admin_permissions to false, and make access entries",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source:
    "Amazon EKS API reference, CreateAccessConfigRequest: bootstrapClusterCreatorAdminPermissions is true by default",
  subject: "resource",
  types: ["aws_eks_cluster"],
  check: ({ config, mode }) =>
    mode === "data"
      ? undefined
      : expectAt(config, "access_config.bootstrap_cluster_creator_admin_permissions").toBe(false),
  examples: () => ({
    pass: [
      exampleOf("a cluster that says no", "aws_eks_cluster", {
        access_config: { bootstrap_cluster_creator_admin_permissions: false },
      }),
    ],
    fail: [
      exampleOf("a cluster that says nothing", "aws_eks_cluster", {}),
      exampleOf("a cluster that says yes", "aws_eks_cluster", {
        access_config: { bootstrap_cluster_creator_admin_permissions: true },
      }),
    ],
    notApplicable: [example("a cluster of others", {}, { aws_eks_cluster: { it: { name: "prod" } } })],
  }),
});
