import { Construct } from "constructs";
import { HORCRUX } from "../../lib/catalogue/clients/horcrux";
import { Checker } from "../../lib/core/checks";
import { horcruxConfiguration, horcruxStart } from "../../lib/render/horcrux";
import { Controller } from "../core/controller";
import { markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import type { IPeer, PeerSelector } from "../core/peer";
import { Probe } from "../core/probe";
import { Volume } from "../core/volume";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import { WorkloadGroup } from "../core/workload-group";
import { checkHorcrux } from "./cosmos-signer-checks";
import type { HorcruxSignerProps } from "./cosmos-signer-props";
import { requireProps } from "./key-checks";
import { claimKeys } from "./key-registry";

const RAFT = HORCRUX.ports[0].name;
const STATE_VOLUME = "state";
const DEFAULT_STORAGE_GIB = 10;

/**
 * Horcrux: co-signers that each hold one shard of a validator's key, of which several together make a signature. Each is
 * a workload of its own with one pod for ever, a volume that is kept, and a secret that its service account alone may
 * read. No two of them stand on one node, and they are spread over zones.
 */
export class HorcruxSigner extends Construct implements IPeer, IWatchable {
  /** The co-signers, in the order of their shards. */
  public readonly coSigners: readonly Workload[];
  /** What to watch. */
  public readonly watched: readonly Watched[];

  /** @throws PalisadeError listing every problem of the props, and a key that something else signs with */
  public constructor(scope: Construct, id: string, props: HorcruxSignerProps) {
    super(scope, id);
    requireProps(this.node.path, props);
    const check = new Checker(this.node.path);
    checkHorcrux(check, props);
    check.done();
    claimKeys(this, "signer", [props.validator]);
    const { cluster, namespace, chainId, shards, threshold, nodes } = props;
    const name = props.name ?? id;
    const identity = {
      kind: "signer",
      name,
      chain: "cosmos",
      network: chainId,
      client: HORCRUX.name,
      role: "signer",
    } as const;
    markIdentity(this, identity);
    const names = shards.map((_, index) => `${name}-${index + 1}`);
    const group = new WorkloadGroup(this, "group", { namespace, name });
    const files = {
      "config.yaml": horcruxConfiguration({
        threshold,
        coSignerHosts: names.map((each) => `${each}.${namespace.namespaceName}.svc.${cluster.dnsDomain}`),
        nodes: nodes.map(({ address }) => address),
      }),
      "start.sh": horcruxStart(chainId),
    };
    const { image, ports, resources, folder, secretsFolder, stateFolder } = HORCRUX;
    const { repository, tag } = image;
    this.coSigners = shards.map((secret, index) => {
      const share = index + 1;
      const workload = new Workload(this, `co-signer-${share}`, {
        cluster,
        namespace,
        identity: {
          ...identity,
          name: names[index] ?? name,
          keys: [props.validator],
          keyShare: { group: this.node.path, share, threshold, of: shards.length },
        },
        controller: Controller.statefulSet({ replicas: 1 }),
        group,
        containers: [
          {
            name: HORCRUX.name,
            image: props.image ?? ImageRef.parse(`${repository}:${tag}`, this.node.path),
            command: ["/bin/sh", `${folder}/start.sh`],
            ports: ports.map((port) => ({ name: port.name, port: port.port })),
            resources: props.resources ?? resources,
            // Nothing restarts it: while it waits for a person it listens nowhere, and an exit ends the container anyway.
            readinessProbe: Probe.fromTcp(RAFT),
            mounts: [{ volume: STATE_VOLUME, path: stateFolder }],
          },
        ],
        volumes: [Volume.persistent(STATE_VOLUME, { storageGiB: props.storageGiB ?? DEFAULT_STORAGE_GIB })],
        configuration: { path: folder, files },
        metrics: { port: ports[1].name },
        nodePurpose: "signers",
      });
      workload.mount(secret.grantRead(workload).volume(), secretsFolder);
      for (const node of nodes) node.letIn(workload);
      return workload;
    });
    // Whoever else reached this port could administer Raft: it asks for no certificate.
    for (const from of this.coSigners) {
      for (const to of this.coSigners) {
        if (from === to) continue;
        from.allowTo(to, { port: to.port(RAFT).port });
        to.allowFrom(from, RAFT);
      }
    }
    this.watched = [
      ...this.coSigners.map((workload) => ({ subject: "horcrux", workload }) as const),
      ...this.coSigners.slice(0, 1).map((workload) => ({ subject: "horcrux-validator", workload }) as const),
    ];
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.coSigners.flatMap((coSigner) => coSigner.toPeerSelectors());
  }
}
