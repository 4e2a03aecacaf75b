import { execFileSync, spawnSync } from "node:child_process";
import { sign } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SUBJECTS } from "../../lib/catalogue/alerts";
import { SECRET_SERVERS } from "../../lib/catalogue/charts/secret-servers";
import { firstStartSteps } from "../../lib/render/vault-first-start";
import {
  askForRootCommands,
  giveOldShareCommand,
  giveShareCommand,
  rotateSharesCommand,
} from "../../lib/render/vault-root-again";
import type { VaultRunbookSubject } from "../../lib/render/vault-runbook-subject";
import { describeWithOpenBao, OpenBaoServers, pause } from "./openbao-servers";

const FIRST_PORT = 38_200;

/** What a shell said. */
interface Answer {
  readonly status: number | null;
  readonly output: string;
}

/** Metrics that appear with the first event of their kind, or are counted every ten minutes. */
const NOT_YET_SHOWN: readonly string[] = ["vault_core_leadership_lost_count", "vault_token_count_by_ttl"];

/** The token, to see that it ends; and what the API says to an audit device of somebody's own. */
const KEEP_FOR_LATER = [
  'printf "%s" "$BAO_TOKEN" > root-token',
  "bao audit enable -path=own file file_path=stdout > audit-refused 2>&1",
];

describeWithOpenBao("a real OpenBao on the configuration that Palisade renders", (program) => {
  const keyring = mkdtempSync(join(tmpdir(), "palisade-gpg-"));
  const hands = mkdtempSync(join(tmpdir(), "palisade-hands-"));
  const environment = { ...process.env, GNUPGHOME: keyring, PATH: `${hands}:${process.env["PATH"] ?? ""}` };
  const holders = ["anna", "ben", "carla"].map((name) => ({ name, pgpFingerprint: "" }));
  let servers: OpenBaoServers;
  let outputs: ReadonlyMap<string, string> = new Map();
  let rootToken = "";
  let audited: Answer = { status: null, output: "" };

  function shell(script: string): Answer {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
      cwd: hands,
      env: environment,
      encoding: "utf8",
    });
    return { status, output: stdout + stderr };
  }

  function asPerson(script: string): Answer {
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
      ...(title.startsWith("Take the first root token") ? KEEP_FOR_LATER : []),
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
    audited = { status: null, output: readFileSync(join(hands, "audit-refused"), "utf8") };
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

  it("refuses audit devices through the API, which is why the configuration has them", () => {
    expect(audited.output).toMatch(/cannot enable audit device via API/);
  });

  it("ends with no root token that works", () => {
    expect(outputs.get("Revoke the root token")).toMatch(/Success! Revoked token/);
    const { output } = asPerson(`BAO_TOKEN=${rootToken} bao token lookup`);
    expect(output).toMatch(/permission denied|bad token|invalid token/);
  });

  /** What the pipeline does: a token of GitHub's, here signed by the key that stands in for GitHub's, becomes one of the server's. */
  function asTerraform(script: string, claims: object = { repository: "acme/infrastructure" }): Answer {
    const now = Math.floor(Date.now() / 1000);
    const token = signed({
      iss: "https://token.actions.githubusercontent.com",
      sub: "repo:acme/infrastructure:environment:prod",
      aud: "vault.palisade",
      iat: now,
      exp: now + 300,
      ...claims,
    });
    return asPerson(`BAO_TOKEN="$(bao write -field=token auth/terraform/login role=terraform jwt=${token})"
      [ -n "$BAO_TOKEN" ] || exit 9
      export BAO_TOKEN
      ${script}`);
  }

  function signed(claims: object): string {
    const part = (data: object) => Buffer.from(JSON.stringify(data)).toString("base64url");
    const text = `${part({ alg: "ES256", typ: "JWT" })}.${part(claims)}`;
    const key = readFileSync(join(hands, "authority-key.pem"), "utf8");
    return `${text}.${sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  }

  it("lets the pipeline set it up, and read no secret", () => {
    const { status, output } = asTerraform(`set -e
      bao secrets enable -path=apps -version=2 kv
      bao auth enable kubernetes
      bao write auth/kubernetes/config kubernetes_host=https://kubernetes.default.svc disable_local_ca_jwt=true kubernetes_ca_cert=@"$BAO_CACERT"
      bao policy write snapshots - <<< 'path "sys/storage/raft/snapshot" { capabilities = ["read"] }'
      bao write auth/kubernetes/role/snapshots bound_service_account_names=s bound_service_account_namespaces=v token_policies=snapshots
      bao kv put -mount=apps rpc/provider key=value > /dev/null
      bao secrets list | grep -q '^apps/' && bao auth list | grep -q '^kubernetes/' && echo all set
      ! bao kv get -mount=apps rpc/provider && echo not read`);
    expect([status, output]).toEqual([0, expect.stringContaining("all set")]);
    expect(output).toContain("permission denied");
    expect(output).toContain("not read");
  });

  it("lets nobody in whose token says something else", () => {
    expect(asTerraform("true", { repository: "mallory/infrastructure" }).output).toContain("claim");
    expect(asTerraform("true", { repository: "acme/infrastructure", aud: "another" }).output).toContain("audience");
  });

  it("makes a root token again when enough holders say so, and restores what was saved", () => {
    copyFileSync(servers.path("ca.crt"), join(hands, "authority.pem"));
    const here = (command: string) => command.replaceAll(":8200", `:${FIRST_PORT}`);
    const ask = () => asPerson(here(askForRootCommands(subject()))).output;
    expect(ask()).toContain("unsupported operation");
    // One server after the other, as the runbook has it; the first is asked, so it has to lead or pass on what it is asked.
    servers.openForRecovery = true;
    for (const index of [0, 1, 2]) {
      servers.signal(index, "SIGKILL");
      pause(1);
      servers.start(index);
      pause(8);
    }
    const nonce = /"nonce":"([^"]+)"/.exec(ask())?.[1] ?? "";
    const given = ["anna", "ben"].map((name) => asPerson(here(giveShareCommand(subject(), name, nonce))).output);
    const encoded = /"encoded_root_token":"([^"]+)"/.exec(given.at(-1) ?? "")?.[1] ?? "";
    expect(encoded).not.toBe("");
    const { status, output } = asPerson(`set -e
      export BAO_TOKEN="$(base64 --decode <<< '${encoded}' | gpg --quiet --decrypt)"
      printf "%s" "$BAO_TOKEN" > root-again
      snapshots="$(bao token create -policy=snapshots -no-default-policy -field=token)"
      ! BAO_TOKEN="$snapshots" bao kv get -mount=apps rpc/provider
      BAO_TOKEN="$snapshots" bao operator raft snapshot save raft.snap
      bao kv metadata delete -mount=apps rpc/provider
      bao operator raft snapshot restore raft.snap
      sleep 5
      bao kv get -mount=apps -field=key rpc/provider`);
    expect([status, output]).toEqual([0, expect.stringMatching(/^value/m)]);
    expect(output).toContain("403");
  }, 120_000);

  it("gives everybody a new share when enough old ones are shown", () => {
    const asRoot = (command: string) => asPerson(`export BAO_TOKEN="$(cat root-again)"\n${command}`).output;
    const started = asRoot(rotateSharesCommand(subject()));
    const nonce = /"nonce": "([^"]+)"/.exec(started)?.[1] ?? "";
    expect(nonce).not.toBe("");
    const [, last = ""] = ["anna", "carla"].map((name) => asRoot(giveOldShareCommand(subject(), name, nonce)));
    writeFileSync(join(hands, "new-shares.json"), last);
    const { output } = shell(
      holders
        .map(
          ({ name }, index) =>
            `jq --raw-output '.keys_base64[${index}]' new-shares.json | base64 --decode | gpg --quiet --decrypt > /dev/null && echo ${name}`,
        )
        .join("\n"),
    );
    expect(output).toBe("anna\nben\ncarla\n");
  }, 60_000);

  it("shows the metrics that the alerts read, on servers that are sealed too", () => {
    const { output } = asPerson(
      [0, 1, 2]
        .map(
          (index) =>
            `curl --silent --cacert ${servers.path("ca.crt")} '${servers.address(index)}/v1/sys/metrics?format=prometheus'`,
        )
        .join("\n"),
    );
    const shown = new Set([...output.matchAll(/^(vault_\w+)/gm)].map(([, name]) => name));
    const read = [...SUBJECTS.vault.alerts, ...SUBJECTS.vault.panels].flatMap(({ metrics }) =>
      metrics.map(({ name }) => name),
    );
    expect([...new Set(read)].filter((name) => !shown.has(name))).toEqual(NOT_YET_SHOWN);
  });

  it("takes a renewed certificate up when it is told to, without a restart", async () => {
    const serial = () =>
      asPerson(
        `openssl s_client -connect 127.0.0.1:${FIRST_PORT} < /dev/null 2> /dev/null | openssl x509 -noout -serial`,
      ).output;
    const before = serial();
    servers.signCertificate();
    servers.signal(0, "SIGHUP");
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(before).toMatch(/^serial=/);
    expect(serial()).not.toBe(before);
  });

  it("opens itself when it starts again", async () => {
    servers.signal(0, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 2000));
    servers.start(0);
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    expect(asPerson("bao status").output).toMatch(/Sealed\s+false/);
  }, 60_000);
});
