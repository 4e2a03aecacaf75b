import type { AttributeSchema, BlockSchema, NestedBlockSchema, TypeJson, TypeSchema } from "./schema";

const LIST = ["list", "string"] as const;
const MAP = ["map", "string"] as const;

const required = (type: TypeJson): AttributeSchema => ({ type, required: true });
const optional = (type: TypeJson): AttributeSchema => ({ type, optional: true });
const computed = (type: TypeJson): AttributeSchema => ({ type, computed: true });
const either = (type: TypeJson): AttributeSchema => ({ type, optional: true, computed: true });
const secret = (type: TypeJson): AttributeSchema => ({ type, computed: true, sensitive: true });

const schema = (
  attributes: Readonly<Record<string, AttributeSchema>>,
  blocks?: Readonly<Record<string, NestedBlockSchema>>,
): TypeSchema => ({ version: 0, block: body(attributes, blocks) });

const body = (
  attributes: Readonly<Record<string, AttributeSchema>>,
  blocks?: Readonly<Record<string, NestedBlockSchema>>,
): BlockSchema => ({ attributes, ...(blocks === undefined ? {} : { block_types: blocks }) });

const single = (block: BlockSchema): NestedBlockSchema => ({ nesting_mode: "single", block });

/** Arguments of every ephemeral resource of the AWS provider. */
const AWS = { region: either("string") };
/** Arguments of every ephemeral resource of the Vault provider. */
const VAULT = { mount_id: optional("string"), namespace: optional("string") };
/** What Vault says of a lease. */
const VAULT_LEASE = {
  lease_duration: computed("number"),
  lease_id: computed("string"),
  lease_renewable: computed("bool"),
  lease_start_time: computed("string"),
};

/**
 * Ephemeral resources by provider source. Bindings hold none of them, so names and types were read in the real
 * schemas (aws 6.25.0, kubernetes 2.38.0, vault 5.6.0) and are compared with them in a test; those of carlpett/sops in
 * its source (v1.4.1, sops/ephemeral_sops_file.go).
 */
const SCHEMAS: Readonly<Record<string, Readonly<Record<string, TypeSchema>>>> = {
  "carlpett/sops": {
    sops_file: schema({
      data: secret(MAP),
      input_type: optional("string"),
      raw: secret("string"),
      source_file: required("string"),
    }),
  },
  "hashicorp/aws": {
    aws_ecr_authorization_token: schema({
      ...AWS,
      authorization_token: secret("string"),
      expires_at: computed("string"),
      password: secret("string"),
      proxy_endpoint: computed("string"),
      user_name: computed("string"),
    }),
    aws_eks_cluster_auth: schema({ ...AWS, name: required("string"), token: secret("string") }),
    aws_kms_secrets: schema(
      { ...AWS, plaintext: secret(MAP) },
      {
        secret: {
          nesting_mode: "set",
          block: body({
            context: optional(MAP),
            encryption_algorithm: optional("string"),
            grant_tokens: optional(LIST),
            key_id: optional("string"),
            name: required("string"),
            payload: required("string"),
          }),
        },
      },
    ),
    aws_lambda_invocation: schema({
      ...AWS,
      client_context: optional("string"),
      executed_version: computed("string"),
      function_error: computed("string"),
      function_name: required("string"),
      log_result: computed("string"),
      log_type: optional("string"),
      payload: required("string"),
      qualifier: optional("string"),
      result: computed("string"),
      status_code: computed("number"),
    }),
    aws_secretsmanager_random_password: schema({
      ...AWS,
      exclude_characters: optional("string"),
      exclude_lowercase: optional("bool"),
      exclude_numbers: optional("bool"),
      exclude_punctuation: optional("bool"),
      exclude_uppercase: optional("bool"),
      include_space: optional("bool"),
      password_length: optional("number"),
      random_password: secret("string"),
      require_each_included_type: optional("bool"),
    }),
    aws_secretsmanager_secret_version: schema({
      ...AWS,
      arn: computed("string"),
      created_date: computed("string"),
      secret_binary: secret("string"),
      secret_id: required("string"),
      secret_string: secret("string"),
      version_id: either("string"),
      version_stage: either("string"),
      version_stages: computed(LIST),
    }),
    aws_ssm_parameter: schema({
      ...AWS,
      arn: required("string"),
      name: computed("string"),
      type: computed("string"),
      value: secret("string"),
      version: computed("number"),
      with_decryption: either("bool"),
    }),
  },
  "hashicorp/kubernetes": {
    kubernetes_token_request_v1: schema(
      { expiration_timestamp: either("string"), token: either("string") },
      {
        metadata: single(body({ name: required("string"), namespace: required("string") })),
        spec: single(
          body(
            { audiences: either(LIST), expiration_seconds: either("number") },
            {
              bound_object_ref: single(
                body({
                  api_version: optional("string"),
                  kind: optional("string"),
                  name: optional("string"),
                  uid: optional("string"),
                }),
              ),
            },
          ),
        ),
      },
    ),
  },
  "hashicorp/vault": {
    vault_aws_access_credentials: schema({
      ...VAULT,
      ...VAULT_LEASE,
      access_key: secret("string"),
      mount: required("string"),
      region: optional("string"),
      role: required("string"),
      role_arn: optional("string"),
      secret_key: secret("string"),
      security_token: secret("string"),
      ttl: optional("string"),
      type: either("string"),
    }),
    vault_aws_static_access_credentials: schema({
      ...VAULT,
      access_key: secret("string"),
      mount: required("string"),
      name: required("string"),
      secret_key: secret("string"),
    }),
    vault_database_secret: schema({
      ...VAULT,
      mount: required("string"),
      name: required("string"),
      password: computed("string"),
      username: computed("string"),
    }),
    vault_kv_secret_v2: schema({
      ...VAULT,
      created_time: computed("string"),
      custom_metadata: computed(MAP),
      data: computed(MAP),
      data_json: computed("string"),
      deletion_time: computed("string"),
      destroyed: computed("bool"),
      mount: required("string"),
      name: required("string"),
      version: optional("number"),
    }),
  },
};

/** The schema of an ephemeral resource, or undefined when the table has none. */
export function ephemeralSchema(source: string, type: string): TypeSchema | undefined {
  return SCHEMAS[source]?.[type];
}

/** The ephemeral resources of a provider that the table has, sorted. */
export function ephemeralTypes(source: string): readonly string[] {
  return Object.keys(SCHEMAS[source] ?? {}).sort();
}

/** Configurations of providers that no binding is made of (carlpett/sops v1.4.1, sops/provider.go: it takes no settings). */
const UNBOUND: Readonly<Record<string, TypeSchema>> = { "carlpett/sops": schema({}) };

/** The configuration of a provider that Palisade knows and no binding is made of; undefined for any other. */
export function unboundProvider(source: string): TypeSchema | undefined {
  return UNBOUND[source];
}
