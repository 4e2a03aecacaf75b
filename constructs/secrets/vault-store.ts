import { Audit } from "@cdktf/provider-vault/lib/audit";
import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import { KubernetesAuthBackendConfig } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-config";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import type { Construct } from "constructs";
import { VaultAccess, type VaultAccessProps } from "./vault-access";
import { VaultAudit } from "./vault-audit";
import type { IVaultServer } from "./vault-server-props";
import { declareSnapshotLogin, storePropsOf } from "./vault-server-store";

/** How pods of the cluster log in to Vault. */
export interface KubernetesAuthProps {
  /** Path of the auth method, one for each cluster. @default - kubernetes */
  readonly path?: string;
  /**
   * Address of the cluster's API server, as Vault reaches it. Vault asks it whether a token is genuine, with its own
   * service account, so Vault runs in the cluster.
   * @default - https://kubernetes.default.svc
   */
  readonly kubernetesHost?: string;
}

/** Props of `VaultStore`. */
export interface VaultStoreProps extends VaultAccessProps {
  /** How pods log in. @default - the method `kubernetes`, for a Vault that runs in the cluster */
  readonly kubernetesAuth?: KubernetesAuthProps;
  /** Where Vault writes down who asked for what. @default - a file on the chart's audit volume */
  readonly audit?: VaultAudit;
}

/** Props of `VaultStore.fromAddress`. */
export interface ExistingVaultStoreProps extends VaultAccessProps {
  /** Path of the Kubernetes auth method that knows the cluster. @default - kubernetes */
  readonly kubernetesAuthPath?: string;
}

/** Props of `VaultStore.onServer`: what the server does not say itself. */
export type ServerVaultStoreProps = Omit<
  VaultStoreProps,
  "address" | "certificateAuthority" | "allowPlainHttp" | "audit" | "kubernetesAuth"
>;

const DEFAULT_AUTH_PATH = "kubernetes";

/**
 * A KV v2 mount in Vault whose secrets reach pods without passing through Terraform: Terraform declares paths,
 * policies and roles, and the External Secrets Operator fetches the values inside the cluster.
 */
export class VaultStore extends VaultAccess {
  /** A mount and an auth method that are already there. Policies and roles are still made, in this stack. */
  public static fromAddress(scope: Construct, id: string, props: ExistingVaultStoreProps): VaultAccess {
    return new ExistingVaultStore(scope, id, props);
  }

  /**
   * The store of a server of one's own, which lets the job in that takes the server's snapshots. The first one on a
   * server; it makes the login of the cluster's pods, so others on the same server come by `fromAddress`.
   */
  public static onServer(scope: Construct, id: string, server: IVaultServer, props: ServerVaultStoreProps): VaultStore {
    const store = new VaultStore(scope, id, { ...props, ...storePropsOf(server) });
    declareSnapshotLogin(store, server);
    return store;
  }

  public readonly kubernetesAuthReference: string;
  public readonly mountReference: string;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: VaultStoreProps) {
    const authPath = props.kubernetesAuth?.path ?? DEFAULT_AUTH_PATH;
    super(scope, id, props, authPath);
    const mount = new Mount(this, "mount", {
      path: props.mount,
      type: "kv",
      options: { version: "2" },
      description: `Secrets of ${this.name}, managed by Palisade. Values are written by people and programs, not here.`,
      lifecycle: { preventDestroy: true },
    });
    this.mountReference = mount.path;
    const auth = new AuthBackend(this, "kubernetes-auth", { type: "kubernetes", path: authPath });
    this.kubernetesAuthReference = auth.path;
    new KubernetesAuthBackendConfig(this, "kubernetes-auth-config", {
      backend: auth.path,
      kubernetesHost: props.kubernetesAuth?.kubernetesHost ?? "https://kubernetes.default.svc",
    });
    for (const [index, { type, options }] of (props.audit ?? VaultAudit.file()).devices.entries()) {
      // The first keeps the name it had when there was but one.
      const end = index === 0 ? "" : `-${type}-${index}`;
      new Audit(this, `audit${end}`, { type, path: `palisade-${this.name}${end}`, options: { ...options } });
    }
  }
}

class ExistingVaultStore extends VaultAccess {
  public readonly kubernetesAuthReference: string;
  public readonly mountReference: string;

  public constructor(scope: Construct, id: string, props: ExistingVaultStoreProps) {
    const authPath = props.kubernetesAuthPath ?? DEFAULT_AUTH_PATH;
    super(scope, id, props, authPath);
    this.kubernetesAuthReference = authPath;
    this.mountReference = props.mount;
  }
}
