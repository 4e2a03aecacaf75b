import {
  type Direction,
  EVERYTHING,
  type LabelSelector,
  type NetworkPolicy,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
} from "./network-policy";

/** A policy with one thing changed. */
export interface Mutant {
  /** The policy and what was changed, in words. */
  readonly name: string;
  /** Policies that stand in its place. */
  readonly instead: readonly NetworkPolicy[];
}

/** A namespace without policies, and a block that nobody asks for (RFC 5737): both have to be among the endpoints. */
export const WRONG_NAMESPACE = "elsewhere";
export const WRONG_BLOCK = "192.0.2.0/24";
const NOBODY: LabelSelector = { matchLabels: { "example.org/nobody": "nobody" }, matchExpressions: [] };
const WRONG_NAMESPACE_SELECTOR: LabelSelector = {
  matchLabels: { "kubernetes.io/metadata.name": WRONG_NAMESPACE },
  matchExpressions: [],
};

/** A change to a part of a policy: in words, and the part in its place. Undefined leaves the part out. */
type Change<T> = readonly [words: string, instead: T | undefined];

/** Every way a policy is widened, narrowed, dropped or misdirected by one slip. */
export function mutantsOf(policy: NetworkPolicy, namespaces: readonly string[]): readonly Mutant[] {
  const changes: Change<NetworkPolicy>[] = [
    ["removed", undefined],
    ["holds for nobody", { ...policy, podSelector: NOBODY }],
    ...(isEverything(policy.podSelector)
      ? []
      : [["holds for every pod", { ...policy, podSelector: EVERYTHING }] as const]),
    ...namespaces
      .filter((namespace) => namespace !== policy.namespace)
      .map((namespace): Change<NetworkPolicy> => [`moved to ${namespace}`, { ...policy, namespace }]),
    ...policy.directions.flatMap((direction) => directionChanges(policy, direction)),
  ];
  return changes.map(([words, instead]) => ({
    name: `${policy.namespace}/${policy.name}: ${words}`,
    instead: instead === undefined ? [] : [instead],
  }));
}

function directionChanges(policy: NetworkPolicy, direction: Direction): Change<NetworkPolicy>[] {
  const side = direction === "Ingress" ? "ingress" : "egress";
  const withRules = (rules: readonly PolicyRule[]): NetworkPolicy => ({ ...policy, [side]: rules });
  const rules = policy[side];
  return [
    [`${side} not closed`, { ...policy, directions: policy.directions.filter((other) => other !== direction) }],
    [`${side} open to everybody`, withRules([...rules, { peers: [], ports: [] }])],
    ...each(rules, ruleChanges).map(
      ([words, instead]): Change<NetworkPolicy> => [`${side} ${words}`, withRules(instead)],
    ),
  ];
}

function ruleChanges(rule: PolicyRule): Change<PolicyRule>[] {
  const { peers, ports } = rule;
  return [
    ["dropped", undefined],
    ...(peers.length === 0 ? [] : [["for everybody", { ...rule, peers: [] }] as const]),
    ...(ports.length === 0
      ? [["for port 1 alone", { ...rule, ports: [{ protocol: "TCP", port: 1 }] }] as const]
      : [["for every port", { ...rule, ports: [] }] as const]),
    // A rule that loses its last peer or port would mean everybody; that is another change.
    ...each(peers, peerChanges)
      .filter(([, instead]) => instead.length > 0)
      .map(([words, instead]): Change<PolicyRule> => [`peer ${words}`, { ...rule, peers: instead }]),
    ...each(ports, portChanges)
      .filter(([, instead]) => instead.length > 0)
      .map(([words, instead]): Change<PolicyRule> => [`port ${words}`, { ...rule, ports: instead }]),
  ];
}

function peerChanges(peer: PolicyPeer): Change<PolicyPeer>[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  if (ipBlock !== undefined) {
    const everything = ipBlock.cidr.includes(":") ? "::/0" : "0.0.0.0/0";
    const wide = ipBlock.cidr === everything;
    return [
      ["dropped", undefined],
      ["of another block", { ipBlock: { cidr: WRONG_BLOCK, except: [] } }],
      ...(wide ? [] : [["of every block", { ipBlock: { cidr: everything, except: [] } }] as const]),
      ...each(ipBlock.except, (): Change<string>[] => [["forgotten", undefined]]).map(
        ([words, except]): Change<PolicyPeer> => [`exception ${words}`, { ipBlock: { ...ipBlock, except } }],
      ),
    ];
  }
  return [
    ["dropped", undefined],
    ["of nobody's labels", { ...peer, podSelector: NOBODY }],
    ...(podSelector === undefined || isEverything(podSelector)
      ? []
      : [["of any labels", { ...peer, podSelector: EVERYTHING }] as const]),
    ["of another namespace", { ...peer, namespaceSelector: WRONG_NAMESPACE_SELECTOR }],
    ...(namespaceSelector !== undefined && isEverything(namespaceSelector)
      ? []
      : [["of any namespace", { ...peer, namespaceSelector: EVERYTHING }] as const]),
    ...(namespaceSelector === undefined
      ? []
      : [["of the policy's own namespace", { podSelector: podSelector ?? EVERYTHING }] as const]),
  ];
}

function portChanges(port: PolicyPort): Change<PolicyPort>[] {
  const { protocol, port: number } = port;
  return [
    ["dropped", undefined],
    ["of every number", { protocol }],
    ["of another transport", { ...port, protocol: protocol === "TCP" ? "UDP" : "TCP" }],
    ...(typeof number === "number"
      ? ([
          ["one higher", { protocol, port: number + 1 }],
          ["one lower", { protocol, port: number - 1 }],
          ["and the two after it", { protocol, port: number, endPort: number + 2 }],
        ] as const)
      : []),
  ];
}

/** Every list that differs in one item, with the item's number in words. */
function each<T>(
  items: readonly T[],
  changes: (item: T) => readonly Change<T>[],
): readonly (readonly [words: string, items: readonly T[]])[] {
  return items.flatMap((item, index) =>
    changes(item).map(([words, instead]) => {
      const list = items.flatMap((other, place) =>
        place !== index ? [other] : instead === undefined ? [] : [instead],
      );
      return [`${index} ${words}`, list] as const;
    }),
  );
}

function isEverything({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
