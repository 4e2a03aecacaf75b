import type { IConstruct } from "constructs";
import type { Problem } from "../../lib/core/errors";
import type { RestartTarget } from "../../lib/render/delivered-object";
import type { SecretVariable } from "./container";
import type { IdentityProps } from "./identity";
import type { INamespace } from "./namespace";
import type { Volume } from "./volume";

/** Who can be given a secret: anything whose pods run under a service account of their own. A `Workload` is one. */
export interface ISecretReader extends IConstruct {
  /** Its name in Kubernetes. */
  readonly name: string;
  /** Namespace its pods run in. */
  readonly namespace: INamespace;
  /** Service account of its pods. Nothing else may use it: a right given to the account is given to whoever runs as it. */
  readonly serviceAccountName: string;
  /** What it is. @default - nobody said so */
  readonly identity?: IdentityProps;
  /** Its controller, for restarts after a rotation. @default - it cannot be restarted */
  readonly restartTarget?: RestartTarget | undefined;
}

/** Options of `ISecret.grantRead`. */
export interface ReadOptions {
  /**
   * Restart the reader when a value changes. Never for validators and signers, and not needed where files are mounted and
   * the program reads them again. @default - false
   */
  readonly restartOnChange?: boolean;
}

/** A path in a secret store and the right to read it; never a value. */
export interface ISecret {
  /** Where it stands in its store. */
  readonly path: string;
  /** Names of the values it holds. */
  readonly keys: readonly string[];
  /** Lets the reader, and nobody else by this call, read it; says where the reader's pods find it. */
  grantRead(reader: ISecretReader, options?: ReadOptions): DeliveredSecret;
}

/** How a granted secret reaches its reader: a Kubernetes Secret in the reader's namespace, filled inside the cluster. */
export interface DeliveredSecret {
  /** Name of the Kubernetes Secret. */
  readonly secretName: string;
  /** One of its values, as the source of an environment variable. @throws PalisadeError when it has no such key */
  key(name: string): SecretVariable;
  /** Its values as files, one per key. Prefer this: files follow a rotation by themselves, variables wait for a restart. */
  volume(): Volume;
}

/**
 * Problem of something given where a secret is wanted, such as a credential as text; undefined when it is a secret.
 * For input whose type nobody checked. Never shows what was given.
 */
export function secretProblem(field: string, value: unknown): Problem | undefined {
  if (typeof value === "object" && value !== null && "grantRead" in value && "keys" in value) return undefined;
  return {
    what: `${field} is not a secret${typeof value === "string" ? " but text, which would stand in the state" : ""}`,
    allowed: "a secret of a store, such as vault.secret(path, { keys })",
    doThis: "write the value into the store, declare its path, and revoke the value if it was committed",
  };
}
