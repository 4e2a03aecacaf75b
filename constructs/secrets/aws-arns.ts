import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const POLICY_ARN = /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/;

/** Problem of the ARN of an IAM role; undefined when it is written out, or a reference alone. */
export function roleArnProblem(got: string, what = "an IAM role"): Problem | undefined {
  return arnProblem(got, ROLE_ARN, what, "arn:aws:iam::123456789012:role/signer");
}

/** Problem of the ARN of an IAM policy; undefined when it is written out, or a reference alone. */
export function policyArnProblem(got: string, what = "an IAM policy"): Problem | undefined {
  return arnProblem(got, POLICY_ARN, what, "arn:aws:iam::123456789012:policy/boundary");
}

function arnProblem(got: string, pattern: RegExp, what: string, example: string): Problem | undefined {
  // Of a reference nobody knows more yet; text around one could still be a wildcard.
  const isReference = holdsToken(got) && !/[*?]/.test(got);
  if (isReference || pattern.test(got)) return undefined;
  return {
    what: `${what} is not named by its ARN`,
    got,
    allowed: `an ARN in full, without wildcards: ${example}`,
    doThis: "write the ARN out, or hand over the role's own attribute",
  };
}
