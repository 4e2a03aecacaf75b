import { textAt } from "../../../lib/core/json";
import type { SynthesizedResource } from "../../../lib/truth/synthesized-resource";

/**
 * A thing that the environments keep in their state although a provider calls it sensitive: `ClusterAccess` asks
 * AWS for the number of its newest image. The provider calls every parameter's value so, whatever it is.
 */
export const PUBLIC_PARAMETERS = "data aws_ssm_parameter.value";

/**
 * Whether a parameter is one that AWS publishes for everybody. Nobody else can write below this path (AWS Systems Manager
 * User Guide, "Discovering public parameters").
 */
export function isPublicParameter({ mode, config }: SynthesizedResource): boolean {
  return mode === "data" && (textAt(config, "name") ?? "").startsWith("/aws/service/");
}

/**
 * The key of an authority. The provider has an attribute for it, which stays empty where Vault makes the key and keeps it
 * (HashiCorp Vault documentation, PKI secrets engine API, "Generate intermediate CSR": with `internal` the private key is
 * not returned and cannot be retrieved later).
 */
export const AUTHORITY_KEYS = "resource vault_pki_secret_backend_intermediate_cert_request.private_key";

/** Whether a request for an authority's certificate is one whose key Vault keeps. */
export function isKeptInVault({ config }: SynthesizedResource): boolean {
  return textAt(config, "type") === "internal";
}
