import type { Construct } from "constructs";
import {
  GithubActionsAuth,
  type IVaultServer,
  PipelineOrigin,
  PkiEngine,
  type PkiRole,
  PkiRoot,
  PkiSigner,
  VaultStore,
} from "../constructs/secrets";
import {
  CLIENT_SECRET_KEY,
  ENDPOINT_KEY,
  GUARD_CERTIFICATE_DAYS,
  SIGNERS_NAMESPACE,
  signerSecrets,
} from "./cluster-facts";
import type { EnvironmentSpec, RpcEntry } from "./environment";
import type { SignersEntry } from "./environment-signers";
import type { PipelineEntry } from "./environment-vault";
import { KubernetesStack } from "./kubernetes-stack";
import { vaultFacts } from "./vault-facts";

/**
 * The mount that holds the environment's secrets, how its pods log in, and which pipeline may write. Values are written by
 * people and programs.
 */
export class SecretsStack extends KubernetesStack {
  /** What signs the certificates that guards of signers show; undefined where there is no wallet. */
  public readonly guardCertificates: PkiRole | undefined;
  private readonly authority: PkiEngine | undefined;

  /** @param server the environment's own server; left out where somebody else keeps it */
  public constructor(scope: Construct, environment: EnvironmentSpec, server?: IVaultServer) {
    super(scope, environment, "secrets");
    this.declareVaultProvider();
    const store = this.declareStore(server);
    const { signers, vault } = environment;
    this.authority = signers === undefined ? undefined : this.declareAuthority(store);
    const isPaying = Object.keys(signers?.wallets ?? {}).length > 0;
    const kind = { ...this.signerNames(), usage: "server", ttlDays: GUARD_CERTIFICATE_DAYS } as const;
    this.guardCertificates = isPaying ? this.authority?.role("guards", kind) : undefined;
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

  /** Runs that write values, none of which they can read, and that have certificates for signers signed. */
  private letWrite(store: VaultStore, { repository, ids, deploymentEnvironment, writes = {} }: PipelineEntry): void {
    const origin = PipelineOrigin.environment(deploymentEnvironment);
    const login = new GithubActionsAuth(this, "github-actions", { audience: store.address }).pipeline("secrets", {
      repository,
      origin,
      ids,
    });
    const { rpc, signers } = this.environment;
    const written = [
      ...Object.entries(writes).map(([path, keys]) => ({ path, keys })),
      ...valuesOf(rpc),
      ...(signers === undefined ? [] : certificatesOf(signers)),
    ];
    for (const { path, keys } of written) store.secret(path, { keys }).grantWrite(login);
    this.authority?.role("signers", this.signerNames()).grantSign(login);
  }

  /** Names of what stands beside the keys: signers, and the guards in front of them. */
  private signerNames() {
    const services = `${SIGNERS_NAMESPACE}.svc`;
    return { allowedDomains: [services, `${services}.${this.cluster.dnsDomain}`], allowSubdomains: true };
  }

  private declareAuthority(store: VaultStore): PkiEngine {
    const { name } = this.environment;
    const root = new PkiRoot(this, "root", { commonName: `${name} root` });
    return new PkiEngine(this, "authority", {
      store,
      commonName: `${name} signers`,
      signer: PkiSigner.root(root),
    });
  }
}

/** Secrets that the RPC tier reads. */
function valuesOf({ externalEndpointPath, published }: RpcEntry) {
  return [
    { path: externalEndpointPath, keys: [ENDPOINT_KEY] },
    ...(published === undefined ? [] : [{ path: published.clientSecretPath, keys: [CLIENT_SECRET_KEY] }]),
  ];
}

/** Secrets with what signers and the guards in front of them show, and whom they know. */
function certificatesOf({ validators, wallets }: SignersEntry) {
  const ofValidators = Object.keys(validators).map(signerSecrets);
  const ofWallets = Object.keys(wallets).map(signerSecrets);
  return [
    ...[...ofValidators, ...ofWallets].flatMap(({ server, clients }) => [server, clients]),
    ...ofWallets.map(({ guard }) => guard),
  ];
}
