/**
 * Makes text safe to stand inside a Terraform JSON string: Terraform reads `${` as an interpolation and `%{` as a
 * directive, wherever they stand. Shell, OpenTelemetry, Prometheus and Grafana texts hold both.
 *
 * References that must stay live are joined outside the escaped text. cdktf does the JSON quoting when it writes.
 */
export function escapeForTerraform(text: string): string {
  return text.replaceAll("${", "$${").replaceAll("%{", "%%{");
}

/** Escapes every string inside plain data, keys included, and leaves the rest as it is. */
export function escapeDataForTerraform<T>(data: T): T;
export function escapeDataForTerraform(data: unknown): unknown {
  if (typeof data === "string") return escapeForTerraform(data);
  if (Array.isArray(data)) return data.map((item: unknown) => escapeDataForTerraform(item));
  if (typeof data === "object" && data !== null) {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [escapeForTerraform(key), escapeDataForTerraform(value)]),
    );
  }
  return data;
}
