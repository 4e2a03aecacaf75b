import type { TerraformStack } from "cdktf";
import { EphemeralVariable } from "../../../constructs/core/ephemeral";
import { Namespace } from "../../../constructs/core/namespace";
import {
  AwsEngine,
  type AwsEngineRoleProps,
  DatabaseEngine,
  GithubActionsAuth,
  PipelineOrigin,
  PkiEngine,
  PkiRoot,
  PkiSigner,
  SecretDelivery,
  TransitEngine,
  type VaultStore,
} from "../../../constructs/secrets";
import { type Json, only } from "../../support/synth";
import { ADDRESS, CERTIFICATE, storeIn, workloadIn } from "./fixture";

export const ROLE_ARN = "arn:aws:iam::123456789012:role/reporting";
export const BOUNDARY_ARN = "arn:aws:iam::123456789012:policy/reporting";
export const delivery = SecretDelivery.vaultSecretsOperator();

export function databaseIn(stack: TerraformStack, store: VaultStore, kind: "postgresql" | "mysql" = "postgresql") {
  const password = new EphemeralVariable(stack, "vault-user", { description: "first password of Vault's user" });
  return new DatabaseEngine(stack, "database", { store }).connection("main", {
    kind,
    host: "db.internal",
    database: "app",
    username: "vault",
    password: password.ephemeralValue,
    passwordVersion: 1,
    certificateAuthority: CERTIFICATE,
  });
}

export function awsRoleIn(stack: TerraformStack, props: Partial<AwsEngineRoleProps> = {}) {
  const engine = new AwsEngine(stack, "sessions", { store: storeIn(stack, { delivery }), region: "eu-central-1" });
  const role = { roleArn: ROLE_ARN, boundaryPolicyArns: [BOUNDARY_ARN], ...props };
  return { engine, secret: engine.role("reporting", role) };
}

export function pipelineIn(stack: TerraformStack) {
  return new GithubActionsAuth(stack, "github", { audience: ADDRESS }).pipeline("deploy", {
    repository: "o/r",
    origin: PipelineOrigin.environment("prod"),
  });
}

export function pkiIn(stack: TerraformStack, store: VaultStore, signer?: PkiSigner): PkiEngine {
  const root = () => PkiSigner.root(new PkiRoot(stack, "root", { commonName: "Example Root" }));
  return new PkiEngine(stack, "pki", { store, commonName: "Example Internal CA 1", signer: signer ?? root() });
}

/** Every engine, with somebody who uses it. */
export function everyEngine(stack: TerraformStack): void {
  const store = storeIn(stack, { delivery, certificateAuthority: CERTIFICATE });
  const reader = workloadIn(stack, "reporting");
  const pipeline = pipelineIn(stack);
  const connection = databaseIn(stack, store);
  connection.dynamicRole("reporting", { memberOf: ["app_readonly"] }).grantRead(reader, { restartOnChange: true });
  connection.staticRole("migrations", { username: "migrations" }).grantRead(pipeline);
  const aws = new AwsEngine(stack, "sessions", { store, region: "eu-central-1" });
  aws.role("reporting", { roleArn: ROLE_ARN, boundaryPolicyArns: [BOUNDARY_ARN] }).grantRead(reader);
  const web = pkiIn(stack, store).role("web", { allowedDomains: ["rpc.svc.cluster.local"], allowSubdomains: true });
  web.issuer(stack, "web-issuer", { namespace: Namespace.fromName("rpc") });
  web.grantSign(pipeline);
  const transit = new TransitEngine(stack, "transit", { store });
  transit.key("bookmarks").grantEncrypt(reader);
  transit.key("releases", { type: "ed25519" }).grantSign(pipeline);
}

export const statementsOf = (stack: { resource: Record<string, Record<string, Json>> }): Json =>
  only(stack.resource["vault_database_secret_backend_role"]).creation_statements;
