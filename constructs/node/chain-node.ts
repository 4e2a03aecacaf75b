import { Construct } from "constructs";
import type { PortUse, ResolvedNetwork } from "../../lib/catalogue";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { noteAskedTraffic, partyOf } from "../core/asked-traffic";
import { Controller } from "../core/controller";
import { markIdentity } from "../core/identity";
import { type IPeer, Peer, type PeerSelector } from "../core/peer";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import { checkNode } from "./chain-node-checks";
import type { ChainNodeProps } from "./chain-node-props";
import { type NodeClient, volumesOf } from "./client-container";
import { EngineSecret } from "./engine-secret";
import { markOwnFlags } from "./own-flags";

function nothingToGrant(where: string, use: PortUse): Problem {
  return {
    what: "no client of this node has the port that was asked for",
    got: use,
    doThis: "use a node on a chain whose clients have it",
    where,
  };
}

/**
 * The clients that together follow one network, in one pod: they talk to each other over its loopback address, with a
 * secret that is made in the pod and never leaves it. Peers reach it; everybody else only by `grantRpc`, `grantWs` and `grantBeacon`.
 */
export class ChainNode extends Construct implements IPeer, IWatchable {
  /** The network it follows. */
  public readonly network: ResolvedNetwork;
  /** Its pod. */
  public readonly workload: Workload;
  /** Address of its JSON-RPC inside the cluster. */
  public readonly rpcUrl: string;
  /** Address of its WebSockets inside the cluster; undefined when no client has them. */
  public readonly wsUrl: string | undefined;
  /** Address of its beacon API inside the cluster; undefined when no client has one. */
  public readonly beaconUrl: string | undefined;
  /** What to watch: every client by itself. */
  public readonly watched: readonly Watched[];
  private readonly clients: readonly NodeClient[];

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: ChainNodeProps) {
    super(scope, id);
    const { network, clients, containers, initContainers } = checkNode(this, props);
    const specs = clients.map(({ spec }) => spec);
    const identity = {
      kind: "node",
      name: props.name ?? id,
      chain: network.chain.name,
      network: network.name,
      client: specs.map(({ name }) => name).join("-"),
      role: specs.map(({ role }) => role).join("-"),
    } as const;
    markIdentity(this, identity);
    const [main] = specs;
    this.workload = new Workload(this, "workload", {
      cluster: props.cluster,
      namespace: props.namespace,
      identity,
      controller: Controller.statefulSet({ replicas: 1 }),
      containers,
      initContainers,
      volumes: [
        ...clients.flatMap((client) => volumesOf(client, props.storageClassName)),
        ...(network.chain.enginePort === undefined ? [] : [EngineSecret.volume]),
      ],
      ...(main === undefined ? {} : { metrics: { port: main.metrics.port, path: main.metrics.path } }),
      // Both get the order at once, so the pod waits for the slower one.
      stopGraceSeconds: Math.max(...specs.map(({ stopGraceSeconds }) => stopGraceSeconds)),
      nodePurpose: "peers",
    });
    markOwnFlags(this.workload, clients);
    // Peers stand anywhere and listen on any port.
    this.workload.allowTo(Peer.internet());
    this.network = network;
    this.clients = clients;
    this.rpcUrl = this.workload.url(this.portsFor("rpc")[0]?.name ?? "rpc");
    this.wsUrl = this.urlOf("websocket", "ws");
    this.beaconUrl = this.urlOf("beacon", "http");
    this.watched = specs.map(({ metrics }) => ({
      subject: metrics.subject,
      workload: this.workload,
      metrics: { port: metrics.port, path: metrics.path },
    }));
  }

  /** Lets the peer call JSON-RPC over HTTP. A `Workload` is also let out to the node. */
  public grantRpc(peer: IPeer): void {
    this.grant(peer, "rpc");
  }

  /** Lets the peer subscribe over WebSockets. A `Workload` is also let out to the node. @throws PalisadeError when it has none */
  public grantWs(peer: IPeer): void {
    this.grant(peer, "websocket");
  }

  /** Lets the peer call the beacon API. A `Workload` is also let out to the node. @throws PalisadeError when it has none */
  public grantBeacon(peer: IPeer): void {
    this.grant(peer, "beacon");
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.workload.toPeerSelectors();
  }

  private grant(peer: IPeer, use: PortUse): void {
    const ports = this.portsFor(use);
    // A rule without ports would mean every port.
    if (ports.length === 0) throw new PalisadeError([nothingToGrant(this.node.path, use)]);
    noteAskedTraffic(this, {
      verb: `grant of ${use}`,
      from: partyOf(peer),
      to: { construct: this.node.path },
      ports: ports.map(({ port }) => ({ port })),
      side: peer instanceof Workload ? "both" : "to",
    });
    this.workload.allowFrom(peer, ...ports.map(({ name }) => name));
    if (peer instanceof Workload) peer.allowTo(this.workload, ...ports.map(({ port }) => ({ port })));
  }

  private urlOf(use: PortUse, scheme: string): string | undefined {
    const [port] = this.portsFor(use);
    return port === undefined ? undefined : this.workload.url(port.name, scheme);
  }

  private portsFor(use: PortUse) {
    return this.clients.flatMap(({ spec }) => spec.ports.filter((port) => port.use === use));
  }
}
