import type { MachineFile } from "./cloud-config";
import { machineSecretsScript, SPLIT_PROGRAM } from "./machine-secrets-script";

/** One secret, as a machine is to find it. */
export interface MachineSecret {
  /** What its files begin with: `rpc` for `rpc.api-key`. */
  readonly name: string;
  /** Where it stands: a path of the API of Vault's KV v2, or the name of a secret of AWS. */
  readonly path: string;
  /** Names of its values, each of which becomes a file. */
  readonly keys: readonly string[];
}

/** How a machine logs in to Vault by the IAM role it has. */
export interface VaultMachineLogin {
  readonly kind: "vault";
  /** Program, with its path. */
  readonly program: string;
  readonly address: string;
  /** Certificate of the authority that signed the server's, in PEM form. @default - those the machine trusts */
  readonly certificateAuthority?: string;
  /** Path of the auth method. */
  readonly authPath: string;
  /** Role in Vault. */
  readonly role: string;
  /** Value of the header `X-Vault-AWS-IAM-Server-ID`. */
  readonly serverId: string;
}

/** How a machine reads AWS Secrets Manager by the IAM role it has. */
export interface AwsMachineLogin {
  readonly kind: "aws";
  readonly region: string;
}

/** A service of a machine that is given secrets. */
export interface MachineService {
  /** Its unit, without `.service`. */
  readonly name: string;
  /** Whether it is restarted when a value changes. */
  readonly isRestarted: boolean;
}

/** Everything that is written to a machine's disk so that it fetches its secrets. None of it is one. */
export interface MachineSecretsSettings {
  /** Short name. */
  readonly name: string;
  readonly login: VaultMachineLogin | AwsMachineLogin;
  readonly secrets: readonly MachineSecret[];
  readonly services: readonly MachineService[];
  /** User that owns the files; services have copies of their own. */
  readonly owner: string;
  /** Seconds from one fetch to the next. */
  readonly refreshSeconds: number;
}

/** Names of what is made on a machine for secrets of one name. */
export function machineSecretNames(name: string) {
  const unit = `palisade-secrets-${name}`;
  return {
    unit,
    folder: `/run/${unit}`,
    script: `/usr/local/libexec/palisade/secrets-${name}`,
    split: "/usr/local/libexec/palisade/split-secret",
    agent: `/etc/palisade/secrets-${name}.json`,
    authority: `/etc/palisade/secrets-${name}.pem`,
  } as const;
}

/** Name of the file of one value, which is its name among a service's credentials too. */
export function machineSecretFile(secret: Pick<MachineSecret, "name">, key: string): string {
  return `${secret.name}.${key}`;
}

/** The files of a machine that fetches its secrets: units, scripts and the agent's configuration. */
export function machineSecretFiles(settings: MachineSecretsSettings): readonly MachineFile[] {
  const names = machineSecretNames(settings.name);
  const { login } = settings;
  return [
    { path: names.split, permissions: "0755", content: SPLIT_PROGRAM },
    { path: names.script, permissions: "0755", content: machineSecretsScript(settings, names) },
    ...(login.kind === "vault"
      ? [{ path: names.agent, permissions: "0644", content: agentConfiguration(login, settings, names) }]
      : []),
    ...(login.kind === "vault" && login.certificateAuthority !== undefined
      ? [{ path: names.authority, permissions: "0644", content: login.certificateAuthority }]
      : []),
    { path: `/etc/systemd/system/${names.unit}.service`, permissions: "0644", content: fetchUnit(settings, names) },
    { path: `/etc/systemd/system/${names.unit}.timer`, permissions: "0644", content: timerUnit(settings) },
    ...settings.services.map((service) => ({
      path: `/etc/systemd/system/${service.name}.service.d/50-${names.unit}.conf`,
      permissions: "0644",
      content: dropIn(settings, names),
    })),
  ];
}

type Names = ReturnType<typeof machineSecretNames>;

/**
 * What Vault's agent does: log in, write each secret into memory, and end. It has no sink, so that its token is nowhere but
 * in its own memory. Source: hashicorp/vault, `command/agent/config` and `command/agentproxyshared/auth/aws`.
 */
function agentConfiguration(login: VaultMachineLogin, { secrets }: MachineSecretsSettings, names: Names): string {
  const configuration = {
    exit_after_auth: true,
    vault: {
      address: login.address,
      ...(login.certificateAuthority === undefined ? {} : { ca_cert: names.authority }),
      retry: { num_retries: 3 },
    },
    auto_auth: {
      method: {
        type: "aws",
        mount_path: `auth/${login.authPath}`,
        config: { type: "iam", role: login.role, header_value: login.serverId },
      },
    },
    // Both are needed for the agent to end with an error when something is missing (Vault, "Template config").
    template_config: { exit_on_retry_failure: true },
    template: secrets.map(({ name, path }) => ({
      destination: `${names.folder}/.new/${name}.json`,
      perms: "0400",
      create_dest_dirs: false,
      error_on_missing_key: true,
      contents: `{{ with secret "${path}" }}{{ .Data.data | toJSON }}{{ end }}`,
    })),
  };
  return `${JSON.stringify(configuration, null, 1)}\n`;
}

/**
 * The unit that fetches. CAP_IPC_LOCK is there since the packages of Vault give their program that capability, and it
 * does not start without. Source: systemd.exec(5), systemd.service(5).
 */
function fetchUnit({ name, owner }: MachineSecretsSettings, { script, unit }: Names): string {
  return `[Unit]
Description=Secrets of ${name}, fetched into memory
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=${script}
TimeoutStartSec=600
RuntimeDirectory=${unit}
RuntimeDirectoryMode=${owner === "root" ? "0700" : "0711"}
RuntimeDirectoryPreserve=yes
UMask=0077
LimitCORE=0
MemorySwapMax=0
NoNewPrivileges=yes
CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_IPC_LOCK
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictSUIDSGID=yes
LockPersonality=yes
`;
}

function timerUnit({ name, refreshSeconds }: MachineSecretsSettings): string {
  return `[Unit]
Description=Fetches the secrets of ${name} again

[Timer]
OnActiveSec=1s
OnUnitInactiveSec=${refreshSeconds}s
AccuracySec=10s

[Install]
WantedBy=timers.target
`;
}

/** A service does not start before the fetch has succeeded, and has copies that nobody else can read. */
function dropIn({ secrets }: MachineSecretsSettings, { folder, unit }: Names): string {
  const credentials = secrets.flatMap((secret) => secret.keys.map((key) => machineSecretFile(secret, key)));
  return `[Unit]
Requires=${unit}.service
After=${unit}.service

[Service]
${credentials.map((file) => `LoadCredential=${file}:${folder}/${file}\n`).join("")}`;
}
