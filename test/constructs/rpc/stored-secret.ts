import type { DeliveredSecret, ISecret, ISecretReader } from "../../../constructs/core/secret";
import { Volume } from "../../../constructs/core/volume";

/** A secret of a store that keeps book of who was given it. */
export class StoredSecret implements ISecret {
  /** Names of the workloads that may read it. */
  public readonly readers: string[] = [];

  public constructor(
    public readonly path: string,
    public readonly keys: readonly string[],
  ) {}

  public grantRead(reader: ISecretReader): DeliveredSecret {
    this.readers.push(reader.name);
    const secretName = `${reader.name}-${this.path.replaceAll("/", "-")}`;
    return {
      secretName,
      key: (key) => ({ secretName, key }),
      volume: () => Volume.secret("delivered", secretName),
    };
  }
}
