import type { Construct } from "constructs";
import { VaultStore } from "../constructs/secrets";
import type { EnvironmentSpec } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

/** The mount that holds the environment's secrets, and how its pods log in. Values are written by people and programs. */
export class SecretsStack extends KubernetesStack {
  public constructor(scope: Construct, environment: EnvironmentSpec) {
    super(scope, environment, "secrets");
    const { kubernetesAuthPath, ...vault } = environment.vault;
    this.declareVaultProvider();
    new VaultStore(this, "secrets", { ...vault, kubernetesAuth: { path: kubernetesAuthPath } });
  }
}
