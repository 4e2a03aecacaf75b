import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { Namespace } from "../../../constructs/core/namespace";
import type { DeliveredSecret } from "../../../constructs/core/secret";
import { addValidations } from "../../../constructs/core/validations";
import { Workload } from "../../../constructs/core/workload";
import { type VaultAccess, VaultStore, type VaultStoreProps } from "../../../constructs/secrets";
import { plainCluster, webContainer } from "../../support/fixtures";
import { type Json, type SynthesizedJson, synthStack } from "../../support/synth";

/** Address of the store. */
export const ADDRESS = "https://vault.example.org:8200";
/** Path of the secret. */
export const PATH = "rpc/provider-a";
/** What looks like the certificate of an authority. */
export const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

/** A store of its own in a stack. */
export function storeIn(stack: TerraformStack, props: Partial<VaultStoreProps> = {}): VaultStore {
  return new VaultStore(stack, "store", { address: ADDRESS, mount: "apps", ...props });
}

/** A workload that may be given secrets. */
export function workloadIn(stack: TerraformStack, name: string, namespace = "apps"): Workload {
  return new Workload(stack, `${namespace}.${name}`, {
    cluster: plainCluster,
    namespace: Namespace.fromName(namespace),
    identity: { kind: "workload", name },
    controller: Controller.deployment({ replicas: 2 }),
    containers: [webContainer],
  });
}

/** Gives the reader a secret with two keys. */
export function grant(store: VaultAccess, reader: Workload): DeliveredSecret {
  return store.secret(PATH, { keys: ["api-key", "url"] }).grantRead(reader);
}

/** A stack with one store, one reader and one grant. */
export function granted(props: Partial<VaultStoreProps> = {}): SynthesizedJson {
  return synthStack((stack) => {
    grant(storeIn(stack, props), workloadIn(stack, "erpc"));
  });
}

/** Manifests of every bundle in a stack. */
export function manifestsOf(stack: SynthesizedJson): Json[] {
  return Object.values(stack.resource["helm_release"] ?? {}).flatMap(
    (release) => JSON.parse(release.values[0]).manifests,
  );
}

/** Manifests of one kind. */
export function ofKind(stack: SynthesizedJson, kind: string): Json[] {
  return manifestsOf(stack).filter((manifest) => manifest.kind === kind);
}

/** The policy whose text holds a part. */
export function policyOf(stack: SynthesizedJson, part: string): Json {
  return Object.values(stack.resource["vault_policy"] ?? {}).find((policy) => policy.policy.includes(part));
}

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
