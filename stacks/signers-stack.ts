import type { Construct } from "constructs";
import { Certificate, type CertificateIssuer } from "../constructs/certificates";
import { Controller } from "../constructs/core/controller";
import type { Kind } from "../constructs/core/identity";
import type { ImageRef } from "../constructs/core/image-ref";
import { type INamespace, Namespace } from "../constructs/core/namespace";
import { Probe } from "../constructs/core/probe";
import type { ISecret } from "../constructs/core/secret";
import { Volume } from "../constructs/core/volume";
import { Workload } from "../constructs/core/workload";
import type { IEksCluster } from "../constructs/eks";
import {
  KeySource,
  RemoteSigner,
  SignerTls,
  SlashingProtectionDatabase,
  SpendEnforcement,
  TransactionSigner,
} from "../constructs/keys";
import type { MonitoringAttributes } from "../constructs/monitoring";
import type { ChainNode } from "../constructs/node";
import type { PkiRole, VaultAccess, VaultServer } from "../constructs/secrets";
import { PalisadeError } from "../lib/core/errors";
import { alarmTopicArn } from "./audit-facts";
import { readState } from "./backend";
import {
  clusterFacts,
  GUARD_CERTIFICATE_DAYS,
  SECRET_AGE_DAYS,
  SIGNERS_NAMESPACE,
  signerSecrets,
} from "./cluster-facts";
import type { AwsEnvironment } from "./environment";
import type { ProgramEntry, SignersEntry, ValidatorsEntry, WalletEntry } from "./environment-signers";
import { KubernetesStack } from "./kubernetes-stack";
import { importNetwork } from "./network-exports";
import { SECRETS_OPERATOR_ROLE_OUTPUT } from "./platform-stack";
import { noAuthority, signersOutsideAws, unknownNode } from "./signer-checks";
import type { TrustStack } from "./trust-stack";

const PAYMENTS_NAMESPACE = "payments";
/** What the guard shows to who pays, and what it shows to the signer behind it. */
const GUARD_TLS = { server: "/etc/guard-tls/server", client: "/etc/guard-tls/client" } as const;
const PROGRAM_RESOURCES = { cpuMillicores: 100, memoryMiB: 256 };
const PROGRAM_REPLICAS = 2;
const SERVING = "https";
const HOURS_PER_DAY = 24;

/** What signers stand on. */
export interface SignersGround {
  /** The environment's nodes, by their key. */
  readonly nodes: Readonly<Record<string, ChainNode>>;
  /** The environment's own secret server; undefined where somebody else keeps it. */
  readonly server: VaultServer | undefined;
  /** What signs the certificates that guards show; undefined where there is no wallet. */
  readonly guardCertificates: PkiRole | undefined;
  /** What encrypts between them and who pays, and who renews what guards show; undefined where neither is. */
  readonly trust: TrustStack | undefined;
  /** What watches them. */
  readonly monitoring: MonitoringAttributes;
}

/** What every wallet of an environment shares. */
interface WalletGround {
  /** Image of the signer. */
  readonly image: ImageRef;
  /** Topic that is told when a wallet's key is disabled or handed on. */
  readonly alarmTopicArn: string;
  readonly cluster: IEksCluster;
  /** Namespace of who pays. */
  readonly payments: INamespace;
  /** Who signs what guards show. */
  readonly issuer: CertificateIssuer;
}

/** What holds keys and signs with them: validators' duties, and transactions of hot wallets. Keys never enter a stack. */
export class SignersStack extends KubernetesStack {
  private readonly namespace: Namespace;
  private readonly vault: VaultAccess;

  public constructor(
    scope: Construct,
    environment: AwsEnvironment,
    signers: SignersEntry,
    private readonly ground: SignersGround,
  ) {
    super(scope, environment, "signers");
    this.namespace = new Namespace(this, "namespace", { name: SIGNERS_NAMESPACE });
    ground.trust?.mesh.join(this.namespace);
    this.vault = this.secrets();
    const { eksCluster: cluster } = this;
    if (cluster === undefined) throw new PalisadeError([signersOutsideAws(environment.platform.kind)]);
    const validators = Object.entries(signers.validators);
    if (validators.length > 0) {
      const database = this.declareDatabase(environment, signers, cluster);
      for (const [key, entry] of validators) this.declareValidators(key, entry, signers, database);
    }
    const wallets = Object.entries(signers.wallets);
    if (wallets.length > 0) {
      const payments = new Namespace(this, "payments", { name: PAYMENTS_NAMESPACE });
      ground.trust?.mesh.join(payments);
      const { accountId, region } = environment.platform;
      const wallet = {
        image: signers.image,
        alarmTopicArn: alarmTopicArn(environment.name, accountId, region),
        cluster,
        payments,
        issuer: this.declareIssuer(),
      };
      for (const [key, entry] of wallets) this.declareWallet(key, entry, wallet);
    }
    this.watch(ground.monitoring);
  }

  /** One database of what was signed for all signers of the environment: none can sign what another has. */
  private declareDatabase(environment: AwsEnvironment, { databaseAuthority }: SignersEntry, cluster: IEksCluster) {
    const { platform, name } = environment;
    const network = readState(this, environment, "network");
    return new SlashingProtectionDatabase(this, "slashing-protection", {
      name: `${name}-slashing`,
      network: importNetwork(network, platform, clusterFacts(name, platform)),
      clients: { cluster: cluster.clusterSecurityGroupId },
      secretsOperatorRoleArn: readState(this, environment, "platform").getString(SECRETS_OPERATOR_ROLE_OUTPUT),
      certificateAuthority: databaseAuthority,
    });
  }

  private declareValidators(
    key: string,
    { network, keysPath, publicKeys }: ValidatorsEntry,
    { image }: SignersEntry,
    database: SlashingProtectionDatabase,
  ): void {
    const { vault } = this.environment;
    const signer = new RemoteSigner(this, key, {
      cluster: this.cluster,
      namespace: this.namespace,
      network,
      keys: KeySource.vaultKeystores(this.vault, {
        name: key,
        path: keysPath,
        keys: publicKeys,
        ...(vault.kind === "own" ? { serverFingerprints: vault.certificate.fingerprints } : {}),
      }),
      database,
      tls: this.tls(key),
      image,
    });
    this.ground.server?.allowFrom(signer.workload);
  }

  private declareWallet(
    key: string,
    { description, guard, limits, node, payer }: WalletEntry,
    { alarmTopicArn, cluster, image, issuer, payments }: WalletGround,
  ): void {
    const { nodes } = this.ground;
    const handsOver = nodes[node];
    if (handsOver === undefined) throw new PalisadeError([unknownNode(key, node, Object.keys(nodes))]);
    const inFront = this.program("spend-guard", `${key}-guard`, guard, this.namespace);
    inFront.mount(this.aged(signerSecrets(key).guard).grantRead(inFront).volume(), GUARD_TLS.client);
    const shown = this.guardCertificate(inFront.name, issuer);
    inFront.mount(Volume.secret("server-tls", shown.secretName), GUARD_TLS.server);
    inFront.node.addDependency(shown);
    new TransactionSigner(this, key, {
      cluster,
      namespace: this.namespace,
      node: handsOver,
      tls: this.tls(key),
      wallets: [
        KeySource.awsKms(this, `${key}-wallet`, {
          name: `${this.environment.name}-${key}`,
          curve: "secp256k1",
          description,
          alarmTopicArn,
        }),
      ],
      enforcement: SpendEnforcement.by({ workload: inFront, port: SERVING }),
      image,
    }).grantSign(this.program("workload", `${key}-payer`, payer, payments), limits);
  }

  /** Who signs what guards show: cert-manager asks Vault in its name. */
  private declareIssuer(): CertificateIssuer {
    const { guardCertificates, trust } = this.ground;
    if (guardCertificates === undefined || trust === undefined) throw new PalisadeError([noAuthority(this.node.path)]);
    return guardCertificates.issuer(this, "issuer", { namespace: this.namespace, certManager: trust.certManager });
  }

  /** cert-manager has it signed by Vault and renews it: its key is made in the cluster and stays there. */
  private guardCertificate(guard: string, issuer: CertificateIssuer): Certificate {
    const service = `${guard}.${SIGNERS_NAMESPACE}.svc`;
    return new Certificate(this, `${guard}-certificate`, {
      namespace: this.namespace,
      issuer,
      dnsNames: [service, `${service}.${this.cluster.dnsDomain}`],
      lifetimeHours: GUARD_CERTIFICATE_DAYS * HOURS_PER_DAY,
    });
  }

  private program(kind: Kind, name: string, { image, port }: ProgramEntry, namespace: INamespace): Workload {
    const probe = Probe.fromTcp(SERVING);
    return new Workload(this, name, {
      cluster: this.cluster,
      namespace,
      identity: { kind, name },
      controller: Controller.deployment({ replicas: PROGRAM_REPLICAS }),
      containers: [
        {
          name: "main",
          image,
          ports: [{ name: SERVING, port }],
          resources: PROGRAM_RESOURCES,
          readinessProbe: probe,
          livenessProbe: probe,
        },
      ],
    });
  }

  /** What a signer shows and whom it knows: made by the environment's authority, and written by its pipeline. */
  private tls(key: string): SignerTls {
    const { server, clients } = signerSecrets(key);
    return SignerTls.fromSecrets({ keystore: this.aged(server), knownClients: this.aged(clients) });
  }

  private aged({ path, keys }: { readonly path: string; readonly keys: readonly string[] }): ISecret {
    return this.vault.secret(path, { keys, rotateEveryDays: SECRET_AGE_DAYS });
  }
}
