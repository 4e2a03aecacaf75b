import type { BindingKind } from "./binding/parsed-type";
import { FORCE_NEW, KUBERNETES_FORCE_NEW, KUBERNETES_METADATA_FORCE_NEW, VAULT_FORCE_NEW } from "./overrides/force-new";
import { ITEM_COUNTS, type ItemCount } from "./overrides/item-counts";
import { SENSITIVE_DATA_ATTRIBUTES, SENSITIVE_RESOURCE_ATTRIBUTES } from "./overrides/sensitive";

/**
 * Paths of arguments whose change replaces a resource of this type, `availability_zone` or
 * `metadata.name`. A path to a block stands for every argument in it. Rules for a whole provider give paths that a
 * type may not have (`metadata.namespace` of a cluster-wide type); those mean nothing there.
 *
 * An empty list says that nothing is known, not that nothing replaces.
 */
export function forceNewAttributes(type: string): readonly string[] {
  if (type.startsWith("kubernetes_")) {
    // Its content is one dynamic value with metadata of its own.
    if (type === "kubernetes_manifest") return [];
    const unversioned = type.replace(/_v\d+(?:beta\d+)?$/, "");
    return [...KUBERNETES_METADATA_FORCE_NEW, ...(KUBERNETES_FORCE_NEW[unversioned] ?? [])];
  }
  const listed = FORCE_NEW[type] ?? [];
  return type.startsWith("vault_") ? [...VAULT_FORCE_NEW, ...listed] : listed;
}

/** Paths of attributes whose values must not be shown. */
export function sensitiveAttributes(kind: BindingKind, type: string): readonly string[] {
  if (kind === "provider") return [];
  return (kind === "resource" ? SENSITIVE_RESOURCE_ATTRIBUTES : SENSITIVE_DATA_ATTRIBUTES)[type] ?? [];
}

/** Write-only although their name does not end in `_wo`: `vault_spiffe_auth_backend_config` of vault 5.6.0. */
const WRITE_ONLY_EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  vault_spiffe_auth_backend_config: ["defer_bundle_fetch"],
};

/**
 * Whether a settable attribute is write-only. The ending `_wo` told all of them right in aws, kubernetes, helm and
 * vault but the exceptions above. Only resources have write-only attributes.
 */
export function isWriteOnly(kind: BindingKind, type: string, path: string): boolean {
  if (kind !== "resource") return false;
  return path.endsWith("_wo") || (WRITE_ONLY_EXCEPTIONS[type]?.includes(path) ?? false);
}

/** Bounds of a block that the binding does not hold. @returns an empty object when nothing is known */
export function itemCount(kind: BindingKind, type: string, path: string): ItemCount {
  return (kind === "resource" ? ITEM_COUNTS[type]?.[path] : undefined) ?? {};
}

/**
 * Providers of protocol 5, which cannot have nested attributes: an object there is an object type and refuses an
 * omitted member. Other providers are taken for protocol 6, where a member may be left out, so that a provider the
 * sandbox does not know is never stricter than the real one.
 */
const PROTOCOL_5_SOURCES: ReadonlySet<string> = new Set([
  "hashicorp/aws",
  "hashicorp/kubernetes",
  "hashicorp/vault",
  "integrations/github",
]);

/** Whether a provider's objects are nested attributes. */
export function hasNestedAttributes(source: string): boolean {
  return !PROTOCOL_5_SOURCES.has(source);
}
