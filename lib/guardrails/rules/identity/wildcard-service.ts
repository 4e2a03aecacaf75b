import { exampleOf, examplePolicy, exampleStatements } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";
import { isAllOfGuarding, isEverything, isGrant, isNarrowed, wholeServicesOf } from "./grants";

export const wildcardService = guardrail({
  id: "identity/wildcard-service",
  title: "No policy allows every action of IAM, KMS, STS, Organizations or Secrets Manager on everything",
  severity: "high",
  why: "All of IAM is the account itself, all of KMS every key and the power to delete it.",
  fix: "name the actions that are used, and the roles, keys and secrets they are used on",
  controls: { soc2: ["CC6.3", "CC1.3"], iso27001: ["A.5.18", "A.8.2"], nist: ["AC-3", "AC-6"] },
  aliases: ["CKV2_AWS_40", "CKV_AWS_355", "CKV_AWS_356", "AWS-0057", "AwsSolutions-IAM5"],
  subject: "statement",
  check: (statement) => {
    if (!isGrant(statement)) return undefined;
    // Everything on every role is the matter of the rule about administrators.
    const owned = wholeServicesOf(statement)
      .filter((service) => service !== "iam")
      .map((service) => `${service}:*`);
    const wide = [...statement.actions, ...owned].filter(isAllOfGuarding);
    if (wide.length === 0) return undefined;
    const isNarrow = !statement.resources.some(isEverything) || isNarrowed(statement);
    return holds(isNarrow, () => fail([], "actions by name, on resources by name", wide));
  },
  examples: () => {
    const all = (service: string) =>
      exampleStatements(`all of ${service}`, { Effect: "Allow", Action: `${service}:*`, Resource: "*" });
    return {
      pass: [
        exampleStatements("all on one key", {
          Effect: "Allow",
          Action: "kms:*",
          Resource: "arn:aws:kms:eu-central-1:111111111111:key/1",
        }),
        exampleStatements("all under a condition", {
          Effect: "Allow",
          Action: "kms:*",
          Resource: "*",
          Condition: { StringEquals: { "aws:ResourceTag/team": "rpc" } },
        }),
      ],
      fail: [
        ...["iam", "kms", "sts", "organizations", "secretsmanager"].map(all),
        exampleStatements("in other letters", { Effect: "Allow", Action: ["s3:Get*", "IAM:*"], Resource: "*" }),
        exampleStatements("everything on every secret", {
          Effect: "Allow",
          Action: "*",
          Resource: "arn:aws:secretsmanager:*:111111111111:secret:*",
        }),
        exampleStatements("all of a service over TLS", {
          Effect: "Allow",
          Action: "kms:*",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "true" } },
        }),
      ],
      notApplicable: [
        all("s3"),
        exampleStatements("everything on every role", {
          Effect: "Allow",
          Action: "*",
          Resource: "arn:aws:iam::*:role/*",
        }),
        exampleStatements("everything on every bucket", { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::*" }),
        exampleStatements("a denial", { Effect: "Deny", Action: "iam:*", Resource: "*" }),
        exampleOf("the policy of a key, in which * is the key", "aws_kms_key", {
          policy: examplePolicy({
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111111111111:root" },
            Action: "kms:*",
            Resource: "*",
          }),
        }),
      ],
    };
  },
});
