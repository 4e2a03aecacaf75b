import type { VaultProviderConfig } from "@cdktf/provider-vault/lib/provider";
import { type ExistingVaultStoreProps, TerraformLogin } from "../constructs/secrets";
import type { EnvironmentSpec } from "./environment";
import type { OwnVault } from "./environment-vault";

/** Name and namespace of a server of an environment's own. */
export const OWN_VAULT = { name: "vault", namespace: "vault" } as const;

const OWN_HOST = `${OWN_VAULT.name}.${OWN_VAULT.namespace}.svc.cluster.local`;
/** Path of the login that the first store on a server makes for the cluster's pods. */
const OWN_AUTH_PATH = "kubernetes";

/** How Terraform logs in to a server of the environment's own: as the run that applies it. */
export function terraformLogin({ pipeline: { repository, deploymentEnvironment, ids } }: OwnVault): TerraformLogin {
  return TerraformLogin.githubActions({ repository, environment: deploymentEnvironment, ids });
}

/** What stacks that read secrets know of the server, as plain text: no state is read for it. */
export function vaultFacts({ vault }: EnvironmentSpec): ExistingVaultStoreProps {
  switch (vault.kind) {
    case "existing": {
      const { address, mount, kubernetesAuthPath, allowPlainHttp = false } = vault;
      return { address, mount, kubernetesAuthPath, allowPlainHttp };
    }
    case "own":
      return {
        address: `https://${OWN_HOST}:8200`,
        certificateAuthority: vault.certificate.authority,
        mount: vault.mount,
        kubernetesAuthPath: OWN_AUTH_PATH,
      };
    case "embedded":
      return {
        address: `http://${OWN_HOST}:8200`,
        mount: vault.mount,
        kubernetesAuthPath: OWN_AUTH_PATH,
        allowPlainHttp: true,
      };
  }
}

/** Port of the server: that of its address, or the one that its scheme has anyway. */
export function vaultPort(environment: EnvironmentSpec): number {
  const { port, protocol } = new URL(vaultFacts(environment).address);
  if (port !== "") return Number(port);
  return protocol === "http:" ? 80 : 443;
}

/**
 * How Terraform talks to the server. With a server of the environment's own the run logs in with the token that GitHub
 * gives it; else the environment variables of the run say how. No credential is ever written.
 */
export function vaultProvider({ vault }: EnvironmentSpec): VaultProviderConfig {
  if (vault.kind === "existing") return { address: vault.terraformAddress ?? vault.address };
  const { terraformAddress: address } = vault;
  return vault.kind === "embedded" ? { address } : { address, ...terraformLogin(vault).providerFor(OWN_VAULT) };
}
