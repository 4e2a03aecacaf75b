/** Stacks as `cdktf synth` writes them, for the tests that run the real binary. */

/** Construct path as cdktf notes it. */
export const at = (path: string) => ({ "//": { metadata: { path } } });

/** Providers a stack requires, by name, with the sources cdktf writes. */
export function terraformBlock(...names: ("aws" | "kubernetes" | "helm" | "vault" | "github")[]): object {
  const sources = { aws: "aws", kubernetes: "kubernetes", helm: "helm", vault: "vault", github: "integrations/github" };
  return {
    required_providers: Object.fromEntries(names.map((name) => [name, { source: sources[name], version: "0.0.1" }])),
    backend: { s3: { bucket: "state", key: "prod/test.tfstate", region: "eu-central-1" } },
  };
}
