import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AgentProgram, AwsMachineAuth, MachineSecrets, type VaultStore } from "cdktf-palisade/secrets";
import type { Construct } from "constructs";

/** User data of a machine that runs a node outside of Kubernetes. Give its instances the role. */
export function nodeUserData(scope: Construct, vault: VaultStore, role: IamRole): string {
  const secrets = MachineSecrets.fromVault(scope, "node-secrets", {
    name: "node",
    auth: new AwsMachineAuth(scope, "machines", { serverId: "vault.internal" }),
    role,
    program: AgentProgram.fromImage(),
    secrets: { rpc: vault.secret("rpc/provider-a", { keys: ["api-key"], rotateEveryDays: 90 }) },
    services: [{ name: "geth", restartOnChange: true }],
  });
  // In the unit: LoadCredential is there already, and the program reads $CREDENTIALS_DIRECTORY/rpc.api-key.
  return secrets.userData({ commands: [["systemctl", "enable", "--now", "geth"]] });
}
