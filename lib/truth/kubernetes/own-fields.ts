import { listAt } from "../../core/json";
import { OWN_FIELDS, type SynthesizedResource } from "../synthesized-resource";
import { Vouched } from "../vouched";

/**
 * Fields that a user says are right although the catalogue says otherwise, such as those of a newer release: of a bundle
 * its `ownFields`, and of any resource what was vouched for.
 */
export class OwnFields {
  private readonly unused: Set<string>;

  private constructor(
    private readonly fields: readonly string[],
    private readonly vouched: Vouched,
  ) {
    this.unused = new Set(fields);
  }

  /** Those a resource was marked with. */
  public static of(resource: SynthesizedResource): OwnFields {
    const fields = listAt(resource.marks, OWN_FIELDS).filter((field) => typeof field === "string");
    return new OwnFields(fields, Vouched.of(resource));
  }

  /** Whether the field is one of them. */
  public includes(kind: string, field: string): boolean {
    const name = `${kind} ${field}`;
    return this.fields.includes(name) || this.vouched.names.includes(name);
  }

  /** Whether what would be refused at the field is let pass, since it is one of them. */
  public lets(kind: string, field: string): boolean {
    const name = `${kind} ${field}`;
    this.unused.delete(name);
    return this.vouched.lets(name) || this.fields.includes(name);
  }

  /** Those of a bundle that let nothing pass: no object holds them, or nothing is wrong with them. */
  public get idle(): readonly string[] {
    return [...this.unused];
  }
}
