import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { OWN_TOKEN, vaultPolicy } from "../../lib/render/vault-policy";
import type { VaultAccess } from "./vault-access";
import type { IVaultServer } from "./vault-server-props";

/** Seconds the token of a snapshot lives: longer than any snapshot takes, shorter than the time between two. */
const SNAPSHOT_TOKEN_SECONDS = 1800;

/** What a store on a server of one's own knows from the server. */
export function storePropsOf({ address, certificateAuthority, plainHttp, audit }: IVaultServer) {
  return {
    address,
    audit,
    allowPlainHttp: plainHttp,
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
  };
}

/** Lets the job in that takes the server's snapshots. It may read the whole of the storage, encrypted, and nothing else. */
export function declareSnapshotLogin(store: VaultAccess, { snapshotLogin }: IVaultServer): void {
  if (snapshotLogin === undefined) return;
  const { roleName, serviceAccountName, namespaceName, audience } = snapshotLogin;
  const policy = new Policy(store, "snapshots-policy", {
    name: roleName,
    policy: vaultPolicy([{ path: "sys/storage/raft/snapshot", capabilities: ["read"] }, ...OWN_TOKEN]),
  });
  new KubernetesAuthBackendRole(store, "snapshots", {
    backend: store.kubernetesAuthReference,
    roleName,
    boundServiceAccountNames: [serviceAccountName],
    boundServiceAccountNamespaces: [namespaceName],
    audience,
    tokenPolicies: [policy.name],
    tokenNoDefaultPolicy: true,
    tokenTtl: SNAPSHOT_TOKEN_SECONDS,
    tokenMaxTtl: SNAPSHOT_TOKEN_SECONDS,
  });
}
