import { DAY_SECONDS } from "../../lib/core/day";
import type { Problem } from "../../lib/core/errors";
import type { DeliveryLogin, DeliveryObject, RestartTarget, SecretSource } from "../../lib/render/delivered-object";
import { externalSecret, externalSecretStore } from "../../lib/render/external-secrets";
import type { SecretOperator } from "../../lib/render/secret-alerts";
import { vaultSecretsLogin, vaultSecretsSecret } from "../../lib/render/vault-secrets-operator";

/** How long a reader's token lives at Vault. */
export interface TokenLife {
  /** Seconds until it has to be renewed. */
  readonly ttlSeconds: number;
  /** Seconds after which it ends. */
  readonly maxTtlSeconds: number;
  /** Whether whoever has it renews it. */
  readonly isRenewed: boolean;
}

/** Which operator brings secrets into pods. The operator itself is installed apart, once in a cluster. */
export abstract class SecretDelivery {
  /**
   * External Secrets Operator: for Vault and AWS. It gives its token back after each reading, and restarts nothing.
   */
  public static externalSecrets(): SecretDelivery {
    return new ExternalSecrets();
  }

  /**
   * Vault Secrets Operator: for Vault alone. It renews what is leased, and restarts who reads a value that changed, where
   * that is asked for.
   */
  public static vaultSecretsOperator(): SecretDelivery {
    return new VaultSecretsOperator();
  }

  /** What people call the operator. */
  public abstract readonly operator: string;
  /** What alerts call it. */
  public abstract readonly operatorId: SecretOperator;
  /** Tokens of its readers. */
  public abstract readonly tokens: TokenLife;
  /** Whether it can restart a reader. */
  public abstract readonly restarts: boolean;

  /** What stands in the reader's namespace once, so that the operator can log in for the reader. */
  public abstract login(name: string, login: DeliveryLogin): readonly DeliveryObject[];

  /** What fills one Kubernetes Secret. */
  public abstract secret(
    name: string,
    loginName: string,
    login: DeliveryLogin,
    source: SecretSource,
    restarts: readonly RestartTarget[],
  ): readonly DeliveryObject[];

  /** What the operator cannot do of what is asked for; undefined when it can. */
  public abstract problem(source: SecretSource): Problem | undefined;
}

/**
 * As long as the service account token that the operator logs in with (external-secrets v2.9.0,
 * providers/v1/vault/auth_kubernetes.go); the operator revokes it after each use.
 */
const ACCOUNT_TOKEN_SECONDS = 600;

class ExternalSecrets extends SecretDelivery {
  public readonly operator = "External Secrets Operator";
  public readonly operatorId = "external-secrets";
  public readonly tokens = {
    ttlSeconds: ACCOUNT_TOKEN_SECONDS,
    maxTtlSeconds: ACCOUNT_TOKEN_SECONDS,
    isRenewed: false,
  };
  public readonly restarts = false;

  public login(name: string, login: DeliveryLogin): readonly DeliveryObject[] {
    return externalSecretStore(name, login);
  }

  public secret(name: string, loginName: string, login: DeliveryLogin, source: SecretSource) {
    return externalSecret(name, loginName, login, source);
  }

  public problem({ kind, path }: SecretSource): Problem | undefined {
    if (kind !== "leased") return undefined;
    return {
      what: `the External Secrets Operator renews no lease, and ${path} gives credentials that end with theirs`,
      allowed: "a role whose user stays and whose password rotates, or the Vault Secrets Operator",
      doThis: "give the store delivery: SecretDelivery.vaultSecretsOperator()",
    };
  }
}

const HOUR_SECONDS = 3600;
class VaultSecretsOperator extends SecretDelivery {
  public readonly operator = "Vault Secrets Operator";
  public readonly operatorId = "vault-secrets-operator";
  // Whatever was leased through a token ends with it: once a day everything is leased anew.
  public readonly tokens = { ttlSeconds: HOUR_SECONDS, maxTtlSeconds: DAY_SECONDS, isRenewed: true };
  public readonly restarts = true;

  public login(name: string, login: DeliveryLogin): readonly DeliveryObject[] {
    return login.kind === "vault" ? vaultSecretsLogin(name, login) : [];
  }

  public secret(
    name: string,
    loginName: string,
    login: DeliveryLogin,
    source: SecretSource,
    restarts: readonly RestartTarget[],
  ): readonly DeliveryObject[] {
    return login.kind === "vault" ? vaultSecretsSecret(name, loginName, login, source, restarts) : [];
  }

  public problem(): Problem | undefined {
    return undefined;
  }
}
