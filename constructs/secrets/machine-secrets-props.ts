import type { Kind } from "../core/identity";
import type { AgentProgram } from "./agent-program";
import type { AwsMachineAuth } from "./aws-machine-auth";
import type { AwsSecret } from "./aws-secret";
import type { Secret } from "./secret";

/** The IAM role that the machines have through their instance profile. */
export interface MachineRole {
  /** Its ARN, in full or as a reference. */
  readonly arn: string;
  /** Its name. */
  readonly name: string;
}

/** A service of a machine that does not start without its secrets. */
export interface SecretService {
  /** Its unit, without `.service`. */
  readonly name: string;
  /** What it is; validators and signers are never restarted. @default - nobody said so */
  readonly kind?: Kind;
  /** Restart it when a value changes. A service that reads its credentials once needs that. @default - false */
  readonly restartOnChange?: boolean;
}

/** What is the same wherever secrets come from. */
export interface MachineSecretsProps {
  /** Short name, unique on its machines: small letters, digits and dashes. */
  readonly name: string;
  /** Services that are given the values as credentials of systemd: files that nobody but the service can read. */
  readonly services?: readonly SecretService[];
  /** User that owns the files in `folder`, for what is no service of systemd. @default - root */
  readonly owner?: string;
}

/** Props of `MachineSecrets.fromVault`. */
export interface VaultMachineSecretsProps extends MachineSecretsProps {
  /** How machines log in. */
  readonly auth: AwsMachineAuth;
  /** Role of the machines; only the ARN is asked for. */
  readonly role: Pick<MachineRole, "arn">;
  /** Where Vault's program comes from, whose agent fetches. */
  readonly program: AgentProgram;
  /** Certificate of the authority that signed the server's, in PEM form. @default - those that the machine trusts */
  readonly certificateAuthority?: string;
  /** Secrets, by what their files begin with. They are of one Vault. */
  readonly secrets: Readonly<Record<string, Secret>>;
}

/** Props of `MachineSecrets.fromAws`. */
export interface AwsMachineSecretsProps extends MachineSecretsProps {
  /** Role of the machines. */
  readonly role: MachineRole;
  /** Secrets, by what their files begin with. */
  readonly secrets: Readonly<Record<string, AwsSecret>>;
}

/** What a machine does besides, at its first start. */
export interface UserDataOptions {
  /** Packages with their exact versions, name to version. @default - none */
  readonly packages?: Readonly<Record<string, string>>;
  /** Commands, each a list of words, run when the services may start: `["systemctl", "enable", "--now", "geth"]`. @default - none */
  readonly commands?: readonly (readonly string[])[];
}
