import type { JsonRecord } from "../../../core/json";
import { guardrail, type RuleExample } from "../../rule";
import { plainSecretsIn } from "../../secrets/plain-secret";
import { fail, PASS } from "../../verdict";
import { blocksOf } from "./terraform-blocks";

export const secretInBlock = guardrail({
  id: "secrets/secret-in-block",
  title: "No argument of a module or provider holds a secret in clear",
  severity: "high",
  why: "It stands in the synthesized file and in every plan, and a module hands it on to resources that keep it in the state.",
  fix: "pass an ephemeral variable, or let the pipeline's own role sign in; a module takes the name of the secret",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  aliases: ["CKV_AWS_41"],
  subject: "stack",
  check: (stack) =>
    [...blocksOf(stack, "module"), ...blocksOf(stack, "provider")].flatMap(({ name, block, at }) => {
      const found = plainSecretsIn(block, name, at);
      return found.length === 0
        ? [PASS]
        : found.map((place) => fail(place, "the name of a secret", "a secret in clear"));
    }),
  examples: () => {
    const stack = (says: string, json: JsonRecord): RuleExample => ({ says, stacks: { example: json } });
    const module = (says: string, block: JsonRecord) => stack(says, { module: { it: block } });
    return {
      pass: [
        module("a password from a variable", { db_password: "$" + "{var.password}" }),
        module("the name of a secret", { source: "./db", db_password_secret: "apps/db", password_length: 32 }),
        module("a comment", { "//": { password: "the one of the database" } }),
        stack("a provider that signs in by its role", { provider: { aws: [{ region: "eu-central-1" }] } }),
      ],
      fail: [
        module("a password", { source: "./db", db_password: "correct-horse" }),
        module("a password in a map", { source: "./db", settings: { users: [{ password: "correct-horse" }] } }),
        module("a password in a list", { source: "./db", passwords: [], password: ["correct-horse"] }),
        stack("a password of a provider", {
          provider: { postgresql: [{ username: "app", password: "correct-horse" }] },
        }),
        stack("a token of a provider", { provider: { grafana: { auth_token: "k7Hq2LmZ9xPwR4tVbN8sYcE1uJdG5aFo" } } }),
      ],
      notApplicable: [stack("neither of them", { resource: { null_resource: { it: { password: "correct-horse" } } } })],
    };
  },
});
