import { ServerCertificate, VaultStore } from "../../../constructs/secrets";
import { only, synthStack } from "../../support/synth";
import { serverIn } from "./vault-server-fixture";

describe("a VaultStore on a server", () => {
  const stack = synthStack((scope) => {
    const certificateAuthority = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    const certificate = ServerCertificate.fromIssuer({ issuer: "internal", certificateAuthority });
    const store = VaultStore.onServer(scope, "store", serverIn(scope, { certificate }), { mount: "apps" });
    expect([store.address, store.certificateAuthority]).toEqual([
      "https://vault.vault.svc.cluster.local:8200",
      certificateAuthority,
    ]);
  });

  it("lets the job in that takes snapshots, to read those and nothing else", () => {
    expect(only(stack.resource["vault_kubernetes_auth_backend_role"])).toMatchObject({
      role_name: "vault-snapshots",
      bound_service_account_names: ["vault-snapshots"],
      bound_service_account_namespaces: ["vault"],
      audience: "vault",
      token_no_default_policy: true,
    });
    const { policy } = only(stack.resource["vault_policy"]);
    expect(policy.match(/^path "[^"]+"/gm)).toEqual([
      'path "sys/storage/raft/snapshot"',
      'path "auth/token/lookup-self"',
      'path "auth/token/revoke-self"',
    ]);
  });

  it("writes the audit log onto the server's volume", () => {
    expect(only(stack.resource["vault_audit"])).toMatchObject({
      type: "file",
      options: { file_path: "/vault/audit/audit.log" },
    });
  });
});
