/** A placeholder of the framework, which becomes a live reference when the stack is written. */
const PLACEHOLDER = /(\$\{TfToken\[[^\]]+\]\})/;

/**
 * Nothing, written so that it keeps two neighbours apart. A dollar sign right before a live reference would turn the
 * reference into plain text, and quoting the sign would break text that is quoted once more.
 */
const NOTHING = "%{if true}%{endif}";

function escapeLiteral(text: string, standsBeforePlaceholder: boolean): string {
  const escaped = text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
  return standsBeforePlaceholder && escaped.endsWith("$") ? escaped + NOTHING : escaped;
}

/**
 * Makes text safe to stand inside a Terraform JSON string: Terraform reads `${` as an interpolation and `%{` as a
 * directive, wherever they stand. Shell, OpenTelemetry, Prometheus and Grafana texts hold both.
 *
 * Placeholders of the framework are left alone, so that a reference to a resource inside the text stays live. cdktf
 * does the JSON quoting when it writes. What no escaping keeps: Terraform brings all text into Unicode normal form C.
 */
export function escapeForTerraform(text: string): string {
  // Most texts hold neither, and there are many of them.
  if (!text.includes("${") && !text.includes("%{")) return text;
  const parts = text.split(PLACEHOLDER);
  return parts.map((part, index) => (index % 2 === 1 ? part : escapeLiteral(part, index < parts.length - 1))).join("");
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
