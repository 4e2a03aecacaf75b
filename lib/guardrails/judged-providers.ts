/**
 * Providers by the start of their types: those that rules know, and helpers that make nothing anybody could reach
 * (`random`, `time`, `null`, `terraform`). Of another provider nothing is told, which a rule says.
 */
export const JUDGED_PROVIDERS: readonly string[] = [
  ...["aws", "github", "helm", "kubernetes", "kubectl", "k8s", "sops", "vault"],
  ...["archive", "cloudinit", "local", "null", "random", "terraform", "time", "tls"],
];
