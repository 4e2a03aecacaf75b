import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, S3Backend, TerraformStack } from "cdktf";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { markOwnership } from "../../../constructs/core/identity";
import { addValidations } from "../../../constructs/core/validations";
import { MonitoringPlatform, Notifications, requireWatched } from "../../../constructs/monitoring";
import { addGuardrails } from "../../../constructs/policy";
import { plainCluster } from "../../support/fixtures";

/** A stack of production under the strict profile, with a state that others reach. */
export function production(app: App, name: string, environment = "prod"): TerraformStack {
  const stack = new TerraformStack(app, name);
  const state = { bucket: "acme-state", region: "eu-central-1", encrypt: true, key: `${name}.tfstate` };
  new S3Backend(stack, state).addOverride("use_lockfile", true);
  addValidations(stack);
  addGuardrails(stack, { profile: "strict", environment });
  markOwnership(stack, { environment, stack: name, owner: "platform", costCentre: "production" });
  requireWatched(stack);
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
  new VaultProvider(stack, "vault", { address: "https://vault.vault.svc:8200" });
  return stack;
}

/** Watches everything in a stack. */
export function monitor(stack: TerraformStack): void {
  new MonitoringPlatform(stack, "monitoring", {
    cluster: plainCluster,
    notifications: Notifications.fromSecret(ExistingSecret.fromName("alertmanager", ["alertmanager.yaml"])),
    grafanaAdmin: ExistingSecret.fromName("grafana-admin", ["admin-user", "admin-password"]),
    runbookBaseUrl: "https://example.org/runbooks",
  }).watchAll(stack);
}
