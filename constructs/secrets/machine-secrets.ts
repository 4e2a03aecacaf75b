import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { escapeForTerraform } from "../../lib/core/escape";
import { cloudConfig } from "../../lib/render/cloud-config";
import { iamPolicy } from "../../lib/render/iam-policy";
import {
  type AwsMachineLogin,
  type MachineSecret,
  machineSecretFile,
  machineSecretFiles,
  machineSecretNames,
  type VaultMachineLogin,
} from "../../lib/render/machine-secrets";
import { markIdentity } from "../core/identity";
import type { AgentPackage } from "./agent-program";
import { addressesProblem, checkMachineSecrets } from "./machine-secrets-checks";
import type {
  AwsMachineSecretsProps,
  MachineSecretsProps,
  UserDataOptions,
  VaultMachineSecretsProps,
} from "./machine-secrets-props";
import { certificateProblem } from "./secret-checks";

/** A secret of any store, as far as a machine has to know it. */
interface FetchedSecret extends MachineSecret {
  readonly refreshSeconds: number;
}

interface Fetch {
  readonly login: VaultMachineLogin | AwsMachineLogin;
  readonly secrets: readonly FetchedSecret[];
  readonly installed?: AgentPackage;
}

function keysOf(secrets: Readonly<Record<string, { readonly keys: readonly string[] }>>) {
  return Object.fromEntries(Object.entries(secrets).map(([name, { keys }]) => [name, keys]));
}

/**
 * Secrets of a machine, which fetches them at its start with the identity it has, into memory. Its user data holds names
 * and paths; a service that needs a value does not start without it.
 */
export class MachineSecrets extends Construct {
  /**
   * Of a Vault: the agent of Vault logs in by the IAM role of the machine, and may read just these paths.
   *
   * @throws PalisadeError listing everything wrong with the props
   */
  public static fromVault(scope: Construct, id: string, props: VaultMachineSecretsProps): MachineSecrets {
    const { auth, certificateAuthority, program, role, secrets } = props;
    return new MachineSecrets(scope, id, props, keysOf(secrets), (machine) => {
      const problem = certificateAuthority === undefined ? undefined : certificateProblem(certificateAuthority);
      if (problem !== undefined) throw new PalisadeError([{ where: machine.node.path, ...problem }]);
      const login = auth.machine(props.name, { roleArns: [role.arn] });
      const read = Object.entries(secrets).map(([name, secret]) => ({ name, secret, at: secret.grantRead(login) }));
      const [first] = read;
      const twoVaults = addressesProblem(read.map(({ at }) => at.address));
      if (twoVaults !== undefined) throw new PalisadeError([{ where: machine.node.path, ...twoVaults }]);
      return {
        login: {
          kind: "vault",
          program: program.path,
          address: first?.at.address ?? "",
          ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
          authPath: auth.path,
          role: login.roleName,
          serverId: auth.serverId,
        },
        secrets: read.map(({ name, secret: { keys, refreshSeconds }, at }) => {
          return { name, path: `${at.mount}/data/${at.path}`, keys, refreshSeconds };
        }),
        ...(program.source === undefined ? {} : { installed: program.source }),
      };
    });
  }

  /**
   * Of AWS Secrets Manager: the AWS CLI of the machine's image reads just these secrets by the IAM role of the machine.
   *
   * @throws PalisadeError listing everything wrong with the props
   */
  public static fromAws(scope: Construct, id: string, props: AwsMachineSecretsProps): MachineSecrets {
    const { role, secrets } = props;
    return new MachineSecrets(scope, id, props, keysOf(secrets), (machine) => {
      const statements = Object.entries(secrets).flatMap(([name, secret]) =>
        secret.grantReadToRole(role.arn).map((each) => ({ ...each, sid: `${each.sid}${sidOf(name)}` })),
      );
      new IamRolePolicy(machine, "read", { namePrefix: "secrets-", role: role.name, policy: iamPolicy(statements) });
      return {
        login: { kind: "aws", region: Object.values(secrets)[0]?.region ?? "" },
        secrets: Object.entries(secrets).map(([name, { keys, path, refreshSeconds }]) => {
          return { name, path, keys, refreshSeconds };
        }),
      };
    });
  }

  /** Folder in memory where the files are, for what is no service of systemd. */
  public readonly folder: string;
  private readonly fetch: Fetch;
  private readonly props: MachineSecretsProps;

  private constructor(
    scope: Construct,
    id: string,
    props: MachineSecretsProps,
    keys: Readonly<Record<string, readonly string[]>>,
    grant: (machine: Construct) => Fetch,
  ) {
    super(scope, id);
    const check = new Checker(this.node.path);
    checkMachineSecrets(check, props, keys);
    check.done();
    markIdentity(this, { kind: "secret", name: props.name });
    this.props = props;
    this.folder = machineSecretNames(props.name).folder;
    this.fetch = grant(this);
  }

  /**
   * Name of the credential that a value is, for a service: the file `$CREDENTIALS_DIRECTORY/<name>`. The file in `folder` has
   * the same name.
   *
   * @throws PalisadeError when there is no such secret or value
   */
  public credentialName(secret: string, key: string): string {
    const found = this.fetch.secrets.find(({ name, keys }) => name === secret && keys.includes(key));
    if (found === undefined) throw new PalisadeError([this.unknownValue(secret, key)]);
    return machineSecretFile(found, key);
  }

  /**
   * User data in the form of cloud-init: what fetches, then what else the machine does. It is escaped for Terraform.
   *
   * @throws PalisadeError when it is longer than EC2 takes
   */
  public userData(options: UserDataOptions = {}): string {
    const { commands = [], packages = {} } = options;
    const { installed, login, secrets } = this.fetch;
    const { name, owner = "root", services = [] } = this.props;
    const files = machineSecretFiles({
      name,
      login,
      secrets,
      owner,
      services: services.map((service) => ({ name: service.name, isRestarted: service.restartOnChange ?? false })),
      refreshSeconds: Math.min(...secrets.map(({ refreshSeconds }) => refreshSeconds)),
    });
    const versions = [
      ...(installed === undefined ? [] : [[installed.name ?? "vault", installed.version]]),
      ...Object.entries(packages),
    ];
    const text = cloudConfig(
      {
        files,
        ...(installed === undefined ? {} : { repositories: { "palisade-vault": repositoryOf(installed) } }),
        packages: versions,
        commands: [
          ["systemctl", "daemon-reload"],
          ["systemctl", "enable", "--now", `${machineSecretNames(name).unit}.timer`],
          ...commands,
        ],
      },
      this.node.path,
    );
    return escapeForTerraform(text);
  }

  private unknownValue(secret: string, key: string): Problem {
    return {
      what: "the machine fetches no such value",
      got: `${secret}.${key}`,
      allowed: this.fetch.secrets
        .flatMap((each) => each.keys.map((known) => machineSecretFile(each, known)))
        .join(", "),
      doThis: "name one of these, or add the secret",
      where: this.node.path,
    };
  }
}

function repositoryOf({ baseUrl, keyUrl }: AgentPackage) {
  return { name: "Vault", baseurl: baseUrl, enabled: true, gpgcheck: true, gpgkey: keyUrl };
}

/** Statements of one policy have to differ in name. */
function sidOf(name: string): string {
  return name.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase()).replaceAll("-", "");
}
