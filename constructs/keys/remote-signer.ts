import { Construct } from "constructs";
import { SIGNERS } from "../../lib/catalogue";
import { Checker } from "../../lib/core/checks";
import { PalisadeError } from "../../lib/core/errors";
import { knownServersFile, validatorSignerArguments, vaultKeyFile } from "../../lib/render/web3signer";
import { Controller } from "../core/controller";
import { markIdentity } from "../core/identity";
import type { IPeer, PeerSelector } from "../core/peer";
import { Volume } from "../core/volume";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import { DatabaseLogin } from "./database-login";
import { requireProps } from "./key-checks";
import { claimKeys } from "./key-registry";
import { checkRemoteSigner } from "./remote-signer-checks";
import type { RemoteSignerProps } from "./remote-signer-props";
import { SchemaMigration } from "./schema-migration";
import { accountProblem } from "./signer-checks";
import {
  imageOf,
  listenerOf,
  POD_TEMPORARY_MIB,
  POD_TEMPORARY_VOLUME,
  SIGNING,
  serviceNames,
  signerContainer,
} from "./signer-pod";
import { jdbcUrl } from "./slashing-database";
import { noteNetwork } from "./slashing-networks";
import type { VaultKeyLogin, VaultKeystores } from "./vault-keystores";

const SPEC = SIGNERS["web3signer-eth2"];
const DEFAULT_REPLICAS = 2;
const AUTHORITY_FILE = "database-ca.pem";
const KNOWN_SERVERS_FILE = "vault-known-servers";
const TOKEN_FOLDER = "/var/run/secrets/vault";
const TOKEN_VOLUME = "vault-token";

/**
 * Web3Signer for the duties of Ethereum's validators: keys come from Vault into its memory, what it signs goes through
 * one database that all replicas share, and it signs for clients whose certificates it knows. It has no key manager and
 * no autoscaling. A refused duty is no reason to stay down, unlike a validator's exit after a doppelganger: the database
 * refuses the next one just as well, so that replicas come up again by themselves.
 */
export class RemoteSigner extends Construct implements IPeer, IWatchable {
  /** Its replicas. */
  public readonly workload: Workload;
  /** The job that brings the schema of the database to its release. */
  public readonly migration: SchemaMigration;
  /** Public keys that it signs with. */
  public readonly publicKeys: readonly string[];
  /** What to watch. */
  public readonly watched: readonly Watched[];

  /**
   * @throws PalisadeError listing every problem of the props, a database that keeps another network, and every key that
   * something else signs with
   */
  public constructor(scope: Construct, id: string, props: RemoteSignerProps) {
    super(scope, id);
    requireProps(this.node.path, props);
    const replicas = props.replicas ?? DEFAULT_REPLICAS;
    const check = new Checker(this.node.path);
    checkRemoteSigner(check, this, props, replicas);
    check.done();
    const { cluster, namespace, database, keys, tls } = props;
    claimKeys(this, "signer", keys.keys);
    noteNetwork(this, database, props.network);
    this.publicKeys = keys.keys;
    const name = props.name ?? id;
    const identity = {
      kind: "signer",
      name,
      chain: "ethereum",
      network: props.network,
      client: SPEC.name,
      role: "signer",
    } as const;
    markIdentity(this, identity);
    const image = imageOf(SPEC, props.image, this.node.path);
    this.migration = new SchemaMigration(this, "schema", {
      cluster,
      namespace,
      signerName: name,
      image,
      database,
    });
    const hosts = [...serviceNames(name, namespace, cluster), ...(props.hosts ?? [])];
    const url = jdbcUrl(database, `${SPEC.folder}/${AUTHORITY_FILE}`);
    const listener = listenerOf(SPEC, hosts, tls.files);
    const container = signerContainer({
      spec: SPEC,
      image,
      resources: props.resources,
      args: validatorSignerArguments(SPEC, listener, props.network, { jdbcUrl: url, loginFile: DatabaseLogin.file }),
    });
    this.workload = new Workload(this, "workload", {
      cluster,
      namespace,
      // Its pods alone sign with the keys; what stands beside them, such as the migration, does not.
      identity: { ...identity, keys: keys.keys },
      controller: Controller.deployment({ replicas }),
      containers: [
        {
          ...container,
          mounts: [...(container.mounts ?? []), { volume: TOKEN_VOLUME, path: TOKEN_FOLDER }, DatabaseLogin.mount],
        },
      ],
      initContainers: [DatabaseLogin.maker(image, database)],
      volumes: [
        Volume.scratch(POD_TEMPORARY_VOLUME, { sizeMiB: POD_TEMPORARY_MIB }),
        DatabaseLogin.volume,
        Volume.token(TOKEN_VOLUME, { audience: keys.store.audience }),
      ],
      metrics: { port: SPEC.metrics.port, path: SPEC.metrics.path },
      stopGraceSeconds: SPEC.stopGraceSeconds,
      nodePurpose: "signers",
    });
    const files = keyFiles(keys, keys.grantLoad(this.workload));
    this.workload.setConfiguration({
      path: SPEC.folder,
      files: { ...files, [AUTHORITY_FILE]: database.certificateAuthority },
    });
    tls.mountInto(this.workload);
    DatabaseLogin.deliver(database, this.workload);
    this.workload.allowTo(database.peer, { port: database.port });
    this.workload.allowTo(keys.peerFor(cluster), keys.port);
    // Replicas of a new release refuse to start on the schema of the old one.
    this.workload.node.addDependency(this.migration);
    this.watched = [
      {
        subject: SPEC.metrics.subject,
        workload: this.workload,
        parameters: { expectedKeys: keys.keys.length },
      },
    ];
  }

  /** Address for signing, inside the cluster. */
  public get url(): string {
    return this.workload.url(SIGNING, "https");
  }

  /**
   * Lets a validator ask for signatures: a way through the network, both ways. It also needs a certificate that the known
   * clients name.
   *
   * @throws PalisadeError when it has no service account of its own
   */
  public grantSign(validator: Workload): void {
    const problem = accountProblem(validator, "the validator", "which every other pod may use too");
    if (problem !== undefined) throw new PalisadeError([problem]);
    this.workload.allowFrom(validator, SIGNING);
    validator.allowTo(this.workload, { port: this.workload.port(SIGNING).port });
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.workload.toPeerSelectors();
  }
}

/** One file for each key, which says where it stands. None holds a key or a token. */
function keyFiles(source: VaultKeystores, login: VaultKeyLogin): Readonly<Record<string, string>> {
  const { store, serverFingerprints } = source;
  const isPinned = serverFingerprints.length > 0;
  const files = source.keys.map((key): [string, string] => [
    `${key}.yaml`,
    vaultKeyFile({
      address: store.address,
      mount: store.mount,
      path: `${source.path}/${key}`,
      keyName: source.keyName,
      role: login.roleName,
      authPath: login.authPath,
      tokenFile: `${TOKEN_FOLDER}/token`,
      ...(isPinned ? { knownServersFile: `${SPEC.folder}/${KNOWN_SERVERS_FILE}` } : {}),
    }),
  ]);
  return {
    ...Object.fromEntries(files),
    ...(isPinned ? { [KNOWN_SERVERS_FILE]: knownServersFile(store.address, serverFingerprints) } : {}),
  };
}
