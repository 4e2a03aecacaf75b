import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import { addValidations } from "../../../constructs/core/validations";

/** One of several stacks, with the providers that secrets need. */
export function declareStack(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `terraform.${name}.tfstate` });
  addValidations(stack);
  new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
  new VaultProvider(stack, "vault", { address: "https://vault.example.org:8200" });
  return stack;
}
