import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { saysSecret } from "../../secrets/secret-name";
import { expectAt } from "../../values";
import { fail, PASS } from "../../verdict";

/** Data sources that write the secret they read into the state. The providers' documentation. */
const READERS = [
  "aws_kms_secrets",
  "aws_secretsmanager_random_password",
  "aws_secretsmanager_secret_version",
  "kubernetes_secret",
  "kubernetes_secret_v1",
  "sops_external",
  "sops_file",
  "vault_aws_access_credentials",
  "vault_generic_secret",
  "vault_kv_secret",
  "vault_kv_secret_v2",
];

const PARAMETER = "aws_ssm_parameter";

export const readIntoState = guardrail({
  id: "secrets/read-into-state",
  title: "No secret is read by a data source",
  severity: "high",
  why: "A data source writes what it read into the state, in clear, on every plan.",
  fix: "use the ephemeral resource of the same name, or hand on the secret's name and let the program read it",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Terraform documentation, Manage sensitive data; the providers' documentation of each data source",
  subject: "resource",
  types: [...READERS, PARAMETER],
  check: ({ mode, type, config }) => {
    if (mode === "resource") return undefined;
    if (type !== PARAMETER) return fail([], "an ephemeral resource");
    // Most parameters are plain settings.
    if (config["with_decryption"] === false) return PASS;
    return expectAt(config, "name").toSatisfy((name) => !saysSecret(String(name)), "an ephemeral resource", "pass");
  },
  examples: () => {
    const parameter = (says: string, config: object) => example(says, {}, { [PARAMETER]: { it: { ...config } } });
    return {
      pass: [
        parameter("an image's number", {
          name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
        }),
        parameter("a secret that is not decrypted", { name: "/apps/db/password", with_decryption: false }),
        parameter("a parameter without a name", {}),
      ],
      fail: [
        ...READERS.map((type) => example(`a ${type}`, {}, { [type]: { it: {} } })),
        parameter("a parameter whose name says so", { name: "/apps/db/password" }),
        parameter("one that says that it is decrypted", { name: "/apps/db/password", with_decryption: true }),
      ],
      unknown: [parameter("a parameter that is named later", { name: "$" + "{var.name}" })],
      notApplicable: [exampleOf("a secret that is made", "kubernetes_secret_v1", { metadata: { name: "it" } })],
    };
  },
});
