import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import { synthesize } from "../../constructs/core/synthesize";
import { addValidations } from "../../constructs/core/validations";
import { addGuardrails } from "../../constructs/policy";
import { THINGS } from "./growth-things";

// Synthesizes one stack with many of one thing, and prints the seconds that took after everything was loaded.
// Arguments: output folder, the thing, and how many of it.

const [, , outputDirectory = "", thing = "", count = ""] = process.argv;

process.setSourceMapsEnabled(false);

function secondsFor(many: number): number {
  const ids = Array.from({ length: many }, (_, index) => `one-${index}`);
  const started = performance.now();
  synthesize({ outputDirectory }, (app) => {
    const stack = new TerraformStack(app, "growth");
    new LocalBackend(stack, { path: "growth.tfstate" });
    addValidations(stack);
    addGuardrails(stack, { profile: "relaxed" });
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
    new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
    new VaultProvider(stack, "vault", { address: "https://vault.example.org:8200" });
    const declare = THINGS[thing];
    if (declare === undefined)
      throw new Error(`nothing is called "${thing}"; there are ${Object.keys(THINGS).join("; ")}`);
    declare(stack, ids);
  });
  return (performance.now() - started) / 1000;
}

// The first synth loads what the checks need.
secondsFor(1);
process.stdout.write(`${secondsFor(Number(count))}\n`);
