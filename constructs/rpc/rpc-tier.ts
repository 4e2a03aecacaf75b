import { Construct } from "constructs";
import { GATEWAYS, type NetworkPath, type ResolvedNetwork } from "../../lib/catalogue";
import { Checker } from "../../lib/core/checks";
import { renderErpcFile } from "../../lib/render/erpc";
import type { ErpcNetwork, ErpcSettings, ErpcUpstream } from "../../lib/render/erpc-settings";
import { noteAskedTraffic, partyOf } from "../core/asked-traffic";
import { Controller } from "../core/controller";
import { Exposure } from "../core/exposure";
import { markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import { type IPeer, Peer, type PeerSelector } from "../core/peer";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import type { ConfigurationFiles } from "../core/workload-props";
import { type ChainNode, probeOf } from "../node";
import { checkTierAccess, checkTierNumbers, checkUpstreams, chooseNetwork, type TierUpstream } from "./rpc-tier-checks";
import type { RpcTierProps } from "./rpc-tier-props";
import type { Upstream } from "./upstream";

const GATEWAY = GATEWAYS.erpc;
/** Project in every address of the tier. */
const PROJECT = "main";
/** Name of the port for calls. */
const CALLS = "http";
/** Environment variable with the value that clients show. No upstream has this name: theirs start with `UPSTREAM_`. */
const CLIENT_SECRET = "CLIENT_SECRET";
const DEFAULT_REPLICAS = 2;
const DEFAULT_REQUESTS_PER_SECOND = 200;
/** A third of the memory that the gateway's project advises. */
const DEFAULT_CACHE_MIB = 1024;

/**
 * Identical gateways in front of upstreams. They cache by finality, ask a second upstream when the first is slow, leave
 * out those that fail or lag, and keep every client and every provider within its limit.
 */
export class RpcTier extends Construct implements IPeer, IWatchable {
  /** The gateways. */
  public readonly workload: Workload;
  /** What to watch. */
  public readonly watched: readonly Watched[];
  private readonly exposure: Exposure;
  private readonly replicas: number;
  private readonly settings: Omit<ErpcSettings, "upstreams">;
  private upstreams: readonly TierUpstream[];

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: RpcTierProps) {
    super(scope, id);
    const replicas = props.replicas ?? DEFAULT_REPLICAS;
    const resources = props.resources ?? GATEWAY.resources;
    const memoryLimitMiB = resources.memoryLimitMiB ?? resources.memoryMiB;
    const check = new Checker(this.node.path);
    checkTierNumbers(check, props, memoryLimitMiB);
    checkTierAccess(check, props);
    const upstreams = check.collect(() => checkUpstreams(props.upstreams, replicas, this.node.path)) ?? [];
    check.done();

    const name = props.name ?? id;
    const identity = { kind: "rpc-gateway", name, client: GATEWAY.name } as const;
    markIdentity(this, identity);
    this.exposure = props.exposure ?? Exposure.cluster();
    this.replicas = replicas;
    const client = props.access?.client;
    this.upstreams = upstreams;
    const [calls, metrics] = GATEWAY.ports;
    this.settings = {
      name,
      project: PROJECT,
      port: calls.port,
      metricsPort: metrics.port,
      requestsPerSecondPerClient: props.requestsPerSecondPerClient ?? DEFAULT_REQUESTS_PER_SECOND,
      trustedProxies: props.trustedProxyCidrs ?? [],
      cacheMiB: props.cacheMiB ?? DEFAULT_CACHE_MIB,
      ...(client === undefined ? {} : { clientSecretVariable: CLIENT_SECRET }),
    };
    this.workload = new Workload(this, "workload", {
      cluster: props.cluster,
      namespace: props.namespace,
      identity,
      controller: Controller.deployment({ replicas }),
      containers: [
        {
          name: GATEWAY.name,
          image: props.image ?? ImageRef.parse(`${GATEWAY.image.repository}:${GATEWAY.image.tag}`, this.node.path),
          command: GATEWAY.command,
          ports: [
            { name: CALLS, port: calls.port, exposure: this.exposure },
            { name: metrics.name, port: metrics.port },
          ],
          environment: GATEWAY.environment(memoryLimitMiB),
          resources,
          startupProbe: probeOf(GATEWAY.probes.startup),
          livenessProbe: probeOf(GATEWAY.probes.liveness),
          readinessProbe: probeOf(GATEWAY.probes.readiness),
        },
      ],
      configuration: this.configuration(),
      metrics: { port: GATEWAY.metrics.port, path: GATEWAY.metrics.path },
      stopGraceSeconds: GATEWAY.stopGraceSeconds,
    });
    if (client !== undefined) {
      const delivered = client.secret.grantRead(this.workload);
      this.workload.addSecretEnvironment({ [CLIENT_SECRET]: delivered.key(client.key) });
    }
    for (const upstream of upstreams) this.connect(upstream);
    this.watched = [{ subject: GATEWAY.metrics.subject, workload: this.workload }];
  }

  /** The networks it serves. */
  public get networks(): readonly ResolvedNetwork[] {
    return [...new Map(this.upstreams.map(({ network }) => [network.spec.chainId, network])).values()];
  }

  /** Names of what it forwards to, in the order they were added. */
  public get upstreamNames(): readonly string[] {
    return this.upstreams.map(({ name }) => name);
  }

  /** Forwards to one more upstream. @throws PalisadeError when its name is taken or its network is not clear */
  public addUpstream(upstream: ChainNode | Upstream): void {
    const [added] = checkUpstreams([upstream], this.replicas, this.node.path, this.upstreams);
    if (added === undefined) return;
    this.upstreams = [...this.upstreams, added];
    this.workload.setConfiguration(this.configuration());
    this.connect(added);
  }

  /** Address of its only network inside the cluster. @throws PalisadeError when it serves several */
  public get url(): string {
    return this.urlFor();
  }

  /**
   * Address of a network inside the cluster.
   *
   * @param network such as `ethereum/mainnet`; the only one when left out
   * @throws PalisadeError naming the networks it serves
   */
  public urlFor(network?: NetworkPath): string {
    return `${this.workload.url(CALLS)}${this.pathFor(network)}`;
  }

  /** Public address of a network; undefined unless the exposure is `publicTls`. @throws PalisadeError like `urlFor` */
  public publicUrlFor(network?: NetworkPath): string | undefined {
    const path = this.pathFor(network);
    const domain = this.exposure.tls?.domain;
    return domain === undefined ? undefined : `https://${domain}${path}`;
  }

  /**
   * Lets the peer reach the tier. A `Workload` is also let out to it. Where `access` is a secret, the peer has to be
   * given that too.
   */
  public grantUse(peer: IPeer): void {
    noteAskedTraffic(this, {
      verb: "grantUse",
      from: partyOf(peer),
      to: { construct: this.node.path },
      ports: [{ port: this.settings.port }],
      side: peer instanceof Workload ? "both" : "to",
    });
    this.workload.allowFrom(peer, CALLS);
    if (peer instanceof Workload) peer.allowTo(this.workload, { port: this.workload.port(CALLS).port });
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    return this.workload.toPeerSelectors();
  }

  private configuration(): ConfigurationFiles {
    const upstreams = this.upstreams.map((upstream) => describe(upstream, this.replicas));
    const file = renderErpcFile({ ...this.settings, upstreams });
    return { path: GATEWAY.configurationPath, files: { [GATEWAY.configurationFile]: file } };
  }

  private pathFor(path: NetworkPath | undefined): string {
    const { chain, spec } = chooseNetwork(this.networks, path, this.node.path);
    return `/${PROJECT}/${chain.rpc.architecture}/${spec.chainId}`;
  }

  /** The way to an upstream: a rule on both sides, or the internet and the secret that says where. */
  private connect(upstream: TierUpstream): void {
    if ("node" in upstream) {
      upstream.node.grantRpc(this.workload);
      return;
    }
    const { options, endpointKey, environmentVariable } = upstream.external;
    const delivered = options.endpoint.grantRead(this.workload);
    this.workload.addSecretEnvironment({ [environmentVariable]: delivered.key(endpointKey) });
    this.workload.allowTo(Peer.internet(), { port: 443 });
  }
}

function describe(upstream: TierUpstream, replicas: number): ErpcUpstream {
  const { name, network } = upstream;
  const shared = { name, network: gatewayNetwork(network) };
  if ("node" in upstream) return { ...shared, kind: "own", endpoint: { url: upstream.node.rpcUrl } };
  const { environmentVariable, options } = upstream.external;
  const { requestsPerSecond } = options;
  return {
    ...shared,
    kind: "external",
    endpoint: { environmentVariable },
    // Each replica counts for itself, so each gets its share of what the contract allows.
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond: Math.floor(requestsPerSecond / replicas) }),
  };
}

function gatewayNetwork({ chain, name, spec }: ResolvedNetwork): ErpcNetwork {
  return { alias: `${chain.name}-${name}`, chainId: spec.chainId, rpc: chain.rpc };
}
