import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECRET_SERVERS } from "../../lib/catalogue/charts/secret-servers";
import { firstStartSteps } from "../../lib/render/vault-first-start";
import type { VaultRunbookSubject } from "../../lib/render/vault-runbook-subject";
import { findOpenBao, OpenBaoServers } from "./openbao-servers";

const FIRST_PORT = 38_200;
const found = findOpenBao();
// biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
if (typeof found === "string") console.warn(`skipped: the first start of a real OpenBao: ${found}`);
const describeReal = typeof found === "string" ? describe.skip : describe;

describeReal("a real OpenBao on the configuration that Palisade renders", () => {
  const program = typeof found === "string" ? "" : found.program;
  const keyring = mkdtempSync(join(tmpdir(), "palisade-gpg-"));
  const hands = mkdtempSync(join(tmpdir(), "palisade-hands-"));
  const environment = { ...process.env, GNUPGHOME: keyring, PATH: `${hands}:${process.env["PATH"] ?? ""}` };
  const holders = ["anna", "ben", "carla"].map((name) => ({ name, pgpFingerprint: "" }));
  let servers: OpenBaoServers;
  let outputs: ReadonlyMap<string, string> = new Map();
  let rootToken = "";

  function shell(script: string): { readonly status: number | null; readonly output: string } {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
      cwd: hands,
      env: environment,
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  }

  function asPerson(script: string): { readonly status: number | null; readonly output: string } {
    const reach = `export BAO_ADDR=${servers.address(0)} BAO_CACERT=${servers.path("ca.crt")} BAO_TLS_SERVER_NAME=vault.vault.svc`;
    return shell(`${reach}\n${script}`);
  }

  function subject(): VaultRunbookSubject {
    return {
      server: SECRET_SERVERS.openbao,
      name: "vault",
      namespace: "vault",
      replicas: 3,
      certificateSecretName: "vault-tls",
      sealKeyAlias: "alias/palisade/vault",
      region: "eu-central-1",
      holders: holders.map(({ name }) => ({ name, pgpFingerprint: fingerprintOf(name) })),
      threshold: 2,
      login: { kind: "githubActions", claims: { repository: "acme/infrastructure" }, audience: "vault.palisade" },
    };
  }

  function fingerprintOf(name: string): string {
    const { output } = shell(
      `gpg --list-keys --with-colons ${name}@example.org 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }'`,
    );
    return output.trim();
  }

  beforeAll(() => {
    mkdirSync(keyring, { recursive: true, mode: 0o700 });
    servers = new OpenBaoServers(program, FIRST_PORT);
    for (const { name } of holders) {
      const made = ["--batch", "--passphrase", "", "--pinentry-mode", "loopback"];
      execFileSync("gpg", [...made, "--quick-generate-key", `${name}@example.org`, "default", "default", "never"], {
        env: environment,
        stdio: "ignore",
      });
    }
    // What the runbook asks of Kubernetes: the authority's certificate, and a way to the first server, which is here.
    const kubectl = `#!/bin/sh\ncase "$*" in *"get secret"*) base64 < ${servers.path("ca.crt")} ;; esac\n`;
    writeFileSync(join(hands, "kubectl"), kubectl, { mode: 0o755 });
    writeFileSync(join(hands, "bao"), `#!/bin/sh\nexec "${program}" "$@"\n`, { mode: 0o755 });
    outputs = walk();
  }, 240_000);

  afterAll(() => {
    servers?.stop();
    spawnSync("gpgconf", ["--kill", "gpg-agent"], { env: environment });
    for (const folder of [keyring, hands]) rmSync(folder, { recursive: true, force: true });
  });

  /** Every step in one shell, as one person does it; servers need a moment to join. */
  function walk(): ReadonlyMap<string, string> {
    const script = firstStartSteps(subject()).flatMap(({ title, commands = "" }) => [
      `echo "#### ${title}"`,
      ...(title.startsWith("See that all servers") ? ["sleep 20"] : []),
      // GitHub is not to be reached from here: the keys come from a file in place of its address.
      commands
        .replaceAll("https://127.0.0.1:8200", servers.address(0))
        .replace(
          /oidc_discovery_url=\S+/,
          'jwt_validation_pubkeys="$(openssl ec -in authority-key.pem -pubout 2>/dev/null)"',
        ),
      ...(title.startsWith("Take the first root token") ? ['printf "%s" "$BAO_TOKEN" > root-token'] : []),
    ]);
    execFileSync("openssl", [
      "ecparam",
      "-genkey",
      "-name",
      "prime256v1",
      "-noout",
      "-out",
      join(hands, "authority-key.pem"),
    ]);
    const { output } = shell(`exec 2>&1\n${script.join("\n")}`);
    rootToken = readFileSync(join(hands, "root-token"), "utf8");
    return new Map(
      output.split(/^#### /m).map((part): [string, string] => {
        const end = part.indexOf("\n");
        return [part.slice(0, end), part.slice(end + 1)];
      }),
    );
  }

  it("finds the keys of the holders, and a server that nobody has used", () => {
    expect(outputs.get("Collect the public keys")?.match(/^fpr:/gm)).toHaveLength(3);
    expect(outputs.get("Reach the first server")).toMatch(/Initialized\s+false\n/);
  });

  it("gives back nothing that anybody could use alone", () => {
    const given = readFileSync(join(hands, "first-start.json"), "utf8");
    expect(rootToken).toMatch(/^s\.\w{20,}$/);
    expect(given).not.toContain(rootToken);
    expect(outputs.get("Hand the shares out")?.match(/^\w+ reads it$/gm)).toEqual(
      holders.map(({ name }) => `${name} reads it`),
    );
  });

  it("has all servers in it, and writes every request down twice", () => {
    expect(outputs.get("See that all servers are there")?.match(/\b(leader|follower)\s+true$/gm)).toHaveLength(3);
    const devices = outputs.get("See that requests are written down") ?? "";
    expect(devices).toMatch(/^volume\/\s+file/m);
    expect(devices).toMatch(/^stdout\/\s+file/m);
    expect(readFileSync(servers.path("audit-0/audit.log"), "utf8")).toContain("sys/policies/acl/terraform");
    expect(servers.log(0)).toContain('"path":"sys/policies/acl/terraform"');
  });

  it("ends with no root token that works", () => {
    expect(outputs.get("Revoke the root token")).toMatch(/Success! Revoked token/);
    const { output } = asPerson(`BAO_TOKEN=${rootToken} bao token lookup`);
    expect(output).toMatch(/permission denied|bad token|invalid token/);
  });
});
