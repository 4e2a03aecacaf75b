import type { Canaries, Canary } from "../../../lib/canaries/canary";
import type { PlantedSecrets, SecretPlace } from "../../../lib/sandbox/planted-secrets";

/** What a provider got in a write-only argument. */
export interface Received {
  /** Type and argument, such as `vault_kv_secret_v2.data_json_wo`. */
  readonly argument: string;
  readonly text: string;
}

/** Answers every question for a secret with a canary of its own, and keeps what write-only arguments were given. */
export class Planting implements PlantedSecrets {
  /** Every secret that a provider answered with, so far. */
  public readonly answered = new Map<string, Canary>();
  /** Every text of a write-only argument. */
  public readonly arguments: Received[] = [];

  public constructor(private readonly canaries: Canaries) {}

  public answer({ kind, type, attribute }: SecretPlace): string {
    const name = `${kind} ${type}.${attribute}`;
    const canary = this.canaries.at(name);
    this.answered.set(name, canary);
    return canary.value;
  }

  public received({ type, attribute }: SecretPlace, text: string): void {
    this.arguments.push({ argument: `${type}.${attribute}`, text });
  }
}
