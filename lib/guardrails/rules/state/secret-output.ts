import { isJsonRecord, recordAt } from "../../../core/json";
import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";
import { SECRET_ATTRIBUTES } from "./secret-attributes";

const ATTRIBUTE = /\b(?:data\.)?([a-z][a-z0-9]*_[a-z0-9_]+)\.[A-Za-z_][\w-]*(?:\[[^\]]*\])?\.([a-z_0-9]+)/g;

export const secretOutput = guardrail({
  id: "state/secret-output",
  title: "No output gives a secret away",
  severity: "high",
  why: "An output stands in the state in clear, sensitive or not, and everyone who may read the state has it.",
  fix: "give out the secret's name or path, and let its reader fetch it; or make the output ephemeral",
  controls: { soc2: ["CC6.1"], iso27001: ["A.5.17"], nist: ["IA-5"] },
  source: 'Terraform documentation, "Manage sensitive data": sensitive values are stored in the state',
  subject: "stack",
  check: ({ json }) =>
    Object.entries(recordAt(json["output"]))
      .filter(([name, output]) => name !== "//" && isJsonRecord(output) && output["ephemeral"] !== true)
      .map(([name, output]) => {
        const secret = secretIn(JSON.stringify([recordAt(output)["value"]]));
        return holds(secret === undefined, () =>
          fail(["output", name, "value"], "the name of the secret", secret?.join(".")),
        );
      }),
  examples: () => {
    const output = (says: string, value: unknown, more: object = {}) =>
      exampleStacks(says, { example: { output: { it: { value: value, ...more } } } });
    const password = "$" + "{random_password.it.result}";
    return {
      pass: [
        output("an ARN", "$" + "{aws_secretsmanager_secret.it.arn}"),
        output("another attribute", "$" + "{aws_db_instance.it.endpoint}"),
        output("a text", "random_password is not used here"),
      ],
      fail: [
        output("a password", password),
        output("a password that is marked", password, { sensitive: true }),
        output("a password inside of something", { url: `postgres://app:${password}@db` }),
        output("one of several", ["$" + "{tls_private_key.it[0].private_key_pem}"]),
        output("what is read", "$" + "{data.vault_kv_secret_v2.it.data}"),
      ],
      notApplicable: [
        output("one that is in no state", password, { ephemeral: true }),
        exampleStacks("no output", { example: {} }),
        exampleStacks("a comment", { example: { output: { "//": { value: password } } } }),
      ],
    };
  },
});

/** The first secret that a value, as it is written, refers to: `random_password.result`. */
function secretIn(text: string): readonly [type: string, attribute: string] | undefined {
  if (!text.includes("$" + "{")) return undefined;
  const names = [...text.matchAll(ATTRIBUTE)].map(([, type, attribute]) => [String(type), String(attribute)] as const);
  return names.find(([type, attribute]) => SECRET_ATTRIBUTES[type]?.includes(attribute));
}
