import { createHash, randomBytes } from "node:crypto";

/** A text that stands for a secret: it means nothing, is like no other, and can be looked for. */
export interface Canary {
  /** Where it was planted, such as `VAULT_TOKEN` or `ephemeral vault_kv_secret_v2.data`. */
  readonly name: string;
  /** The text: letters and digits alone, which no encoding of text changes. */
  readonly value: string;
}

const VALUE_HEX_DIGITS = 40;

/** The canaries of one search. Every run has others, so that none is met by chance or from an earlier run. */
export class Canaries {
  private readonly run = randomBytes(32);
  private readonly made = new Map<string, Canary>();

  /** The canary of a place; the same one each time. */
  public at(name: string): Canary {
    const digest = createHash("sha256").update(this.run).update(name).digest("hex");
    const canary = this.made.get(name) ?? { name, value: `canary${digest.slice(0, VALUE_HEX_DIGITS)}` };
    this.made.set(name, canary);
    return canary;
  }

  /** Every canary that was asked for so far. */
  public get all(): readonly Canary[] {
    return [...this.made.values()];
  }
}
