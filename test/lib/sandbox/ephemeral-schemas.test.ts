import { ephemeralSchema, ephemeralTypes, unboundProvider } from "../../../lib/sandbox/ephemeral-schemas";
import { describeWithRealSchemas, realSchema } from "./support/real-schemas";

const PROVIDERS = ["aws", "kubernetes", "vault"] as const;
const TYPES = PROVIDERS.flatMap((provider) =>
  ephemeralTypes(`hashicorp/${provider}`).map((type) => ({ provider, type })),
);

describe("ephemeral resources", () => {
  it("are known where a secret has to pass without being stored", () => {
    expect(TYPES.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "aws_secretsmanager_secret_version",
        "aws_secretsmanager_random_password",
        "aws_ssm_parameter",
        "aws_kms_secrets",
        "aws_eks_cluster_auth",
        "aws_ecr_authorization_token",
        "kubernetes_token_request_v1",
        "vault_kv_secret_v2",
        "vault_database_secret",
        "vault_aws_access_credentials",
      ]),
    );
  });

  it("are known of one provider that has no binding, with its configuration", () => {
    expect(ephemeralTypes("carlpett/sops")).toEqual(["sops_file"]);
    expect(unboundProvider("carlpett/sops")).toEqual({ version: 0, block: { attributes: {} } });
    expect(unboundProvider("hashicorp/vault")).toBeUndefined();
  });

  it("are none for a provider that has none", () => {
    expect(ephemeralTypes("hashicorp/helm")).toEqual([]);
    expect(ephemeralSchema("hashicorp/helm", "helm_release")).toBeUndefined();
  });
});

describeWithRealSchemas("ephemeral schemas against the provider's own", () => {
  it.each(TYPES)("$type is the same", ({ provider, type }) => {
    const real = realSchema(provider).ephemeral_resource_schemas[type];
    expect(real).toBeDefined();
    expect(ephemeralSchema(`hashicorp/${provider}`, type)).toEqual(real);
  });
});
