import { execFile } from "node:child_process";

/** What a binary says of itself. */
export interface TerraformVersion {
  readonly product: "Terraform" | "OpenTofu";
  /** Such as `1.11.4`. */
  readonly version: string;
  /** The platform whose providers it can start, such as `linux_amd64`. @default - it does not say */
  readonly platform?: string;
}

const ANSWER_TIMEOUT_MILLISECONDS = 20_000;

/**
 * Runs `<binary> version`. Undefined when it cannot be run or is something else.
 *
 * @param path absolute, or a name on the path
 * @param environment the caller's; its command-line configuration is left out, since a faulty one would be complained about
 */
export function askVersion(path: string, environment: NodeJS.ProcessEnv): Promise<TerraformVersion | undefined> {
  const { TF_CLI_CONFIG_FILE: _, ...rest } = environment;
  const options = { env: { ...rest, CHECKPOINT_DISABLE: "1" }, timeout: ANSWER_TIMEOUT_MILLISECONDS };
  return new Promise((resolve) => {
    execFile(path, ["version"], options, (error, output) => {
      const [, product, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+)/m.exec(output) ?? [];
      const platform = /^on (\w+)$/m.exec(output)?.[1];
      if (error !== null || version === undefined) resolve(undefined);
      else {
        resolve({
          product: product === "OpenTofu" ? "OpenTofu" : "Terraform",
          version,
          ...(platform === undefined ? {} : { platform }),
        });
      }
    });
  });
}
