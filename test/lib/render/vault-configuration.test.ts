import fc from "fast-check";
import { SECRET_SERVERS, type SecretServerName } from "../../../lib/catalogue/charts/secret-servers";
import { hclBlock, vaultConfiguration } from "../../../lib/render/vault-configuration";

function configurationOf(program: SecretServerName, openForRecovery = false): string {
  return vaultConfiguration({
    server: SECRET_SERVERS[program],
    clusterName: "vault",
    peerAddresses: ["https://vault-0.vault-internal:8200", "https://vault-1.vault-internal:8200"],
    certificate: { certificate: "/tls/tls.crt", key: "/tls/tls.key", authority: "/tls/ca.crt" },
    seal: { type: "seal", labels: ["awskms"], settings: { region: "eu-central-1", kms_key_id: "alias/seal" } },
    openForRecovery,
  });
}

describe("the configuration of a secret server", () => {
  it("is this, for Vault", () => {
    expect(configurationOf("vault")).toBe(`cluster_name = "vault"
ui = false
disable_mlock = true
listener "tcp" {
  address = "[::]:8200"
  cluster_address = "[::]:8201"
  tls_cert_file = "/tls/tls.crt"
  tls_key_file = "/tls/tls.key"
  tls_min_version = "tls12"
  telemetry {
    unauthenticated_metrics_access = true
  }
}
storage "raft" {
  path = "/vault/data"
  retry_join {
    leader_api_addr = "https://vault-0.vault-internal:8200"
    leader_ca_cert_file = "/tls/ca.crt"
  }
  retry_join {
    leader_api_addr = "https://vault-1.vault-internal:8200"
    leader_ca_cert_file = "/tls/ca.crt"
  }
}
seal "awskms" {
  region = "eu-central-1"
  kms_key_id = "alias/seal"
}
service_registration "kubernetes" {
}
telemetry {
  prometheus_retention_time = "10m"
  disable_hostname = true
}
`);
  });

  it("has two audit devices for OpenBao, which takes none through its API", () => {
    const text = configurationOf("openbao");
    expect(text).not.toContain("disable_mlock");
    expect(text).toContain('path = "/openbao/data"');
    expect(
      text.endsWith(`audit "file" "volume" {
  options {
    file_path = "/openbao/audit/audit.log"
  }
}
audit "file" "stdout" {
  options {
    file_path = "stdout"
  }
}
`),
    ).toBe(true);
  });

  it("takes shares from somebody who is not logged in only while it is told to", () => {
    const opened = {
      vault: 'enable_unauthenticated_access = ["generate-root"]',
      openbao: "disable_unauthed_generate_root_endpoints = false",
    };
    for (const program of ["vault", "openbao"] as const) {
      expect(configurationOf(program)).not.toContain(opened[program]);
      expect(configurationOf(program, true)).toContain(opened[program]);
    }
    // In the listener, where OpenBao reads it.
    expect(configurationOf("openbao", true)).toContain(`  tls_min_version = "tls12"\n  ${opened.openbao}\n`);
    expect(configurationOf("vault", true).split("listener", 1)[0]).toContain(opened.vault);
  });

  it("keeps any text in its place", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (label, value) => {
        const lines = hclBlock({ type: "seal", labels: [label], settings: { key: value } }).split("\n");
        expect(lines).toEqual([`seal ${JSON.stringify(label)} {`, `  key = ${JSON.stringify(value)}`, "}", ""]);
      }),
    );
  });
});
