import { Construct } from "constructs";
import { SHARE_SIGNERS } from "../../lib/catalogue";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { dirkConfiguration, dirkPreparation, dirkWallet, dirkWalletFile } from "../../lib/render/dirk";
import { Controller } from "../core/controller";
import { markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import type { IPeer, PeerSelector } from "../core/peer";
import { Volume } from "../core/volume";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import { WorkloadGroup } from "../core/workload-group";
import { probeOf } from "../node";
import {
  CERTIFICATE_KEYS,
  checkDistributedSigner,
  DEFAULT_PASSPHRASE_KEYS,
  instanceHost,
} from "./distributed-signer-checks";
import type { DistributedSignerInstance, DistributedSignerProps } from "./distributed-signer-props";
import { requireProps } from "./key-checks";
import { claimKeys } from "./key-registry";
import { accountProblem } from "./signer-checks";
import { SIGNING } from "./signer-pod";

const SPEC = SHARE_SIGNERS.dirk;
const CERTIFICATE_FOLDER = "/etc/dirk-certificate";
const PASSPHRASE_FOLDER = "/etc/dirk-passphrases";
const DATA_VOLUME = "data";
const PREPARATION_FILE = "prepare.sh";
const PREPARATION_RESOURCES = { cpuMillicores: 50, memoryMiB: 64 } as const;

function unknownClient(got: string, known: readonly string[], where: string): Problem {
  return {
    what: "no client of the group has a certificate of this name, so that it would get no signature",
    got,
    allowed: known.join(", "),
    doThis: "name one of the clients, or add it to clients",
    where,
  };
}

/**
 * Dirk for the duties of Ethereum's validators, as a group: each instance holds a share of each key on a volume of its
 * own, and more than half of them sign a duty together. No key is ever whole, and none leaves the group. Each instance
 * remembers by itself what it signed, which is enough because any two signatures have an instance in common: that is why
 * each is there exactly once, never on a node with another, and why its shares and its memory lie on one volume. It signs
 * for clients whose certificates it knows, what their permissions name; voluntary exits are asked of no address.
 */
export class DistributedSigner extends Construct implements IPeer, IWatchable {
  /** Its instances, one workload for each, in the order of the props. */
  public readonly workloads: readonly Workload[];
  /** Host name and port of each instance, as validator clients take them. */
  public readonly endpoints: readonly string[];
  /** Public keys that it signs with. */
  public readonly publicKeys: readonly string[];
  /** What to watch. */
  public readonly watched: readonly Watched[];

  private readonly clients: readonly string[];

  /** @throws PalisadeError listing every problem of the props, and every key that something else signs with */
  public constructor(scope: Construct, id: string, props: DistributedSignerProps) {
    super(scope, id);
    requireProps(this.node.path, props);
    const check = new Checker(this.node.path);
    checkDistributedSigner(check, props);
    check.done();
    const { namespace, instances, keys = [], name = id } = props;
    claimKeys(this, "signer", keys);
    this.publicKeys = keys;
    this.clients = props.clients.map(({ commonName }) => commonName);
    markIdentity(this, { ...identityOf(props), name });
    const group = new WorkloadGroup(this, "group", { namespace, name });
    const ports = portNumbers();
    this.workloads = instances.map((instance) => this.declareInstance(props, instance, group));
    for (const one of this.workloads) {
      for (const other of this.workloads) {
        // An instance calls itself too while a key is made, by its own name.
        one.allowTo(other, { port: ports.signing });
        other.allowFrom(one, SIGNING);
      }
    }
    this.endpoints = instances.map((instance) => `${instanceHost(instance.name, props)}:${ports.signing}`);
    this.watched = this.workloads.map((workload) => ({ subject: SPEC.metrics.subject, workload }));
  }

  /**
   * Lets a validator client ask for signatures: a way through the network to every instance. What it may ask for is what
   * the permissions of its certificate say.
   *
   * @param commonName common name of its certificate, as it stands in `clients`
   * @throws PalisadeError when there is no such client, or when it has no service account of its own
   */
  public grantSign(validator: Workload, commonName: string): void {
    const account = accountProblem(validator, "the validator", "which every other pod may use too");
    const problems = [
      ...(account === undefined ? [] : [account]),
      ...(this.clients.includes(commonName) ? [] : [unknownClient(commonName, this.clients, this.node.path)]),
    ];
    if (problems.length > 0) throw new PalisadeError(problems);
    for (const instance of this.workloads) {
      instance.allowFrom(validator, SIGNING);
      validator.allowTo(instance, { port: instance.port(SIGNING).port });
    }
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.workloads.flatMap((workload) => workload.toPeerSelectors());
  }

  private declareInstance(
    props: DistributedSignerProps,
    instance: DistributedSignerInstance,
    group: WorkloadGroup,
  ): Workload {
    const { cluster, namespace, instances, threshold, keys = [] } = props;
    const image = props.image ?? ImageRef.parse(`${SPEC.image.repository}:${SPEC.image.tag}`, this.node.path);
    const rank = instances.filter(({ id }) => id <= instance.id).length;
    const data = { volume: DATA_VOLUME, path: SPEC.dataFolder };
    const workload = new Workload(this, instance.name, {
      cluster,
      namespace,
      identity: {
        ...identityOf(props),
        name: instance.name,
        keys,
        keyShare: { group: this.node.path, share: rank, threshold, of: instances.length },
      },
      controller: Controller.statefulSet({ replicas: 1 }),
      group,
      containers: [
        {
          name: SPEC.name,
          image,
          command: SPEC.command,
          args: [`--base-dir=${SPEC.folder}`],
          ports: SPEC.ports.map(({ name, port }) => ({ name, port })),
          resources: props.resources ?? SPEC.resources,
          startupProbe: probeOf(SPEC.probes.startup),
          livenessProbe: probeOf(SPEC.probes.liveness),
          readinessProbe: probeOf(SPEC.probes.readiness),
          mounts: [data],
        },
      ],
      initContainers: [
        {
          name: "prepare",
          image,
          command: [SPEC.shell, `${SPEC.folder}/${PREPARATION_FILE}`],
          resources: PREPARATION_RESOURCES,
          mounts: [data],
        },
      ],
      volumes: [Volume.persistent(DATA_VOLUME, { storageGiB: SPEC.disk.storageGiB })],
      configuration: { path: SPEC.folder, files: filesOf(props, instance) },
      metrics: { port: SPEC.metrics.port, path: SPEC.metrics.path },
      stopGraceSeconds: SPEC.stopGraceSeconds,
      nodePurpose: "signers",
    });
    workload.mount(instance.certificate.grantRead(workload).volume(), CERTIFICATE_FOLDER);
    workload.mount(instance.passphrases.grantRead(workload).volume(), PASSPHRASE_FOLDER);
    return workload;
  }
}

function identityOf({ network }: DistributedSignerProps) {
  return { kind: "signer", chain: "ethereum", network, client: SPEC.name, role: "signer" } as const;
}

function portNumbers(): { readonly signing: number; readonly metrics: number } {
  const portOf = (use: string): number => SPEC.ports.find((port) => port.use === use)?.port ?? 0;
  return { signing: portOf("signing"), metrics: portOf("metrics") };
}

function filesOf(
  props: DistributedSignerProps,
  { id, name, passphraseKeys = DEFAULT_PASSPHRASE_KEYS, withoutMemory }: DistributedSignerInstance,
): Readonly<Record<string, string>> {
  const { instances, wallets, clients } = props;
  const { certificate, key, authority } = CERTIFICATE_KEYS;
  const ports = portNumbers();
  return {
    [SPEC.configurationFile]: dirkConfiguration({
      id,
      name: instanceHost(name, props),
      peers: new Map(instances.map((peer) => [peer.id, instanceHost(peer.name, props)])),
      port: ports.signing,
      metricsPort: ports.metrics,
      dataFolder: SPEC.dataFolder,
      certificate: {
        certificate: `${CERTIFICATE_FOLDER}/${certificate}`,
        key: `${CERTIFICATE_FOLDER}/${key}`,
        authority: `${CERTIFICATE_FOLDER}/${authority}`,
      },
      passphrases: passphraseKeys.map((each) => `${PASSPHRASE_FOLDER}/${each}`),
      permissions: new Map(
        clients.map(({ commonName, permissions }) => [commonName, permissions.map((each) => each.render())]),
      ),
    }),
    [PREPARATION_FILE]: dirkPreparation({ spec: SPEC, wallets, mayStartWithoutMemory: withoutMemory !== undefined }),
    ...Object.fromEntries(wallets.map((wallet) => [dirkWalletFile(wallet), dirkWallet(wallet)])),
  };
}
