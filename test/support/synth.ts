import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import { synthesize } from "../../constructs/core/synthesize";
import { addValidations } from "../../constructs/core/validations";

// biome-ignore lint/suspicious/noExplicitAny: assertions reach into JSON whose shape the assertion itself states
export type Json = any;

/** A synthesized stack as an object, without cdktf's own notes. */
export interface SynthesizedJson {
  readonly resource: Record<string, Record<string, Json>>;
  readonly data: Record<string, Record<string, Json>>;
  readonly output: Record<string, Json>;
  readonly terraform: Json;
  readonly provider: Json;
  readonly [section: string]: Json;
}

/**
 * Synthesizes an app the way users do (prepared, validated, cross-stack references right) and returns each stack as an
 * object. @throws PalisadeError with every problem found
 */
export function synthApp(build: (app: App) => void): Record<string, SynthesizedJson> {
  const scratch = mkdtempSync(join(tmpdir(), "palisade-synth-"));
  try {
    const output = join(scratch, "out");
    const stacks = synthesize({ outputDirectory: output }, build);
    return Object.fromEntries(
      stacks.map(({ name }) => {
        const text = readFileSync(join(output, "stacks", name, "cdk.tf.json"), "utf8");
        return [name, JSON.parse(text, (key, value) => (key === "//" ? undefined : value))];
      }),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Options of `synthStack`. */
export interface SynthStackOptions {
  /** Declare the AWS, Kubernetes, Helm and Vault providers. @default - true */
  readonly providers?: boolean;
}

/** Synthesizes one stack, named `test`, with the providers and a backend in place. */
export function synthStack(build: (stack: TerraformStack) => void, options: SynthStackOptions = {}): SynthesizedJson {
  const stacks = synthApp((app) => {
    const stack = new TerraformStack(app, "test");
    new LocalBackend(stack, { path: "terraform.test.tfstate" });
    addValidations(stack);
    if (options.providers !== false) {
      new AwsProvider(stack, "aws", { region: "eu-central-1" });
      new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
      new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
      new VaultProvider(stack, "vault", { address: "https://vault.example.org:8200" });
    }
    build(stack);
  });
  const stack = stacks["test"];
  if (stack === undefined) throw new Error("the stack was not written");
  return { ...stack, resource: stack.resource ?? {}, data: stack.data ?? {}, output: stack.output ?? {} };
}

/** The only resource of a type. Throws when there is none or more than one. */
export function only(resources: Record<string, Json> | undefined): Json {
  const found = Object.values(resources ?? {});
  if (found.length !== 1) throw new Error(`expected one resource, found ${found.length}`);
  return found[0];
}
