export { type AgentPackage, AgentProgram } from "./agent-program";
export * from "./aws-engine";
export * from "./aws-machine-auth";
export { AwsSecret } from "./aws-secret";
export { AwsSecretStore, type AwsSecretStoreProps } from "./aws-secret-store";
export * from "./database-engine";
export type { DatabaseKind } from "./database-programs";
export { EngineSecret } from "./engine-secret";
export * from "./ephemeral-aws-password";
export * from "./ephemeral-vault-kv-secret-v2";
export * from "./first-start";
export * from "./github-actions-auth";
export { type GithubIds, PipelineOrigin } from "./github-claims";
export { MachineSecrets } from "./machine-secrets";
export type {
  AwsMachineSecretsProps,
  MachineRole,
  MachineSecretsProps,
  SecretService,
  UserDataOptions,
  VaultMachineSecretsProps,
} from "./machine-secrets-props";
export * from "./pki-engine";
export { PkiRole } from "./pki-role";
export { type AuthorityIssuerProps, PkiRoot, type PkiRootProps, PkiSigner } from "./pki-root";
export type { ProvideOptions } from "./provided-values";
export * from "./seal";
export * from "./secret";
export * from "./secret-alerts";
export { SecretDelivery, type TokenLife } from "./secret-delivery";
export * from "./secret-store";
export { type CertificateOptions, type IssuedCertificateOptions, ServerCertificate } from "./server-certificate";
export { type IServiceAccountIssuer, ServiceAccountIssuer } from "./service-account-issuer";
export * from "./snapshots";
export * from "./sops-file";
export * from "./terraform-login";
export * from "./transit-engine";
export * from "./vault-access";
export * from "./vault-audit";
export type { IssuerReference, VaultIssuerProps } from "./vault-issuer";
export { VaultLogin, type VaultLoginOptions } from "./vault-login";
export * from "./vault-path";
export * from "./vault-policy";
export { VaultServer } from "./vault-server";
export * from "./vault-server-props";
export * from "./vault-store";
export type { VaultPodLogin } from "./vault-use";
export * from "./vault-writer";
