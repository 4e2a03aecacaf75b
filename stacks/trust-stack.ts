import type { Construct } from "constructs";
import { AcmeDirectory, AcmeIssuer, CertManager } from "../constructs/certificates";
import { Namespace } from "../constructs/core/namespace";
import { Peer } from "../constructs/core/peer";
import { type IServiceMesh, ServiceMesh } from "../constructs/mesh";
import type { MonitoringAttributes } from "../constructs/monitoring";
import type { VaultServer } from "../constructs/secrets";
import type { CertManagerPods } from "../lib/render/cert-manager-vault";
import { type EnvironmentSpec, isAwsEnvironment } from "./environment";
import type { AcmeEntry, TrustEntry } from "./environment-trust";
import { KubernetesStack } from "./kubernetes-stack";
import { TRUST_NAMESPACES } from "./trust-facts";
import { vaultPort } from "./vault-facts";

/** What trust stands on. */
export interface TrustGround {
  /** The environment's own secret server; undefined where somebody else keeps it. */
  readonly server: VaultServer | undefined;
  /** What watches it. */
  readonly monitoring: MonitoringAttributes;
}

/** Who proves to be whom: certificates that renew themselves, and encryption between programs with proof of who is there. */
export class TrustStack extends KubernetesStack {
  /** What namespaces and workloads of other stacks join. */
  public readonly mesh: IServiceMesh;
  /** Whom the cluster gives tokens in the name of issuers. */
  public readonly certManager: CertManagerPods;

  public constructor(
    scope: Construct,
    environment: EnvironmentSpec,
    { acme, mesh }: TrustEntry,
    { monitoring, server }: TrustGround,
  ) {
    super(scope, environment, "trust");
    const { cluster } = this;
    const certManager = new CertManager(this, "cert-manager", {
      cluster,
      namespace: new Namespace(this, "cert-manager-namespace", { name: TRUST_NAMESPACES.certificates }),
      ...(acme === undefined ? {} : { zones: acme.zones }),
    });
    this.certManager = certManager.pods;
    if (Object.keys(environment.signers?.wallets ?? {}).length > 0) this.letReachVault(certManager, server);
    if (acme !== undefined) this.declareAcme(certManager, acme);
    this.mesh = ServiceMesh[mesh](this, "mesh", { cluster, namespaceName: TRUST_NAMESPACES.mesh });
    this.watch(monitoring);
  }

  /** Vault signs what the guards of wallets show. */
  private letReachVault(certManager: CertManager, server: VaultServer | undefined): void {
    certManager.allowTo(server?.peer ?? Peer.anywhere(), { port: vaultPort(this.environment) });
    server?.allowFrom(certManager.peer);
  }

  private declareAcme(certManager: CertManager, { email, zones }: AcmeEntry): void {
    const { environment } = this;
    if (!isAwsEnvironment(environment)) return;
    new AcmeIssuer(this, "public", {
      certManager,
      directory: AcmeDirectory.letsEncryptProduction(),
      email,
      region: environment.platform.region,
      zones,
    });
  }
}
