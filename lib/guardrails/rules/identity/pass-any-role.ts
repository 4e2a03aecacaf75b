import { exampleStatements } from "../../example";
import { guardrail } from "../../rule";
import { judgeActionsOnEverything } from "./grants";

export const passAnyRole = guardrail({
  id: "identity/pass-any-role",
  title: "No policy hands every role of the account to a service",
  severity: "high",
  why: "Who may pass any role starts a machine or a function with the strongest one and takes its credentials.",
  fix: "name the role that is passed, and require iam:PassedToService",
  controls: { soc2: ["CC6.3", "CC1.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_110", "CKV_AWS_286", "AWS-0342"],
  subject: "statement",
  check: (statement) =>
    judgeActionsOnEverything(statement, ["iam:passrole"], "the role by name, or iam:PassedToService in a condition"),
  examples: () => ({
    pass: [
      exampleStatements("one role", {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: "arn:aws:iam::111111111111:role/node",
      }),
      exampleStatements("one service", {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: "*",
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      }),
    ],
    fail: [
      exampleStatements("any role", { Effect: "Allow", Action: "iam:PassRole", Resource: "*" }),
      exampleStatements("any role in another way", {
        Effect: "Allow",
        Action: ["iam:Pass*"],
        Resource: "arn:aws:iam::*:role/*",
      }),
    ],
    notApplicable: [exampleStatements("another action", { Effect: "Allow", Action: "iam:GetRole", Resource: "*" })],
  }),
});
