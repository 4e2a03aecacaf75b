import { TerraformStack } from "cdktf";
import { type IConstruct, Node } from "constructs";
import type { MeshAllowance, MeshPods, MeshSource, MeshTarget } from "../../lib/render/mesh-policy";
import { type AskedTraffic, askedTrafficOf } from "../core/asked-traffic";
import type { Namespace } from "../core/namespace";
import { type AskedParty, type IPeer, Peer, type PeerPort, type PeerSelector } from "../core/peer";
import { Workload } from "../core/workload";

/** What tells meshes apart when they ask who speaks through them. */
export interface MeshReach {
  /** Whether pods with ports for peers are reached through the mesh on their other ports. */
  readonly reachesPeers: boolean;
}

/** A party that was asked for, or one of several that it is made of, as far as a mesh can tell who it is. */
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
    const asked = askedTrafficOf(workload).filter(({ verb }) => verb !== MESH_VERB);
    const isReached = this.isReached(workload);
    const incoming = asked.filter((one) => one.side !== "from" && isMeant(one.to, workload));
    const outgoing = asked.filter((one) => one.side !== "to" && isMeant(one.from, workload));
    return {
      name: workload.name,
      namespace: workload.namespace.namespaceName,
      podLabels: workload.podLabels,
      ports: workload.ports.filter(({ protocol }) => protocol !== "UDP").map(({ port }) => port),
      allowances: isReached ? merged(incoming.flatMap((one) => this.allowance(workload, one))) : [],
      from: isReached ? distinct(incoming.flatMap(({ from }) => this.pods(workload, from))) : [],
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

  /**
   * Workloads of other stacks in a namespace that did not join by themselves: the namespace's mark takes their traffic, and
   * nothing says whom they let in.
   */
  public strangersIn(namespace: Namespace): readonly Workload[] {
    return workloadsOf(namespace.node.root)
      .filter(({ cluster }) => cluster.clusterName === this.clusterName)
      .filter((workload) => workload.namespace.namespaceName === namespace.namespaceName)
      .filter((workload) => !this.isMember(workload));
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
    if (own?.length === 0) return [];
    return this.resolve(workload, from).map(({ source }) => ({ source, ports: own }));
  }

  private pods(seenFrom: Workload, party: AskedParty): readonly MeshPods[] {
    return this.resolve(seenFrom, party).flatMap(({ pods }) => pods ?? []);
  }

  private resolve(seenFrom: Workload, party: AskedParty): readonly Resolved[] {
    if ("construct" in party) {
      const { workloads, isWhole } = workloadsAt(seenFrom, party.construct);
      const members = workloads.filter((one) => this.speaks(one));
      // Who is out of the mesh, of several, is told apart by network policies alone.
      const others = isWhole && members.length === workloads.length ? [] : [OUTSIDE];
      return [...members.map(resolvedMember), ...others];
    }
    if ("namespace" in party) {
      if (!this.joinedByName(seenFrom, party.namespace)) return [OUTSIDE];
      const peer =
        party.podLabels === undefined ? Peer.namespace(party.namespace) : Peer.pods(party.namespace, party.podLabels);
      return [{ source: { kind: "namespace", namespace: party.namespace }, pods: peer.toPeerSelectors() }];
    }
    return "cidrs" in party ? [{ source: { kind: "blocks", cidrs: party.cidrs }, pods: undefined }] : [OUTSIDE];
  }

  private reached(seenFrom: Workload, party: AskedParty): readonly MeshPods[] {
    if (!("construct" in party)) return this.pods(seenFrom, party);
    const { workloads } = workloadsAt(seenFrom, party.construct);
    return workloads.filter((one) => this.isReached(one)).flatMap((one) => one.toPeerSelectors());
  }

  private joinedByName(seenFrom: IConstruct, name: string): boolean {
    return [...this.namespaces].some((one) => one.namespaceName === name && one.node.root === seenFrom.node.root);
  }
}

/** How the mesh itself writes down what it asks of the network. */
export const MESH_VERB = "mesh";

const OUTSIDE: Resolved = { source: { kind: "anybody" }, pods: undefined };

function workloadsOf(scope: IConstruct): readonly Workload[] {
  return scope.node.findAll().filter((construct) => construct instanceof Workload);
}

function resolvedMember(workload: Workload): Resolved {
  const { serviceAccountName, namespace } = workload;
  return {
    source: { kind: "workload", namespace: namespace.namespaceName, serviceAccountName },
    pods: workload.toPeerSelectors(),
  };
}

/** What stands at a path, when others can ask for it. */
function peerAt(seenFrom: IConstruct, path: string): (IConstruct & IPeer) | undefined {
  let found: IConstruct | undefined = seenFrom.node.root;
  for (const id of path.split(Node.PATH_SEP)) found = found?.node.tryFindChild(id);
  return found !== undefined && isPeer(found) ? found : undefined;
}

/** Whether a peer speaks of a workload when it says who it is. */
function speaksOf(selectors: readonly string[], workload: Workload): boolean {
  return workload
    .toPeerSelectors()
    .map(keyOf)
    .every((key) => selectors.includes(key));
}

/**
 * The workloads that are meant by a path: what is asked for by name may be a node, a tier or a group of signers around
 * them. A peer says itself which of those below it it is, and `isWhole` whether these are all that it says.
 */
function workloadsAt(seenFrom: IConstruct, path: string): { workloads: readonly Workload[]; isWhole: boolean } {
  const found = peerAt(seenFrom, path);
  if (found === undefined) return { workloads: [], isWhole: false };
  const selectors = found.toPeerSelectors().map(keyOf);
  const workloads = workloadsOf(found).filter((one) => speaksOf(selectors, one));
  const known = workloads.flatMap((one) => one.toPeerSelectors().map(keyOf));
  return { workloads, isWhole: workloads.length > 0 && selectors.every((key) => known.includes(key)) };
}

/** Whether a workload is meant by who was asked for: by itself, or as a part of it. */
function isMeant(party: AskedParty, workload: Workload): boolean {
  if (!("construct" in party)) return false;
  const found = workload.node.scopes.find(({ node }) => node.path === party.construct);
  return found !== undefined && isPeer(found) && speaksOf(found.toPeerSelectors().map(keyOf), workload);
}

function isPeer(construct: IConstruct): construct is IConstruct & IPeer {
  return "toPeerSelectors" in construct;
}

function keyOf(selector: PeerSelector): string {
  return JSON.stringify(selector);
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
