/** The sandbox as others use it: rehearse one synthesized stack with the real Terraform and no account. */
export { isEmptyPlan, type PlanSummary } from "./plan-summary";
export type { PlantedSecrets, SecretPlace } from "./planted-secrets";
export { type BackendAddress, RemoteStateRegistry } from "./remote-states";
export { type DestroyReport, Sandbox } from "./sandbox";
export type { SandboxOptions } from "./sandbox-parts";
export { formatDiagnostic, type Step, type TerraformDiagnostic, TerraformFailure } from "./terraform-failure";
