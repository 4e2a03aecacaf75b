import { PalisadeError } from "../core/errors";

/** A file on a machine, as cloud-init writes it (cloud-init, module reference, "Write Files"). */
export interface MachineFile {
  /** Where it is written. */
  readonly path: string;
  /** Who may do what with it, in octal digits. */
  readonly permissions: string;
  /** What stands in it. */
  readonly content: string;
}

/** What cloud-init does with a machine at its first start. */
export interface CloudConfig {
  /** Files, owned by root. */
  readonly files: readonly MachineFile[];
  /** Repositories of packages for RPM, by name. @default - those of the image */
  readonly repositories?: Readonly<Record<string, object>>;
  /** Packages with their versions. @default - none */
  readonly packages?: readonly (readonly string[])[];
  /** Commands, each a list of words. */
  readonly commands: readonly (readonly string[])[];
}

/** What EC2 takes as user data (Amazon EC2 User Guide, "Run commands when you launch an EC2 instance with user data input"). */
const MOST_BYTES = 16_384;

/**
 * User data in the form of cloud-init, which reads JSON since it is YAML too. Not escaped for Terraform.
 *
 * @param where construct path, for messages
 * @throws PalisadeError when it is longer than EC2 takes
 */
export function cloudConfig({ commands, files, packages = [], repositories }: CloudConfig, where: string): string {
  const text = `#cloud-config\n${JSON.stringify({
    write_files: files.map((file) => ({ owner: "root:root", ...file })),
    ...(repositories === undefined ? {} : { yum_repos: repositories }),
    ...(packages.length === 0 ? {} : { packages }),
    runcmd: commands,
  })}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes <= MOST_BYTES) return text;
  throw new PalisadeError([
    {
      what: "the user data is longer than EC2 takes",
      got: `${bytes} bytes`,
      allowed: `${MOST_BYTES} bytes`,
      doThis: "put packages and commands into the machine's image",
      where,
    },
  ]);
}
