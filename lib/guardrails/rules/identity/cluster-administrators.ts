import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";

/** Policies of EKS that are the cluster, or nearly (source: Amazon EKS User Guide, "Review access policy permissions"). */
const ADMINISTRATORS = /\/AmazonEKS(Cluster)?AdminPolicy$/;

/** An account as a whole, and users, whose credentials do not end. */
const WIDE = /^arn:[^:]*:iam::[^:]*:(root$|user\/)/;

export const clusterAdministrators = guardrail({
  id: "identity/cluster-administrators",
  title: "Administrators of an EKS cluster are roles",
  severity: "high",
  why: "An account's root, or a user with a key that never ends, then owns every workload and secret of the cluster.",
  fix: "name a role that people take with SSO; Palisade's clusters take administrators by their roles",
  controls: { soc2: ["CC6.1", "CC6.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: 'Amazon EKS Best Practices Guide, "Identity and Access Management": least privileged access to the cluster',
  subject: "resource",
  types: ["aws_eks_access_policy_association"],
  check: ({ config }) => {
    const { policy_arn: policy, principal_arn: principal } = config;
    if (typeof policy !== "string" || !ADMINISTRATORS.test(policy)) return undefined;
    const isWide = typeof principal === "string" && WIDE.test(principal);
    return holds(!isWide, () => fail(["principal_arn"], "a role", principal));
  },
  examples: () => {
    const association = (says: string, policy: string, principal_arn: string) =>
      exampleOf(says, "aws_eks_access_policy_association", {
        cluster_name: "prod",
        policy_arn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
        principal_arn,
      });
    const [root, user] = ["arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:user/ci"];
    return {
      pass: [
        association("a role", "AmazonEKSClusterAdminPolicy", "arn:aws:iam::111111111111:role/platform-admin"),
        association("a role of the stack", "AmazonEKSClusterAdminPolicy", "$" + "{aws_iam_role.it.arn}"),
      ],
      fail: [
        association("a whole account", "AmazonEKSClusterAdminPolicy", root),
        association("a user", "AmazonEKSAdminPolicy", user),
      ],
      notApplicable: [association("an account that only looks", "AmazonEKSViewPolicy", root)],
    };
  },
});
