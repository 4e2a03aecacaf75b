import { exampleOf, examplePolicy, exampleStatements } from "../../example";
import { guardrail } from "../../rule";
import { judgeActionsOnEverything } from "./grants";

export const assumeAnyRole = guardrail({
  id: "identity/assume-any-role",
  title: "No policy lets its holder take every role",
  severity: "high",
  why: "Every role that trusts its own account is then one call away, the administrators' included.",
  fix: "name the roles that are taken",
  controls: { soc2: ["CC6.3", "CC1.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  source: 'IAM User Guide, "Granting a user permissions to switch roles": the role\'s ARN stands in Resource',
  subject: "statement",
  check: (statement) => judgeActionsOnEverything(statement, ["sts:assumerole"], "the roles by name, or a condition"),
  examples: () => ({
    pass: [
      exampleStatements("one role", {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "arn:aws:iam::111111111111:role/reader",
      }),
    ],
    fail: [
      exampleStatements("any role", { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }),
      exampleStatements("any role by a pattern", { Effect: "Allow", Action: "sts:Assume*", Resource: "*" }),
    ],
    notApplicable: [
      exampleOf("the trust of a role", "aws_iam_role", {
        assume_role_policy: examplePolicy({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "ec2.amazonaws.com" },
        }),
      }),
      exampleStatements("who one is", { Effect: "Allow", Action: "sts:GetCallerIdentity", Resource: "*" }),
    ],
  }),
});
