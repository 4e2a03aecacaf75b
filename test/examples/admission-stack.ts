import type { TerraformStack } from "cdktf";
import type { ICluster, Workload } from "cdktf-palisade/core";
import { Namespace } from "cdktf-palisade/core";
import {
  AdmissionExemption,
  AdmissionPolicies,
  addGuardrails,
  allowedRegistries,
  letOff,
  SignedImages,
} from "cdktf-palisade/policy";

/** What the guardrails ask of this stack, asked of every pod by the cluster itself. */
export function declareAdmission(stack: TerraformStack, cluster: ICluster, exporter: Workload): AdmissionPolicies {
  const registries = allowedRegistries("ghcr.io/acme", "registry.example.org");
  addGuardrails(stack, { profile: "strict", environment: "prod", rules: [registries] });
  letOff(exporter, {
    rule: "kubernetes/host-users",
    reason: "reads counters of the kernel that only root may read",
    owner: "platform",
    created: "2026-11-21",
    expires: "2027-03-31",
  });
  return new AdmissionPolicies(stack, "admission", {
    cluster,
    namespace: new Namespace(stack, "policies", { name: "policies" }),
    profile: "strict",
    rules: [registries],
    signedImages: [
      SignedImages.keyless(
        { name: "acme", images: ["ghcr.io/acme/*"] },
        {
          issuer: "https://token.actions.githubusercontent.com",
          subject: "https://github.com/acme/node/.github/workflows/release.yml@refs/heads/main",
        },
      ),
    ],
    exemptions: [
      AdmissionExemption.of(
        "monitoring",
        [
          "admission/allowed-registries",
          "kubernetes/host-namespace",
          "kubernetes/host-network",
          "kubernetes/host-path",
        ],
        { reason: "the node exporter reads the node, and the charts bring their own images" },
      ),
    ],
  });
}
