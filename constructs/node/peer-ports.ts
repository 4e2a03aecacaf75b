import type { IConstruct } from "constructs";
import type { ClientSpec } from "../../lib/catalogue";
import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { ICluster } from "../core/cluster";

const NODE_PORTS = { first: 30_000, last: 32_767 };

function outOfRange(client: ClientSpec, got: number, count: number): Problem {
  return {
    what: `${client.title} has peer ports that the nodes of a cluster cannot open`,
    got,
    allowed: `a first port from ${NODE_PORTS.first} to ${NODE_PORTS.last - count + 1}; it takes ${count} in a row`,
    doThis: `set options.${client.role}.firstPeerPort`,
  };
}

function taken(client: ClientSpec, port: number, by: string): Problem {
  return {
    what: `peer port ${port} of ${client.title} is already used by ${by}`,
    got: port,
    allowed: "a number that no other node of the cluster opens",
    doThis: `set options.${client.role}.firstPeerPort to a free block`,
  };
}

/** Which construct opens which number, by app and cluster. An app that is gone takes its entry with it. */
const opened = new WeakMap<IConstruct, Map<ICluster, Map<number, string>>>();

/**
 * Numbers of a client's peer ports by their names. Each is taken for the whole cluster: a node port belongs to one
 * Service, whatever its namespace.
 */
export function takePeerPorts(
  scope: IConstruct,
  cluster: ICluster,
  client: ClientSpec,
  firstPort: number,
  check: Checker,
): Readonly<Record<string, number>> {
  const count = 1 + Math.max(0, ...client.peerPorts.map(({ offset }) => offset));
  const fits = Number.isInteger(firstPort) && firstPort >= NODE_PORTS.first && firstPort + count - 1 <= NODE_PORTS.last;
  if (!check.that(fits, () => outOfRange(client, firstPort, count))) return {};
  const owners = ownersOf(scope.node.root, cluster);
  const numbers = [...new Set(client.peerPorts.map(({ offset }) => firstPort + offset))];
  for (const number of numbers) {
    const owner = owners.get(number);
    if (owner === undefined) owners.set(number, scope.node.path);
    else check.add(taken(client, number, owner));
  }
  return Object.fromEntries(client.peerPorts.map(({ name, offset }) => [name, firstPort + offset]));
}

function ownersOf(app: IConstruct, cluster: ICluster): Map<number, string> {
  const clusters = opened.get(app) ?? new Map<ICluster, Map<number, string>>();
  opened.set(app, clusters);
  const owners = clusters.get(cluster) ?? new Map<number, string>();
  clusters.set(cluster, owners);
  return owners;
}
