import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { MeshAllowance, MeshPods, MeshSource, MeshTarget } from "../../lib/render/mesh-policy";
import { type AskedTraffic, askedTrafficOf } from "../core/asked-traffic";
import type { Namespace } from "../core/namespace";
import { type AskedParty, Peer, type PeerPort } from "../core/peer";
import { Workload } from "../core/workload";

/** What tells meshes apart when they ask who speaks through them. */
export interface MeshReach {
  /** Whether pods with ports for peers are reached through the mesh on their other ports. */
  readonly reachesPeers: boolean;
}

/** A party that was asked for, as far as a mesh can tell who it is. */
interface Resolved {
  readonly source: MeshSource;
  /** How network policies find it, when it is in the mesh. */
  readonly pods: readonly MeshPods[] | undefined;
}

/** Whether the peers of a chain reach ports of a workload, and it reaches them: neither takes part in a mesh. */
export function hasPeers(workload: Workload): boolean {
  return workload.ports.some(({ exposure }) => exposure?.kind === "peers");
}

/** Who is in a mesh, and what was asked of the network between them. */
export class MeshMembers {
  private readonly workloads = new Set<Workload>();
  private readonly namespaces = new Set<Namespace>();

  public constructor(
    private readonly clusterName: string,
    private readonly reach: MeshReach,
  ) {}

  /** Takes in a workload. Returns false when it is in already. */
  public addWorkload(workload: Workload): boolean {
    if (this.workloads.has(workload)) return false;
    this.workloads.add(workload);
    return true;
  }

  /** Takes in what runs in a namespace, now and later. Returns false when it is in already. */
  public addNamespace(namespace: Namespace): boolean {
    if (this.namespaces.has(namespace)) return false;
    this.namespaces.add(namespace);
    return true;
  }

  /** Workloads of the namespace's own stack that live in it and did not join by themselves. */
  public in(namespace: Namespace): readonly Workload[] {
    return workloadsOf(TerraformStack.of(namespace))
      .filter(({ cluster }) => cluster.clusterName === this.clusterName)
      .filter((workload) => workload.namespace.namespaceName === namespace.namespaceName)
      .filter((workload) => !this.workloads.has(workload));
  }

  /** All that was asked for of a workload. */
  public target(workload: Workload): MeshTarget {
    const asked = this.asked(workload);
    const isReached = this.isReached(workload);
    const incoming = asked.filter((one) => one.side !== "from" && this.isWorkload(one.to, workload));
    const outgoing = asked.filter((one) => one.side !== "to" && this.isWorkload(one.from, workload));
    return {
      name: workload.name,
      namespace: workload.namespace.namespaceName,
      podLabels: workload.podLabels,
      ports: workload.ports.filter(({ protocol }) => protocol !== "UDP").map(({ port }) => port),
      allowances: isReached ? merged(incoming.flatMap((one) => this.allowance(workload, one))) : [],
      from: isReached ? distinct(incoming.flatMap(({ from }) => this.resolve(workload, from).pods ?? [])) : [],
      to: this.speaks(workload) ? distinct(outgoing.flatMap(({ to }) => this.reached(workload, to))) : [],
    };
  }

  /** Whether others reach it through the mesh. */
  public isReached(workload: Workload): boolean {
    return this.isMember(workload) && (this.reach.reachesPeers || !hasPeers(workload));
  }

  private speaks(workload: Workload): boolean {
    return this.isMember(workload) && !hasPeers(workload);
  }

  private isMember(workload: Workload): boolean {
    return this.workloads.has(workload) || this.namespaceOf(workload) !== undefined;
  }

  private namespaceOf(workload: Workload): Namespace | undefined {
    const stack = TerraformStack.of(workload);
    return [...this.namespaces].find(
      (namespace) =>
        namespace.namespaceName === workload.namespace.namespaceName && TerraformStack.of(namespace) === stack,
    );
  }

  private allowance(workload: Workload, { from, ports }: AskedTraffic): readonly MeshAllowance[] {
    if (ports.length > 0 && tcpPorts(ports).length === 0) return [];
    // What the peers of a chain reach is out of the mesh.
    const peers = workload.ports.filter(({ exposure }) => exposure?.kind === "peers").map(({ port }) => port);
    const own = ports.length === 0 ? undefined : tcpPorts(ports).filter((port) => !peers.includes(port));
    return own?.length === 0 ? [] : [{ source: this.resolve(workload, from).source, ports: own }];
  }

  private resolve(seenFrom: Workload, party: AskedParty): Resolved {
    if ("construct" in party) {
      const found = this.workloadAt(seenFrom, party.construct);
      if (found === undefined || !this.speaks(found)) return OUTSIDE;
      const { serviceAccountName, namespace } = found;
      return {
        source: { kind: "workload", namespace: namespace.namespaceName, serviceAccountName },
        pods: found.toPeerSelectors(),
      };
    }
    if ("namespace" in party) {
      if (!this.joinedByName(seenFrom, party.namespace)) return OUTSIDE;
      const peer =
        party.podLabels === undefined ? Peer.namespace(party.namespace) : Peer.pods(party.namespace, party.podLabels);
      return { source: { kind: "namespace", namespace: party.namespace }, pods: peer.toPeerSelectors() };
    }
    return "cidrs" in party ? { source: { kind: "blocks", cidrs: party.cidrs }, pods: undefined } : OUTSIDE;
  }

  private reached(seenFrom: Workload, party: AskedParty): readonly MeshPods[] {
    if ("construct" in party) {
      const found = this.workloadAt(seenFrom, party.construct);
      return found !== undefined && this.isReached(found) ? found.toPeerSelectors() : [];
    }
    return this.resolve(seenFrom, party).pods ?? [];
  }

  private joinedByName(seenFrom: IConstruct, name: string): boolean {
    return [...this.namespaces].some((one) => one.namespaceName === name && one.node.root === seenFrom.node.root);
  }

  private isWorkload(party: AskedParty, workload: Workload): boolean {
    return "construct" in party && this.workloadAt(workload, party.construct) === workload;
  }

  /** The one workload at a path or below it: what is asked for by name may be a node or a tier around it. */
  private workloadAt(seenFrom: IConstruct, path: string): Workload | undefined {
    const found = workloadsOf(seenFrom.node.root).filter(
      ({ node }) => node.path === path || node.path.startsWith(`${path}/`),
    );
    return found.length === 1 ? found[0] : undefined;
  }

  private asked(workload: Workload): readonly AskedTraffic[] {
    return workload.node.root.node
      .findAll()
      .filter((construct) => TerraformStack.isStack(construct))
      .flatMap((stack) => askedTrafficOf(stack))
      .filter(({ verb }) => verb !== MESH_VERB);
  }
}

/** How the mesh itself writes down what it asks of the network. */
export const MESH_VERB = "mesh";

const OUTSIDE: Resolved = { source: { kind: "anybody" }, pods: undefined };

function workloadsOf(scope: IConstruct): readonly Workload[] {
  return scope.node.findAll().filter((construct) => construct instanceof Workload);
}

function tcpPorts(ports: readonly PeerPort[]): readonly number[] {
  return ports
    .filter(({ protocol }) => protocol !== "UDP")
    .flatMap(({ port, endPort = port }) => Array.from({ length: endPort - port + 1 }, (_, index) => port + index));
}

/** One entry for each source, with all of its ports. */
function merged(allowances: readonly MeshAllowance[]): readonly MeshAllowance[] {
  const bySource = new Map<string, MeshAllowance>();
  for (const { ports, source } of allowances) {
    const key = JSON.stringify(source);
    const known = bySource.get(key);
    const all = known === undefined ? ports : union(known.ports, ports);
    bySource.set(key, { source, ports: all });
  }
  return [...bySource.values()];
}

function union(first: readonly number[] | undefined, second: readonly number[] | undefined) {
  if (first === undefined || second === undefined) return undefined;
  return [...new Set([...first, ...second])].sort((one, other) => one - other);
}

function distinct(pods: readonly MeshPods[]): readonly MeshPods[] {
  return [...new Map(pods.map((one) => [JSON.stringify(one), one])).values()];
}
