import type { PolicyStatement } from "../../truth/aws/policy-statement";
import type { FieldPath } from "../verdict";
import type { PolicyView } from "./policy-view";

/** One statement of an AWS policy document. */
export interface StatementView extends PolicyStatement {
  /** Policy it belongs to. */
  readonly policy: PolicyView;
  /** Whether it allows; false for one that denies. */
  readonly allows: boolean;
  /** Where it stands in the resource. */
  readonly at: FieldPath;
}
