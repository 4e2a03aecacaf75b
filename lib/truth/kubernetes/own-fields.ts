import { listAt } from "../../core/json";
import type { SynthesizedResource } from "../synthesized-resource";

/** Fields that a user says are right although the catalogue does not know them, such as those of a newer release. */
export class OwnFields {
  private readonly unused: Set<string>;

  private constructor(private readonly fields: readonly string[]) {
    this.unused = new Set(fields);
  }

  /** Those a resource was marked with. */
  public static of({ marks }: SynthesizedResource): OwnFields {
    return new OwnFields(listAt(marks, "ownFields").filter((field) => typeof field === "string"));
  }

  /** Whether the field is one of them. */
  public has(kind: string, field: string): boolean {
    const name = `${kind} ${field}`;
    this.unused.delete(name);
    return this.fields.includes(name);
  }

  /** Those nobody asked for: no object holds them, or the catalogue knows them itself. */
  public get idle(): readonly string[] {
    return [...this.unused];
  }
}
