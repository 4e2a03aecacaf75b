import type { PolicyDocument } from "../../truth/aws/policy-documents";
import type { FieldPath } from "../verdict";
import type { ResourceView } from "./resource-view";
import type { StatementView } from "./statement-view";

/** An AWS policy document. */
export interface PolicyView {
  /** Resource that holds it. */
  readonly resource: ResourceView;
  /** Argument that holds it, without numbers: `policy`, `assume_role_policy`. */
  readonly argument: string;
  /** Where it stands in the resource. */
  readonly at: FieldPath;
  /** The document. */
  readonly document: PolicyDocument;
  /** Its statements. */
  readonly statements: readonly StatementView[];
}
