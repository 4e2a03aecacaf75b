import type { Examination } from "../../../../../lib/truth";
import { examineIamPolicies } from "../../../../../lib/truth/aws/iam-policies";
import { examineOne } from "./examine";

/** A statement of a policy. */
export interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly [element: string]: unknown;
}

/** A policy document as text. Statements allow unless they say otherwise. */
export const policy = (...statements: readonly Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements.map((each) => ({ Effect: "Allow", ...each })) });

/** What the examiner finds in one statement of a policy. */
export const examined = (statement: Statement, type = "aws_iam_role_policy", argument = "policy"): Examination =>
  examineOne(examineIamPolicies, type, { [argument]: policy(statement) });

/** A reference to an attribute, as Terraform writes it. */
export const reference = (expression: string) => `$\{${expression}}`;

/** A text of AWS's reference, whose placeholders are written `<Name>` here. */
export const template = (text: string) => text.replaceAll(/<(\w+)>/g, `$\{$1}`);
