import { exampleStatements } from "../../example";
import { guardrail } from "../../rule";
import { judgeActionsOnEverything } from "./grants";

export const privilegeEscalation = guardrail({
  id: "identity/privilege-escalation",
  title: "No policy lets its holder give itself more",
  severity: "high",
  why: "Who may write any policy or make any access key is an administrator one call later.",
  fix: "name the roles and users that may be changed, or require a permissions boundary with iam:PermissionsBoundary",
  controls: { soc2: ["CC6.3", "CC1.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_286", "CKV_AWS_289"],
  subject: "statement",
  // Source: Rhino Security Labs, "AWS IAM privilege escalation methods", as
  // salesforce/cloudsplaining 126e052 keeps them.
  check: (statement) =>
    judgeActionsOnEverything(
      statement,
      [
        "iam:createaccesskey",
        "iam:createloginprofile",
        "iam:updateloginprofile",
        "iam:addusertogroup",
        "iam:createpolicyversion",
        "iam:setdefaultpolicyversion",
        "iam:updateassumerolepolicy",
        "iam:attachuserpolicy",
        "iam:attachgrouppolicy",
        "iam:attachrolepolicy",
        "iam:putuserpolicy",
        "iam:putgrouppolicy",
        "iam:putrolepolicy",
        "iam:deleterolepermissionsboundary",
        "iam:deleteuserpermissionsboundary",
        "lambda:updatefunctioncode",
      ],
      "the roles, users and policies by name, or a condition",
    ),
  examples: () => ({
    pass: [
      exampleStatements("one's own key, and every device", {
        Effect: "Allow",
        Action: ["iam:CreateAccessKey", "iam:EnableMFADevice"],
        Resource: ["arn:aws:iam::*:user/self", "arn:aws:iam::*:mfa/*", "arn:aws:iam::*:instance-profile/*"],
      }),
      exampleStatements("one role", {
        Effect: "Allow",
        Action: "iam:PutRolePolicy",
        Resource: "arn:aws:iam::111111111111:role/app",
      }),
      exampleStatements("only with a boundary", {
        Effect: "Allow",
        Action: ["iam:AttachRolePolicy"],
        Resource: "*",
        Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111111111111:policy/boundary" } },
      }),
    ],
    fail: [
      ...[
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:UpdateLoginProfile",
        "iam:AddUserToGroup",
        "iam:CreatePolicyVersion",
        "iam:SetDefaultPolicyVersion",
        "iam:UpdateAssumeRolePolicy",
        "iam:AttachUserPolicy",
        "iam:AttachGroupPolicy",
        "iam:AttachRolePolicy",
        "iam:PutUserPolicy",
        "iam:PutGroupPolicy",
        "iam:PutRolePolicy",
        "iam:DeleteRolePermissionsBoundary",
        "iam:DeleteUserPermissionsBoundary",
        "lambda:UpdateFunctionCode",
      ].map((action) => exampleStatements(action, { Effect: "Allow", Action: action, Resource: "*" })),
      exampleStatements("any role", { Effect: "Allow", Action: "iam:PutRolePolicy", Resource: "*" }),
      exampleStatements("any role of an account", {
        Effect: "Allow",
        Action: ["s3:ListBucket", "IAM:AttachRole*"],
        Resource: ["arn:aws:s3:::b", "arn:aws:iam::111111111111:role/*"],
      }),
      exampleStatements("anything over TLS", {
        Effect: "Allow",
        Action: "iam:CreateAccessKey",
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      }),
    ],
    unknown: [
      exampleStatements("an action that is half known", {
        Effect: "Allow",
        Action: "iam:Put$" + "{var.what}",
        Resource: "*",
      }),
    ],
    notApplicable: [
      exampleStatements("another action", { Effect: "Allow", Action: "iam:GetRole", Resource: "*" }),
      exampleStatements("an action nobody knows yet", { Effect: "Allow", Action: "$" + "{var.a}", Resource: "*" }),
      exampleStatements("a denial", { Effect: "Deny", Action: "iam:PutRolePolicy", Resource: "*" }),
      exampleStatements("all of a service, which has a rule of its own", {
        Effect: "Allow",
        Action: ["iam:*", "*"],
        Resource: "*",
      }),
    ],
  }),
});
