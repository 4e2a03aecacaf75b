import { example, exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";

/**
 * Arguments that keep a secret in the state, by type, and what to write in their place. The providers' schemas. Those of
 * pipelines are the business of a rule on the supply chain.
 */
const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_db_instance: { password: "manage_master_user_password or password_wo" },
  aws_docdb_cluster: { master_password: "manage_master_user_password or master_password_wo" },
  aws_elasticache_replication_group: { auth_token: "users with IAM authentication" },
  aws_elasticache_user: { passwords: "authentication_mode of type iam" },
  aws_rds_cluster: { master_password: "manage_master_user_password or master_password_wo" },
  aws_redshift_cluster: { master_password: "manage_master_password or master_password_wo" },
  aws_secretsmanager_secret_version: { secret_string: "secret_string_wo", secret_binary: "secret_string_wo" },
  aws_ssm_parameter: { value: "value_wo" },
  helm_release: { set_sensitive: "set_wo, or the name of a secret that the chart reads" },
  kubernetes_secret: { data: "an ExternalSecret, or data_wo", binary_data: "an ExternalSecret, or binary_data_wo" },
  kubernetes_secret_v1: { data: "an ExternalSecret, or data_wo", binary_data: "an ExternalSecret, or binary_data_wo" },
  vault_aws_secret_backend: { secret_key: "identity_token_audience with role_arn" },
  vault_generic_secret: { data_json: "a vault_kv_secret_v2 with data_json_wo" },
  vault_jwt_auth_backend: { oidc_client_secret: "a public client, or the secret set by hand" },
  vault_kv_secret: { data_json: "a vault_kv_secret_v2 with data_json_wo" },
  vault_kv_secret_v2: { data_json: "data_json_wo" },
};

const PARAMETER = "aws_ssm_parameter";

/** Where a parameter says what it holds. */
const KIND = ["type"];

export const argumentInState = guardrail({
  id: "secrets/argument-in-state",
  title: "No secret is handed to an argument that the state keeps",
  severity: "high",
  why: "Whoever may read the state reads the secret, and so does whoever finds an old version of it.",
  fix: "pass an ephemeral value to the write-only argument, or let the service make and keep the secret itself",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "Terraform documentation, Manage sensitive data and Use write-only arguments; the providers' schemas",
  subject: "resource",
  types: Object.keys(ARGUMENTS),
  check: ofMade(({ type, config }) => {
    // Other parameters are plain settings.
    const kind = type === PARAMETER ? read(config, KIND) : undefined;
    if (kind?.state === "known" && kind.value !== "SecureString") return undefined;
    return Object.entries(ARGUMENTS[type] ?? {}).map(([argument, instead]): Judgement => {
      const found = read(config, [argument]);
      if (found.state === "absent" || (found.state === "known" && isEmpty(found.value))) return PASS;
      return kind?.state === "unknown" ? unknown(KIND) : fail([argument], instead);
    });
  }),
  examples: () => ({
    pass: [
      exampleOf("a database that makes its password", "aws_db_instance", { manage_master_user_password: true }),
      exampleOf("a write-only argument", "vault_kv_secret_v2", { data_json_wo: "$" + "{ephemeral.it}" }),
      exampleOf("a secret without data", "kubernetes_secret_v1", { metadata: { name: "it" }, data: {} }),
      exampleOf("a release without them", "helm_release", { set_sensitive: [] }),
      exampleOf("a parameter without a value", PARAMETER, { type: "SecureString", value_wo: "$" + "{ephemeral.it}" }),
    ],
    fail: [
      ...Object.entries(ARGUMENTS).flatMap(([type, members]) =>
        Object.keys(members).map((argument) =>
          exampleOf(`${argument} of ${type}`, type, { type: "SecureString", [argument]: { it: "$" + "{var.it}" } }),
        ),
      ),
      exampleOf("a password from elsewhere", "aws_db_instance", { password: "$" + "{random_password.it.result}" }),
    ],
    unknown: [
      exampleOf("a parameter of a type that is decided later", PARAMETER, { type: "$" + "{var.type}", value: "it" }),
    ],
    notApplicable: [
      exampleOf("a plain parameter", PARAMETER, { type: "String", value: "it" }),
      example("one that is read", {}, { kubernetes_secret_v1: { it: { data: { it: "it" } } } }),
    ],
  }),
});

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
