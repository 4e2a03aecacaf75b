import { Fn } from "cdktf";

/**
 * A value that exists only while Terraform runs: it stands in no plan and in no state. It cannot be made from text, so
 * whatever asks for one cannot be handed a secret by mistake.
 */
export class EphemeralValue {
  /** The value behind a reference to an ephemeral block or variable. For classes that write such blocks. */
  public static ofReference(reference: string): EphemeralValue {
    return new EphemeralValue(reference);
  }

  /** One JSON object of several values, for write-only arguments that take one. */
  public static json(values: Readonly<Record<string, EphemeralValue>>): EphemeralValue {
    const members = Object.entries(values).map(([key, value]) => [key, value.forWriteOnly]);
    return new EphemeralValue(Fn.jsonencode(Object.fromEntries(members)));
  }

  private constructor(
    /** The reference, for arguments whose name ends in `_wo` and for provider blocks. Everywhere else it is an error. */
    public readonly forWriteOnly: string,
  ) {}
}
