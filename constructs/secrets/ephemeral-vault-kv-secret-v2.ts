import type { Construct } from "constructs";
import { EphemeralResource, type EphemeralResourceOptions } from "../core/ephemeral";
import type { EphemeralValue } from "../core/ephemeral-value";

/** Props of `EphemeralVaultKvSecretV2`. */
export interface EphemeralVaultKvSecretV2Props extends EphemeralResourceOptions {
  /** Path of the KV v2 mount. */
  readonly mount: string;
  /** Path of the secret below the mount. */
  readonly name: string;
  /** Version to read. @default - the newest */
  readonly version?: number;
  /** Vault Enterprise namespace. @default - the provider's own */
  readonly namespace?: string;
}

/** Reads a KV v2 secret while Terraform runs and forgets it (Vault provider 5.6.0, `ephemeral.vault_kv_secret_v2`). */
export class EphemeralVaultKvSecretV2 extends EphemeralResource {
  public constructor(scope: Construct, id: string, props: EphemeralVaultKvSecretV2Props) {
    const { mount, name, version, namespace, ...options } = props;
    super(scope, id, {
      ...options,
      type: "vault_kv_secret_v2",
      config: {
        mount,
        name,
        ...(version === undefined ? {} : { version }),
        ...(namespace === undefined ? {} : { namespace }),
      },
    });
  }

  /** One of the secret's values. */
  public key(name: string): EphemeralValue {
    return this.entry("data", name);
  }

  /** All of the secret's values as one JSON text. */
  public get dataJson(): EphemeralValue {
    return this.attribute("data_json");
  }
}
