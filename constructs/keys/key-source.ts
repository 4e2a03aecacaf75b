import type { CurveName, CustodySpec } from "../../lib/catalogue/keys";
import { type DescribedKeySource, keySourceRunbook } from "../../lib/render/key-runbook";

/** What every key source is told. There is no field for a key: material never enters. */
export interface KeySourceProps {
  /** Its name, for what its keys sign, such as `hot-wallet`. */
  readonly name: string;
  /** Public identifiers of its keys: public keys or addresses. @default - none is known yet */
  readonly keys?: readonly string[];
}

/** Where keys live, who may use them and how they come back. Never the keys. */
export interface IKeySource {
  /** Its name. */
  readonly name: string;
  /** What is known about this way to keep keys. */
  readonly custody: CustodySpec;
  /** Curve of its keys. */
  readonly curve: CurveName;
  /** Public identifiers of its keys, by which the whole app knows that one key is used in one place. */
  readonly keys: readonly string[];
  /** Its own runbook, as Markdown: rotation, recovery and compromise, with its names in it. */
  readonly runbook: string;
}

/** A key source of which nothing is made. `noteKeySource` writes it down, so that guardrails and reports know it. */
export class DeclaredKeySource implements IKeySource {
  public readonly name: string;
  public readonly custody: CustodySpec;
  public readonly keys: readonly string[];
  public readonly runbook: string;

  /**
   * @param described what is written down about it, already checked
   * @param curve curve of its keys
   */
  public constructor(
    described: DescribedKeySource,
    public readonly curve: CurveName,
  ) {
    this.name = described.name;
    this.custody = described.custody;
    this.keys = described.keys;
    this.runbook = keySourceRunbook(described);
  }
}
