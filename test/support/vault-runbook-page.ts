import { SECRET_SERVERS } from "../../lib/catalogue/charts/secret-servers";
import { vaultRunbook } from "../../lib/render/vault-runbook";

/** The runbook of a server that does not exist, for docs/vault-server.md: three people, one pipeline, snapshots in a bucket. */
export function vaultRunbookPage(): string {
  return vaultRunbook({
    server: SECRET_SERVERS.vault,
    name: "vault",
    namespace: "vault",
    replicas: 3,
    certificateSecretName: "vault-tls",
    sealKeyAlias: "alias/palisade/prod-main-vault-vault-seal",
    region: "eu-central-1",
    holders: ["anna", "ben", "carla"].map((name, index) => ({ name, pgpFingerprint: "ABC".charAt(index).repeat(40) })),
    threshold: 2,
    login: {
      kind: "githubActions",
      claims: { repository: "acme/infrastructure", environment: "prod" },
      audience: "vault.palisade",
    },
    snapshots: {
      bucketName: "acme-vault-snapshots",
      prefix: "prod-main/vault/vault",
      jobName: "vault-snapshots",
    },
  });
}
