import type { VaultPath } from "./vault-path";

/** How the pods of a workload log in to Vault by themselves, to write a secret. */
export interface VaultWriter extends VaultPath {
  /** Path of the Kubernetes auth method. */
  readonly authPath: string;
  /** Role to log in with. */
  readonly role: string;
  /** Audience of the service account token that the pods log in with. */
  readonly audience: string;
}
