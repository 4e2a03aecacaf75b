import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { DataVaultKvSecretV2 } from "@cdktf/provider-vault/lib/data-vault-kv-secret-v2";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, Fn, LocalBackend, TerraformStack, TerraformVariable } from "cdktf";
import { EphemeralVariable } from "../../../constructs/core/ephemeral";
import { addValidations } from "../../../constructs/core/validations";
import {
  DatabaseEngine,
  EphemeralAwsPassword,
  EphemeralVaultKvSecretV2,
  VaultStore,
} from "../../../constructs/secrets";

const ADDRESS = "https://vault.example.org:8200";

/** Variable of the careful stack: as `TF_VAR_…` it is one more way for a secret to enter. */
export const GIVEN_VARIABLE = "given_key";
/** Variable of the leaking stack, which keeps what it is given. */
export const KEPT_VARIABLE = "kept_key";

function stackWithProviders(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `terraform.${name}.tfstate` });
  addValidations(stack);
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
  new VaultProvider(stack, "vault", { address: ADDRESS });
  return stack;
}

/** Hands secrets on in every way that Palisade has: from a variable, from Vault and from AWS, into write-only arguments. */
export function declareCarefulStack(app: App): void {
  const stack = stackWithProviders(app, "careful");
  const store = new VaultStore(stack, "store", { address: ADDRESS, mount: "apps" });
  const given = new EphemeralVariable(stack, GIVEN_VARIABLE, { description: "key of provider A" });
  const read = new EphemeralVaultKvSecretV2(stack, "read", { mount: "bootstrap", name: "provider-b" });
  const made = new EphemeralAwsPassword(stack, "made");
  store
    .secret("rpc/provider-a", { keys: ["given", "read", "whole"] })
    .provide({ given: given.ephemeralValue, read: read.key("endpoint"), whole: read.dataJson }, { version: 1 });
  new DatabaseEngine(stack, "databases", { store }).connection("ledger", {
    kind: "postgresql",
    host: "db.example.org",
    database: "ledger",
    username: "vault",
    password: made.password,
    passwordVersion: 1,
  });
}

/** Keeps secrets where everyone can read them, in the three ways that hide them from a search for text. */
export function declareLeakingStack(app: App): void {
  const stack = stackWithProviders(app, "leaking");
  const kept = new TerraformVariable(stack, KEPT_VARIABLE, { type: "string" });
  const read = new DataVaultKvSecretV2(stack, "read", { mount: "apps", name: "database" });
  const password = Fn.lookup(read.data, "password");
  new ConfigMapV1(stack, "leaks", {
    metadata: { name: "leaks" },
    data: {
      plain: `key=${kept.stringValue}`,
      base64: Fn.base64encode(`user:${kept.stringValue}`),
      gzip: Fn.base64gzip(`key=${kept.stringValue}`),
      answered: Fn.base64gzip(Fn.nonsensitive(password)),
    },
  });
}
