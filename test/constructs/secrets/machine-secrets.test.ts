import type { TerraformStack } from "cdktf";
import { AgentProgram, type MachineSecrets, VaultStore } from "../../../constructs/secrets";
import { messageOf } from "../../support/refusals";
import { type Json, only, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { PATH, policyOf } from "./fixture";
import { awsSecretsIn, machineRole, startMachine, vaultSecretsIn } from "./machine-secrets-fixture";
import { findingsOf, isRehearsed, Rehearsals } from "./proof";

const SERVER = "palisade-secrets-node.service";

/** What cloud-init would read, with Terraform's escapes undone. */
function cloudConfigOf(build: (stack: TerraformStack) => MachineSecrets, options = {}): Json {
  let text = "";
  synthStack((stack) => {
    text = build(stack).userData(options);
  });
  expect(text.startsWith("#cloud-config\n{")).toBe(true);
  const config = JSON.parse(text.slice("#cloud-config\n".length).replaceAll("$$" + "{", "$" + "{"));
  const files = Object.fromEntries(config.write_files.map((file: Json) => [file.path, file]));
  return { ...config, files };
}

describe("a machine with secrets of Vault", () => {
  const config = cloudConfigOf((stack) => vaultSecretsIn(stack));

  it("logs in by its own role, and its agent keeps the token nowhere", () => {
    expect(JSON.parse(config.files["/etc/palisade/secrets-node.json"].content)).toEqual({
      exit_after_auth: true,
      vault: {
        address: "https://vault.example.org:8200",
        ca_cert: "/etc/palisade/secrets-node.pem",
        retry: { num_retries: 3 },
      },
      auto_auth: {
        method: {
          type: "aws",
          mount_path: "auth/aws",
          config: {
            type: "iam",
            role: expect.stringMatching(/^test-aws-node-[0-9a-f]{10}$/),
            header_value: "vault.example.org",
          },
        },
      },
      template_config: { exit_on_retry_failure: true },
      template: [
        {
          destination: "/run/palisade-secrets-node/.new/rpc.json",
          perms: "0400",
          create_dest_dirs: false,
          error_on_missing_key: true,
          contents: `{{ with secret "apps/data/${PATH}" }}{{ .Data.data | toJSON }}{{ end }}`,
        },
      ],
    });
  });

  it("may read just these paths, as the role it has", () => {
    const json = synthStack((stack) => vaultSecretsIn(stack));
    const role = only(json.resource["vault_aws_auth_backend_role"]);
    expect(role.bound_iam_principal_arns).toEqual([expect.stringMatching(/^\$\{aws_iam_role\.node-role\.arn\}$/)]);
    expect(role.token_policies).toHaveLength(2);
    expect(role.token_policies).toContain(policyOf(json, `apps/data/${PATH}`).name);
  });

  it("starts the service after the fetch alone, with values that nobody else can read", () => {
    const dropIn = config.files[`/etc/systemd/system/geth.service.d/50-palisade-secrets-node.conf`].content;
    expect(dropIn).toBe(`[Unit]
Requires=${SERVER}
After=${SERVER}

[Service]
LoadCredential=rpc.api-key:/run/palisade-secrets-node/rpc.api-key
LoadCredential=rpc.url:/run/palisade-secrets-node/rpc.url
`);
    expect(config.files["/usr/local/libexec/palisade/secrets-node"].content).toContain(
      "systemctl --no-block try-restart geth.service",
    );
    expect(config.files["/etc/systemd/system/palisade-secrets-node.timer"].content).toContain(
      "OnUnitInactiveSec=1800s",
    );
  });

  it("installs Vault's program in one version from a repository with a key, where the image has none", () => {
    const program = AgentProgram.fromRepository({
      baseUrl: "https://rpm.example.org/AmazonLinux/2023/$basearch/stable",
      keyUrl: "https://rpm.example.org/gpg",
      version: "2.0.4-1",
    });
    const installed = cloudConfigOf((stack) => vaultSecretsIn(stack, { program }), { packages: { jq: "1.7.1-3" } });
    expect(installed.packages).toEqual([
      ["vault", "2.0.4-1"],
      ["jq", "1.7.1-3"],
    ]);
    expect(installed.yum_repos["palisade-vault"]).toMatchObject({
      gpgcheck: true,
      gpgkey: "https://rpm.example.org/gpg",
      baseurl: "https://rpm.example.org/AmazonLinux/2023/$basearch/stable",
    });
    expect(config.packages).toBeUndefined();
  });

  it("does what else it is told when services may start", () => {
    const commands = [["systemctl", "enable", "--now", "geth"]];
    expect(cloudConfigOf((stack) => vaultSecretsIn(stack), { commands }).runcmd).toEqual([
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "palisade-secrets-node.timer"],
      ...commands,
    ]);
  });
});

describe("a machine with secrets of AWS", () => {
  it("reads just these by its role, which their own policies let in", () => {
    const json = synthStack((stack) => awsSecretsIn(stack));
    const [policy] = Object.values<Json>(json.resource["aws_iam_role_policy"] ?? {});
    const read = JSON.parse(policy.policy).Statement;
    expect(read.map((each: Json) => each.Sid)).toEqual([
      "ReadWhatWasGrantedRpc",
      "DecryptThroughSecretsManagerRpc",
      "ReadWhatWasGrantedTlsKey",
      "DecryptThroughSecretsManagerTlsKey",
    ]);
    expect(read.flatMap((each: Json) => each.Resource)).not.toContain("*");
    const own = Object.values<Json>(json.resource["aws_secretsmanager_secret_policy"] ?? {});
    expect(own).toHaveLength(2);
    for (const each of own) {
      expect(JSON.parse(each.policy).Statement[0].Condition).toEqual({
        ArnNotEquals: { "aws:PrincipalArn": ["$" + "{aws_iam_role.node-role.arn}"] },
      });
    }
  });

  it("has the CLI write into memory, and restarts nothing that nobody asked for", () => {
    const script = cloudConfigOf((stack) => awsSecretsIn(stack)).files["/usr/local/libexec/palisade/secrets-node"]
      .content;
    expect(script).toContain(
      'aws secretsmanager get-secret-value --region eu-central-1 --secret-id prod/nodes/rpc/key --query SecretString --output text >"$new/rpc.json"',
    );
    expect(script).not.toContain("systemctl");
  });

  it("leaves its files to a user who is no service of systemd", () => {
    const config = cloudConfigOf((stack) => awsSecretsIn(stack, { owner: "geth", services: [] }));
    expect(config.files["/usr/local/libexec/palisade/secrets-node"].content).toContain('chown geth "$new/$file"');
    expect(config.files[`/etc/systemd/system/${SERVER}`].content).toContain("RuntimeDirectoryMode=0711");
  });
});

test("a credential has the name of its file, and one that is not fetched is an error", () => {
  synthStack((stack) => {
    const secrets = vaultSecretsIn(stack);
    expect([secrets.folder, secrets.credentialName("rpc", "api-key")]).toEqual([
      "/run/palisade-secrets-node",
      "rpc.api-key",
    ]);
    expect(messageOf(() => secrets.credentialName("rpc", "password"))).toMatch(
      /fetches no such value[\s\S]*rpc\.password[\s\S]*rpc\.api-key, rpc\.url/,
    );
  });
});

test.each([
  ["Vault", vaultSecretsIn],
  ["AWS", awsSecretsIn],
])("the guardrails find no secret in the user data, and nothing else, with %s", (_says, secretsIn) => {
  const json = synthStack((stack) => {
    const role = machineRole(stack);
    startMachine(stack, role, secretsIn(stack, {}, role).userData());
  });
  expect(findingsOf(json)).toEqual([]);
});

describe("bad input", () => {
  const vaultMessage = (props: Parameters<typeof vaultSecretsIn>[1]) =>
    messageOf(() => synthStack((stack) => vaultSecretsIn(stack, props)));

  it("is told at once", () => {
    const message = vaultMessage({
      name: "Node 1",
      owner: "root:root",
      secrets: {},
      services: [{ name: "geth.service" }, { name: "web3signer", restartOnChange: true }],
    });
    for (const part of [
      "the name of a machine's secrets is none",
      "the owner of the files is no user",
      "a machine would fetch nothing",
      "a service is no unit of systemd",
      "what signs would be restarted by the rotation of a secret",
    ]) {
      expect(message).toContain(part);
    }
  });

  it("is a restart of what is said to validate, a service named twice, and an authority that is no certificate", () => {
    expect(vaultMessage({ services: [{ name: "it", kind: "validator", restartOnChange: true }] })).toContain(
      "leave restartOnChange out, and restart it by hand when it is safe",
    );
    expect(vaultMessage({ services: [{ name: "geth" }, { name: "geth" }] })).toContain("a service is named twice");
    expect(vaultMessage({ certificateAuthority: "vault" })).toContain("not a certificate in PEM form");
  });

  it("is a machine of two Vaults", () => {
    const run = () =>
      synthStack((stack) => {
        const other = VaultStore.fromAddress(stack, "other", {
          address: "https://other.example.org:8200",
          mount: "it",
        });
        const first = VaultStore.fromAddress(stack, "first", { address: "https://one.example.org:8200", mount: "it" });
        const [one, two] = [first, other].map((store) => store.secret("it", { keys: ["it"] }));
        if (one !== undefined && two !== undefined) vaultSecretsIn(stack, { secrets: { one, two } });
      });
    expect(messageOf(run)).toContain("a machine would log in to more than one Vault");
  });

  it("is a program without a version, a signature or a path", () => {
    const source = { baseUrl: "http://rpm.example.org/it", keyUrl: "gpg", version: "latest", name: "vault; rm" };
    const message = messageOf(() => AgentProgram.fromRepository(source));
    for (const part of ["the baseUrl", "the keyUrl", "no exact version", "no name"]) expect(message).toContain(part);
    expect(messageOf(() => AgentProgram.fromImage("vault; rm -rf /"))).toContain("the program is no path");
  });

  it("is a role without an ARN, and more than EC2 takes", () => {
    const role = { arn: "node", name: "node" };
    expect(messageOf(() => synthStack((stack) => awsSecretsIn(stack, { role })))).toContain("not named by its ARN");
    const commands = [["echo", "x".repeat(20_000)]];
    expect(messageOf(() => synthStack((stack) => vaultSecretsIn(stack).userData({ commands })))).toContain(
      "the user data is longer than EC2 takes",
    );
  });
});

describeWithTerraform("secrets of machines with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test.each([
    ["Vault", vaultSecretsIn],
    ["AWS", awsSecretsIn],
  ])(
    "are planned, applied and planned again without a change, with %s",
    async (_says, secretsIn) => {
      const isClean = await isRehearsed(rehearsals, (stack) => {
        const role = machineRole(stack);
        startMachine(stack, role, secretsIn(stack, {}, role).userData());
      });
      expect(isClean).toBe(true);
    },
    180_000,
  );
});
