import type { IConstruct } from "constructs";
import type { ISecret } from "../core/secret";

/** Options of a secret. There is none for a value: values are written into the store, never declared. */
export interface SecretOptions {
  /** Names of the values it holds. */
  readonly keys: readonly string[];
  /** Seconds until a changed value reaches its readers, at least 60. @default - 3600 */
  readonly refreshSeconds?: number;
  /**
   * Days until its values have to be changed, at most 365. It stands on what brings the secret to its readers, and an alert
   * follows from it. @default - nobody is reminded
   */
  readonly rotateEveryDays?: number;
}

/** A store of secrets, whatever keeps it: Vault, AWS. */
export interface ISecretStore extends IConstruct {
  /** Short name, unique in its environment. */
  readonly name: string;
  /**
   * A secret of the store. Asking again with the same options gives the same secret.
   *
   * @throws PalisadeError listing every problem of the path and the options
   */
  secret(path: string, options: SecretOptions): ISecret;
}
