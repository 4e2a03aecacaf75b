import type { JsonRecord } from "../../../core/json";
import { guardrail, type RuleExample } from "../../rule";
import { secretReferencesIn } from "../../secrets/secret-references";
import { fail, PASS } from "../../verdict";
import { blocksOf } from "./terraform-blocks";

const VALUE = "value";

export const outputOfSecret = guardrail({
  id: "secrets/output-of-secret",
  title: "No output hands a secret on",
  severity: "high",
  why: "Outputs stand in the state in clear, sensitive or not, and whoever may read the outputs of this stack has them.",
  fix: "hand on the secret's name or ARN, and let the reader ask the store",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"], iso27001: ["A.5.17"], nist: ["IA-5"] },
  source: "Terraform documentation, Manage sensitive data: sensitive outputs are written to the state",
  subject: "stack",
  check: (stack) =>
    blocksOf(stack, "output").map(({ block, at }) => {
      const secrets = block["ephemeral"] === true ? [] : secretReferencesIn(block[VALUE]);
      return secrets.length === 0 ? PASS : fail([...at, VALUE], "the name of the secret", secrets.join(", "));
    }),
  examples: () => {
    const output = (says: string, value: unknown, more: JsonRecord = {}): RuleExample => ({
      says,
      stacks: { example: { output: { "//": {}, it: { "//": {}, value, ...more } } } },
    });
    const of = (expression: string): string => ["$", `{${expression}}`].join("");
    return {
      pass: [
        output("an address", of("aws_db_instance.it.address")),
        output("the ARN of a secret, sensitive as cdktf marks it", of("aws_secretsmanager_secret.it.arn"), {
          sensitive: true,
        }),
        output("an ephemeral password", of("random_password.it.result"), { ephemeral: true }),
        output("what is ephemeral itself", of("ephemeral.random_password.it.result")),
        output("the ARN of what AWS made", of("aws_db_instance.it.master_user_secret[0].secret_arn")),
        output("where AWS keeps what it made", of("aws_db_instance.it.master_user_secret")),
        output("an image that a parameter names", of("data.aws_ssm_parameter.ami.value")),
        output("a public key", of("tls_private_key.it.public_key_pem")),
        output("a plain variable", of("var.region")),
      ],
      fail: [
        output("a password", of("random_password.it.result"), { sensitive: true }),
        output("a password, declared not to be ephemeral", of("random_password.it.result"), { ephemeral: false }),
        output("a private key", of("tls_private_key.it.private_key_pem")),
        output("a part of a secret", of('jsondecode(data.aws_secretsmanager_secret_version.it.secret_string)["key"]')),
        output("a part of an attribute", of("module_x.it.users[0].password")),
        output("a secret in an object", { url: `https://it:${of("var.db_password")}@example.org` }),
        output("a secret in a list", [of("aws_iam_access_key.it[0].secret")]),
        output("what was read from a store", of("data.vault_kv_secret_v2.it.data")),
      ],
      notApplicable: [{ says: "a stack without outputs", stacks: { example: { resource: { aws_vpc: { it: {} } } } } }],
    };
  },
});
