import type { Construct } from "constructs";
import { Controller } from "../constructs/core/controller";
import { type INamespace, Namespace } from "../constructs/core/namespace";
import { Probe } from "../constructs/core/probe";
import type { ISecret } from "../constructs/core/secret";
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
import type { VaultAccess, VaultServer } from "../constructs/secrets";
import { PalisadeError } from "../lib/core/errors";
import { readState } from "./backend";
import { clusterFacts, SECRET_AGE_DAYS, SIGNERS_NAMESPACE, signerSecrets } from "./cluster-facts";
import type { AwsEnvironment } from "./environment";
import type { ProgramEntry, SignersEntry, ValidatorsEntry, WalletEntry } from "./environment-signers";
import { KubernetesStack } from "./kubernetes-stack";
import { importNetwork } from "./network-exports";
import { SECRETS_OPERATOR_ROLE_OUTPUT } from "./platform-stack";
import { signersOutsideAws, unknownNode } from "./signer-checks";

const PAYMENTS_NAMESPACE = "payments";
const GUARD_TLS_FOLDER = "/etc/guard-tls";
const PROGRAM_RESOURCES = { cpuMillicores: 100, memoryMiB: 256 };
const PROGRAM_REPLICAS = 2;
const SERVING = "https";

/** What signers stand on. */
export interface SignersGround {
  /** The environment's nodes, by their key. */
  readonly nodes: Readonly<Record<string, ChainNode>>;
  /** The environment's own secret server; undefined where somebody else keeps it. */
  readonly server: VaultServer | undefined;
  /** What watches them. */
  readonly monitoring: MonitoringAttributes;
}

/** What holds keys and signs with them: validators' duties, and transactions of hot wallets. Keys never enter a stack. */
export class SignersStack extends KubernetesStack {
  private readonly namespace: INamespace;
  private readonly vault: VaultAccess;

  public constructor(
    scope: Construct,
    environment: AwsEnvironment,
    signers: SignersEntry,
    private readonly ground: SignersGround,
  ) {
    super(scope, environment, "signers");
    this.namespace = new Namespace(this, "namespace", { name: SIGNERS_NAMESPACE });
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
      for (const [key, entry] of wallets) this.declareWallet(key, entry, signers, cluster, payments);
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
      clientSecurityGroupIds: [cluster.clusterSecurityGroupId],
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
    { alarmTopicArn, image }: SignersEntry,
    cluster: IEksCluster,
    payments: INamespace,
  ): void {
    const { nodes } = this.ground;
    const handsOver = nodes[node];
    if (handsOver === undefined) throw new PalisadeError([unknownNode(key, node, Object.keys(nodes))]);
    const inFront = this.program(`${key}-guard`, guard, this.namespace);
    inFront.mount(this.aged(signerSecrets(key).guard).grantRead(inFront).volume(), GUARD_TLS_FOLDER);
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
    }).grantSign(this.program(`${key}-payer`, payer, payments), limits);
  }

  private program(name: string, { image, port }: ProgramEntry, namespace: INamespace): Workload {
    const probe = Probe.fromTcp(SERVING);
    return new Workload(this, name, {
      cluster: this.cluster,
      namespace,
      identity: { kind: "workload", name },
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
