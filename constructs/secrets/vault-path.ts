/** A place in a KV v2 mount: where something stands, without the right to read it. */
export interface VaultPath {
  /** Address of the Vault server. */
  readonly address: string;
  /** Path of the mount. */
  readonly mount: string;
  /** Path below the mount. */
  readonly path: string;
}
