import { exampleOf, examplePolicy, exampleStatements } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";
import { isBound } from "./grants";

/** Elements that say what is left out. */
const INVERSE: readonly string[] = ["NotAction", "NotPrincipal", "NotResource"];

export const invertedStatement = guardrail({
  id: "identity/inverted-statement",
  title: "What is allowed is named, not what is left out",
  severity: "high",
  why: "Allowing all but a few names also allows every action, principal and resource that AWS adds tomorrow.",
  fix: "name what is allowed, and put what must never happen into a statement of its own that denies",
  controls: { soc2: ["CC6.3", "CC1.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: "IAM User Guide, policy elements NotAction, NotPrincipal and NotResource: with Allow they allow all the rest",
  subject: "statement",
  check: ({ allows, elements, policy }) => {
    // A boundary, or a policy of an organisation, only bounds what others allow.
    if (!allows || isBound(policy)) return undefined;
    const found = INVERSE.find((element) => elements[element] !== undefined);
    return found === undefined ? PASS : fail([], "what is allowed, by name", { [found]: elements[found] });
  },
  examples: () => ({
    pass: [exampleStatements("one action", { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" })],
    fail: [
      exampleStatements("all but IAM", { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      exampleStatements("all buckets but one", {
        Effect: "Allow",
        Action: "s3:GetObject",
        NotResource: "arn:aws:s3:::b/*",
      }),
      exampleOf("everyone but one", "aws_s3_bucket_policy", {
        policy: examplePolicy({
          Effect: "Allow",
          NotPrincipal: { AWS: "arn:aws:iam::111111111111:root" },
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::b/*",
        }),
      }),
    ],
    notApplicable: [
      exampleStatements("a denial of the rest", { Effect: "Deny", NotAction: "iam:*", Resource: "*" }),
      exampleOf("a bound of an organisation", "aws_organizations_policy", {
        content: examplePolicy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      }),
      exampleOf("a permissions boundary", "aws_iam_policy", {
        name: "boundary",
        policy: examplePolicy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      }),
    ],
  }),
});
