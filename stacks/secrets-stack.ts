import type { Construct } from "constructs";
import { GithubActionsAuth, type IVaultServer, PipelineOrigin, VaultStore } from "../constructs/secrets";
import type { EnvironmentSpec } from "./environment";
import type { PipelineEntry } from "./environment-vault";
import { KubernetesStack } from "./kubernetes-stack";
import { vaultFacts } from "./vault-facts";

/**
 * The mount that holds the environment's secrets, how its pods log in, and which pipeline may write. Values are written by
 * people and programs.
 */
export class SecretsStack extends KubernetesStack {
  /** @param server the environment's own server; left out where somebody else keeps it */
  public constructor(scope: Construct, environment: EnvironmentSpec, server?: IVaultServer) {
    super(scope, environment, "secrets");
    this.declareVaultProvider();
    const store = this.declareStore(server);
    const { vault } = environment;
    if (vault.kind !== "embedded" && vault.pipeline !== undefined) this.letWrite(store, vault.pipeline);
  }

  private declareStore(server: IVaultServer | undefined): VaultStore {
    const { kubernetesAuthPath, ...facts } = vaultFacts(this.environment);
    if (server !== undefined) return VaultStore.onServer(this, "secrets", server, { mount: facts.mount });
    return new VaultStore(this, "secrets", {
      ...facts,
      ...(kubernetesAuthPath === undefined ? {} : { kubernetesAuth: { path: kubernetesAuthPath } }),
    });
  }

  /** Runs that write values, none of which they can read. */
  private letWrite(store: VaultStore, { repository, ids, deploymentEnvironment, writes = {} }: PipelineEntry): void {
    const origin = PipelineOrigin.environment(deploymentEnvironment);
    const login = new GithubActionsAuth(this, "github-actions", { audience: store.address }).pipeline("secrets", {
      repository,
      origin,
      ids,
    });
    for (const [path, keys] of Object.entries(writes)) store.secret(path, { keys }).grantWrite(login);
  }
}
