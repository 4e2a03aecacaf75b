import { blockHolds } from "./addresses";
import type { Direction, LabelSelector, NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule } from "./network-policy";
import type { PortSet, PortSpace, Protocol } from "./port-space";

/** A port that a pod gives a name to. */
export interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** A pod as policies see it. */
export interface PodEndpoint {
  readonly kind: "pod";
  readonly name: string;
  readonly namespace: string;
  /** Labels of its namespace. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly address: string;
  readonly namedPorts: readonly NamedPort[];
}

/** An address at which no pod stands. */
export interface AddressEndpoint {
  readonly kind: "address";
  readonly name: string;
  readonly address: string;
}

/** One end of a connection. */
export type Endpoint = PodEndpoint | AddressEndpoint;

/**
 * How a network plug-in reads a block of addresses that a pod's own address lies in. The API leaves it open (Kubernetes
 * documentation, "Network Policies", on `ipBlock`): some let such a pod through, others look at selectors alone.
 */
export interface Reading {
  readonly blocksHoldPods: boolean;
}

/** Blocks say nothing of pods. */
export const SELECTORS_ALONE: Reading = { blocksHoldPods: false };

/** Both ways plug-ins read blocks. What is proven holds for each of them. */
export const READINGS: readonly Reading[] = [SELECTORS_ALONE, { blocksHoldPods: true }];

/** The ports of the target that the source reaches: both its way out and the target's way in have to be open. */
export function reachedPorts(
  policies: readonly NetworkPolicy[],
  source: Endpoint,
  target: Endpoint,
  space: PortSpace,
  reading: Reading,
): PortSet {
  return (
    admittedPorts(policies, "Egress", source, target, space, reading) &
    admittedPorts(policies, "Ingress", source, target, space, reading)
  );
}

/**
 * The ports that policies let through on one side: on the source's for `Egress`, on the target's for `Ingress`.
 *
 * Source: Kubernetes documentation, "Network Policies". A pod that no policy selects for a direction is open that way;
 * otherwise what any rule of any of these policies allows passes, and nothing else.
 */
export function admittedPorts(
  policies: readonly NetworkPolicy[],
  direction: Direction,
  source: Endpoint,
  target: Endpoint,
  space: PortSpace,
  reading: Reading,
): PortSet {
  const [guarded, other] = direction === "Egress" ? [source, target] : [target, source];
  if (guarded.kind === "address") return space.all;
  const holding = policies.filter(
    (policy) =>
      policy.namespace === guarded.namespace &&
      policy.directions.includes(direction) &&
      selects(policy.podSelector, guarded.labels),
  );
  if (holding.length === 0) return space.all;
  return holding
    .flatMap(({ namespace, ingress, egress }) =>
      (direction === "Egress" ? egress : ingress).map((rule) =>
        isNamed(rule, other, namespace, reading) ? portsOf(rule.ports, target, space) : 0n,
      ),
    )
    .reduce((union, ports) => union | ports, 0n);
}

/** Whether the labels are those that a selector looks for. Source: Kubernetes API reference, `LabelSelector`. */
export function selects(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return (
    Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value) &&
    selector.matchExpressions.every(({ key, operator, values }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
        default:
          throw new Error(`${operator} is no operator of a label selector`);
      }
    })
  );
}

function isNamed({ peers }: PolicyRule, other: Endpoint, namespace: string, reading: Reading): boolean {
  return peers.length === 0 || peers.some((peer) => isPeer(peer, other, namespace, reading));
}

/** Selectors of one peer narrow each other; without one for namespaces it means pods of the policy's own. */
function isPeer(peer: PolicyPeer, other: Endpoint, namespace: string, reading: Reading): boolean {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    if (other.kind === "pod" && !reading.blocksHoldPods) return false;
    return (
      blockHolds(ipBlock.cidr, other.address) && !ipBlock.except.some((except) => blockHolds(except, other.address))
    );
  }
  if (other.kind === "address") return false;
  const inNamespace =
    namespaceSelector === undefined ? other.namespace === namespace : selects(namespaceSelector, other.namespaceLabels);
  return inNamespace && (podSelector === undefined || selects(podSelector, other.labels));
}

function portsOf(ports: readonly PolicyPort[], target: Endpoint, space: PortSpace): PortSet {
  if (ports.length === 0) return space.all;
  return ports.map((port) => numbersOf(port, target, space)).reduce((union, numbers) => union | numbers, 0n);
}

/** A name is looked up in the pod that is reached; an address gives no names. */
function numbersOf({ protocol, port, endPort }: PolicyPort, target: Endpoint, space: PortSpace): PortSet {
  if (port === undefined) return space.every(protocol);
  if (typeof port === "number") return space.range({ protocol, first: port, last: endPort ?? port });
  if (target.kind === "address") return 0n;
  return target.namedPorts
    .filter((named) => named.name === port && named.protocol === protocol)
    .map((named) => space.range({ protocol, first: named.port, last: named.port }))
    .reduce((union, numbers) => union | numbers, 0n);
}
