import type { JsonRecord } from "../../core/json";
import type { SynthesizedResource } from "../../truth/synthesized-resource";
import type { StackView } from "./stack-view";

/** A Terraform resource or data source. */
export interface ResourceView {
  /** Stack it belongs to. */
  readonly stack: StackView;
  /** Whether Terraform makes it or reads it. */
  readonly mode: "resource" | "data";
  /** Terraform type, such as `aws_s3_bucket`. */
  readonly type: string;
  /** Name inside of the stack. */
  readonly name: string;
  /** Terraform address: `aws_s3_bucket.states`, `data.aws_ami.base`. */
  readonly address: string;
  /** Construct path; the address where the stack does not say it. */
  readonly path: string;
  /** Its arguments as text is known before the apply: what is not known yet is the character `REFERENCE`. */
  readonly config: JsonRecord;
  /** Its arguments as they are written, with references. */
  readonly raw: JsonRecord;
  /** What Palisade wrote down about it. Empty where it wrote nothing. */
  readonly marks: JsonRecord;
  /** The resource as the examination sees it. */
  readonly synthesized: SynthesizedResource;
}
