import type { JsonRecord } from "../../core/json";

/** Selects every namespace but these. Kubernetes writes the name of each among its labels itself. */
export function namespacesSelector(exempt: readonly string[]): JsonRecord {
  if (exempt.length === 0) return {};
  return { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: [...exempt].sort() }] };
}
