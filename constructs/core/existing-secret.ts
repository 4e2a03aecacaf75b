import { PalisadeError, type Problem } from "../../lib/core/errors";
import type { DeliveredSecret, ISecret } from "./secret";
import { Volume } from "./volume";

function unknownKey(secretName: string, got: string, keys: readonly string[]): Problem {
  return {
    what: `the Secret ${secretName} has no such key`,
    got,
    allowed: keys.join(", "),
    doThis: "use one of its keys, or declare the key where the Secret is declared",
  };
}

/**
 * A Kubernetes Secret that something else puts into the reader's namespace: another operator, a person, a cluster's own
 * tooling. Nothing is created and no right is given.
 */
export class ExistingSecret implements ISecret {
  /** @param keys names of the values it holds */
  public static fromName(secretName: string, keys: readonly string[]): ISecret {
    return new ExistingSecret(secretName, keys);
  }

  private constructor(
    public readonly path: string,
    public readonly keys: readonly string[],
  ) {}

  public grantRead(): DeliveredSecret {
    const { path: secretName, keys } = this;
    return {
      secretName,
      key: (name) => {
        if (!keys.includes(name)) throw new PalisadeError([unknownKey(secretName, name, keys)]);
        return { secretName, key: name };
      },
      volume: () => Volume.secret(secretName, secretName),
    };
  }
}
