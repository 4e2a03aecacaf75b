import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { IamStatement } from "../../lib/render/iam-policy";
import type * as PodIdentity from "../core/pod-identity";
import type { AllowedTraffic } from "../core/workload-network";
import type { AdmissionPoliciesProps } from "./admission-policies-props";

// biome-ignore lint/style/noCommonJs: the AWS binding is loaded with the first role, not with every policy.
const load = (): typeof PodIdentity => require("../core/pod-identity");

/** Roles of pods that ask ECR who signed an image. */
export interface RegistryRoles {
  /** What the pods have to wait for. */
  readonly ready: readonly ITerraformDependable[];
  /** Where they get the credentials of their role. */
  readonly traffic: readonly AllowedTraffic[];
}

/** Declares a role for each account whose pods ask ECR; none where no images stand there. */
export function declareRegistryRoles(
  scope: Construct,
  accounts: readonly string[],
  { cluster, namespace, signedImages = [] }: AdmissionPoliciesProps,
): RegistryRoles {
  const arns = signedImages.flatMap(({ repositoryArns }) => repositoryArns);
  if (arns.length === 0) return { ready: [], traffic: [] };
  const { POD_IDENTITY_AGENT, PodRole } = load();
  const roles = accounts.map(
    (serviceAccountName) =>
      new PodRole(scope, serviceAccountName, {
        clusterName: cluster.clusterName,
        namespace: namespace.namespaceName,
        serviceAccountName,
        policies: { signatures: readsRepositories(arns) },
      }),
  );
  return { ready: roles.flatMap(({ ready }) => ready), traffic: [POD_IDENTITY_AGENT] };
}

/** Reads images and what stands beside them. A token to log in with is of no repository (Service Authorization Reference, ECR). */
function readsRepositories(arns: readonly string[]): readonly IamStatement[] {
  return [
    { sid: "LogIn", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "ReadImagesAndSignatures",
      actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [...new Set(arns)],
    },
  ];
}
