import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SECRET_SERVERS } from "../../../lib/catalogue/charts/secret-servers";
import { firstStartSteps } from "../../../lib/render/vault-first-start";
import { vaultRunbook } from "../../../lib/render/vault-runbook";
import type { VaultRunbookSubject } from "../../../lib/render/vault-runbook-subject";
import { terraformPolicy } from "../../../lib/render/vault-terraform-policy";
import { vaultRunbookPage } from "../../support/vault-runbook-page";

const subject: VaultRunbookSubject = {
  server: SECRET_SERVERS.vault,
  name: "vault",
  namespace: "secrets",
  replicas: 5,
  certificateSecretName: "vault-tls",
  sealKeyAlias: "alias/palisade/seal",
  region: "eu-central-1",
  holders: ["anna", "ben", "carla"].map((name, index) => ({ name, pgpFingerprint: String(index).repeat(40) })),
  threshold: 2,
  login: {
    kind: "githubActions",
    claims: { repository: "acme/infra", environment: "prod" },
    audience: "vault.palisade",
  },
};

const commandsOf = (of: VaultRunbookSubject) =>
  firstStartSteps(of).flatMap(({ commands = "" }) => commands.split("\n"));

describe("the first start", () => {
  it("encrypts every share and the root token, in the order of the holders", () => {
    const commands = commandsOf(subject).join("\n");
    expect(commands).toContain("-recovery-shares=3 -recovery-threshold=2");
    expect(commands).toContain("-recovery-pgp-keys=anna.asc,ben.asc,carla.asc");
    expect(commands).toContain("-root-token-pgp-key=anna.asc > first-start.json");
    expect(commands).toContain("jq --raw-output '.recovery_keys_b64[2]' first-start.json > carla.share");
  });

  it("checks each key against the fingerprint in the code", () => {
    for (const { name, pgpFingerprint } of subject.holders) {
      expect(commandsOf(subject)).toContain(
        `gpg --show-keys --with-colons ${name}.asc | grep '^fpr:.*:${pgpFingerprint}:'`,
      );
    }
  });

  it("never writes the root token down, and ends with its end", () => {
    const commands = commandsOf(subject);
    expect(commands.filter((line) => line.includes("VAULT_TOKEN"))).toEqual([
      'export VAULT_TOKEN="$(jq --raw-output .root_token first-start.json | base64 --decode | gpg --quiet --decrypt)"',
      "unset VAULT_TOKEN",
    ]);
    expect(commands.slice(-3)).toEqual(["vault token revoke -self", "vault token lookup", "unset VAULT_TOKEN"]);
  });

  it("switches Vault's audit log on, and looks whether OpenBao's is", () => {
    expect(commandsOf(subject)).toContain("vault audit enable -path=stdout file file_path=stdout");
    const openbao = commandsOf({ ...subject, server: SECRET_SERVERS.openbao });
    expect(openbao).toContain("bao audit list");
    expect(openbao.join("\n")).not.toContain("audit enable");
  });

  it("lets Terraform in by a role in AWS, without rights in the account", () => {
    const roleArn = "arn:aws:iam::123456789012:role/run";
    const commands = commandsOf({ ...subject, login: { kind: "awsRole", roleArn, region: "eu-central-1" } }).join("\n");
    expect(commands).toContain("vault auth enable -path=terraform aws");
    expect(commands).toContain("sts_endpoint=https://sts.eu-central-1.amazonaws.com");
    expect(commands).toContain("iam_server_id_header_value=vault.secrets.svc");
    expect(commands).toContain(`"bound_iam_principal_arn": "${roleArn}"`);
    expect(commands).toContain('"resolve_aws_unique_ids": false');
  });
});

describe("what Terraform may do on a server", () => {
  const paths = [...terraformPolicy().matchAll(/path "([^"]+)" \{\n {2}capabilities = \[([^\]]+)\]/g)];

  it("does not hold reading a secret's value, nor everything", () => {
    const [, , capabilities = ""] = paths.find(([, path]) => path === "+/data/*") ?? [];
    expect(capabilities).toBe('"create", "update", "patch"');
    expect(paths.map(([, path]) => path)).not.toContain("*");
  });
});

test("docs/vault-server.md is the runbook of an example", () => {
  expect(readFileSync(join(__dirname, "../../../docs/vault-server.md"), "utf8")).toBe(vaultRunbookPage());
});

describe("the runbook of a server", () => {
  const text = vaultRunbook(subject);

  it("tells of the first start and of everything that may go wrong after it", () => {
    expect(text.match(/^## .*$/gm)).toEqual([
      "## First start",
      "## A server stays sealed",
      "## Nobody can log in",
      "## A holder leaves",
      "## Restore a snapshot",
      "## Rotate the seal's key",
      "## Bring out a new version or new settings",
    ]);
  });

  it("has a fence around every command", () => {
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  });

  it("gives no share and no token as an argument", () => {
    const commands = text.match(/```sh\n[\s\S]*?```/g)?.join("\n") ?? "";
    expect(commands).not.toMatch(/generate-root .*\$\(/);
    expect(commands).toContain("--data @-");
    expect(commands).not.toMatch(/-token=|X-Vault-Token/);
  });

  it("says where the snapshots are, when it knows", () => {
    const snapshots = { bucketName: "acme-copies", prefix: "main/secrets/vault", jobName: "vault-snapshots" };
    expect(vaultRunbook({ ...subject, snapshots })).toContain("--bucket acme-copies --prefix main/secrets/vault/");
    expect(text).toContain("from whoever keeps them");
  });
});
