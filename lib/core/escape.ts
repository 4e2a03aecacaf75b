/** A placeholder of the framework, which becomes a live reference when the stack is written. */
const PLACEHOLDER = /(\$\{TfToken\[[^\]]+\]\})/;

/**
 * Makes text safe to stand inside a Terraform JSON string: Terraform reads `${` as an interpolation and `%{` as a
 * directive, wherever they stand. Shell, OpenTelemetry, Prometheus and Grafana texts hold both.
 *
 * Placeholders of the framework are left alone, so that a reference to a resource inside the text stays live. cdktf
 * does the JSON quoting when it writes.
 */
export function escapeForTerraform(text: string): string {
  return text
    .split(PLACEHOLDER)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[$%](?=\{)/g, (sign) => sign + sign)))
    .join("");
}

/** Escapes every string inside plain data, keys included, and leaves the rest as it is. */
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
