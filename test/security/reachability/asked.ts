import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../../lib/core/json";
import { blockHolds } from "./addresses";
import type { EnvironmentEndpoint } from "./environment-network";
import type { Reading } from "./evaluate";
import type { Direction } from "./network-policy";
import { type PortRange, type PortSet, type PortSpace, PROTOCOLS } from "./port-space";

/** Traffic that a verb asked for, as a stack says it. */
export interface Asked {
  /** The verb and the construct it was said to. */
  readonly by: string;
  readonly from: JsonRecord;
  readonly to: JsonRecord;
  /** Empty means every port. */
  readonly ranges: readonly PortRange[];
  readonly side: "from" | "to" | "both";
}

/** Everything that an environment asks of its network. */
export interface AskedNetwork {
  readonly traffic: readonly Asked[];
  /** Those who are closed beside what was asked. */
  readonly closed: readonly JsonRecord[];
  /** Blocks of addresses that were named. */
  readonly blocks: readonly string[];
  /** Ranges of ports that were named. */
  readonly ranges: readonly PortRange[];
}

/** Private, shared, loopback, link-local and metadata addresses (RFC 1918, RFC 6598, RFC 1122, RFC 3927, RFC 4193, RFC 4291). */
export const NOT_INTERNET: readonly string[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
];

/** What no verb asks for, since it stands in the values of a chart: the operator that fetches secrets. */
function askedOfCharts(storePort: number, hasRole: boolean): readonly Asked[] {
  const everywhere = { place: "everybody" };
  const ask = (program: string, to: readonly number[], from: readonly number[]): readonly Asked[] => {
    const self = { namespace: "external-secrets", podLabels: { "app.kubernetes.io/name": program } };
    const by = `the values of the chart of ${program}`;
    const dns: readonly PortRange[] = [{ protocol: "UDP", first: 53, last: 53 }];
    return [
      { by, from: self, to: everywhere, ranges: [...dns, ...to.map(tcp)], side: "from" },
      { by, from: everywhere, to: self, ranges: from.map(tcp), side: "to" },
    ];
  };
  const role: Asked = {
    by: "the role of the operator",
    from: { namespace: "external-secrets", podLabels: { "app.kubernetes.io/name": "external-secrets" } },
    to: { cidrs: ["169.254.170.23/32"] },
    ranges: [tcp(80)],
    side: "from",
  };
  return [
    ...(hasRole ? [role] : []),
    ...ask("external-secrets", [53, 443, 6443, storePort], [8080, 8082]),
    ...ask("external-secrets-webhook", [53, 443, 6443], [8080, 8081, 10_250]),
    ...ask("external-secrets-cert-controller", [53, 443, 6443], [8080, 8081]),
  ];
}

function tcp(port: number): PortRange {
  return { protocol: "TCP", first: port, last: port };
}

/** What the verbs wrote into the stacks of an environment. */
export function askedOf(stacks: readonly JsonRecord[], storePort: number): AskedNetwork {
  const hasRole = stacks.some((stack) => "secrets_operator_role_arn" in recordAt(stack, "output"));
  const notes = stacks.map((stack) => recordAt(stack, "//", "palisade", "asked"));
  const traffic = [
    ...notes.flatMap((note) => listAt(note, "traffic").map((asked) => readAsked(recordAt(asked)))),
    ...askedOfCharts(storePort, hasRole),
  ];
  const parties = traffic.flatMap(({ from, to }) => [from, to]);
  return {
    traffic,
    closed: notes.flatMap((note) => listAt(note, "closed").filter(isJsonRecord)),
    blocks: parties.flatMap((party) => listAt(party, "cidrs").map(String)),
    ranges: traffic.flatMap(({ ranges }) => ranges),
  };
}

function readAsked(asked: JsonRecord): Asked {
  const side = textAt(asked, "side");
  if (side !== "from" && side !== "to" && side !== "both") throw new Error(`${side} is no side of traffic`);
  return {
    by: `${textAt(asked, "verb")} of ${textAt(asked, "at")}`,
    from: recordAt(asked, "from"),
    to: recordAt(asked, "to"),
    ranges: listAt(asked, "ports").map((port) => {
      const { port: first, endPort, protocol } = recordAt(port);
      return {
        protocol: PROTOCOLS.find((known) => known === protocol) ?? "TCP",
        first: Number(first),
        last: Number(endPort ?? first),
      };
    }),
    side,
  };
}

/** The ports of the target that were asked for on one side: the source's for `Egress`, the target's for `Ingress`. */
export function askedPorts(
  { traffic, closed }: AskedNetwork,
  direction: Direction,
  source: EnvironmentEndpoint,
  target: EnvironmentEndpoint,
  space: PortSpace,
  reading: Reading,
): PortSet {
  const [guarded, side] = direction === "Egress" ? [source, "from"] : [target, "to"];
  if (!closed.some((party) => isMeant(party, guarded, reading))) return space.all;
  return traffic
    .filter((asked) => asked.side === side || asked.side === "both")
    .filter(({ from, to }) => isMeant(from, source, reading) && isMeant(to, target, reading))
    .map(({ ranges }) => portsOf(ranges, space))
    .reduce((union, ports) => union | ports, 0n);
}

/** The ports of ranges; every port where there is none. */
export function portsOf(ranges: readonly PortRange[], space: PortSpace): PortSet {
  if (ranges.length === 0) return space.all;
  return ranges.map((range) => space.range(range)).reduce((union, ports) => union | ports, 0n);
}

/** Whether an endpoint is one that was meant, by what was said and not by how a policy finds it. */
export function isMeant(party: JsonRecord, endpoint: EnvironmentEndpoint, { blocksHoldPods }: Reading): boolean {
  const construct = textAt(party, "construct");
  const namespace = textAt(party, "namespace");
  const mayBeBlock = endpoint.kind === "address" || blocksHoldPods;
  if (construct !== undefined) {
    const path = endpoint.kind === "pod" ? endpoint.path : undefined;
    return path !== undefined && (path === construct || path.startsWith(`${construct}/`));
  }
  if (namespace !== undefined) {
    if (endpoint.kind === "address" || endpoint.namespace !== namespace) return false;
    return Object.entries(recordAt(party, "podLabels")).every(([key, value]) => endpoint.labels[key] === value);
  }
  switch (textAt(party, "place")) {
    case "everybody":
      return true;
    case "anyPod":
      return endpoint.kind === "pod";
    case "anywhere":
      return mayBeBlock;
    case "internet":
      return mayBeBlock && !NOT_INTERNET.some((block) => blockHolds(block, endpoint.address));
  }
  if (Array.isArray(party["selectors"])) {
    return listAt(party, "selectors").some((selector) => isSelected(recordAt(selector), endpoint, mayBeBlock));
  }
  if (!Array.isArray(party["cidrs"])) throw new Error(`nobody is meant by ${JSON.stringify(party)}`);
  return mayBeBlock && listAt(party, "cidrs").some((block) => blockHolds(String(block), endpoint.address));
}

/** Whether an endpoint is one of those that a mesh, or a peer of somebody's own, named by labels. */
function isSelected(selector: JsonRecord, endpoint: EnvironmentEndpoint, mayBeBlock: boolean): boolean {
  const cidr = textAt(selector, "cidr");
  if (cidr !== undefined) {
    const holds = (block: unknown) => blockHolds(String(block), endpoint.address);
    return mayBeBlock && holds(cidr) && !listAt(selector, "exceptCidrs").some(holds);
  }
  if (selector["namespaceLabels"] === undefined) throw new Error(`whose namespace is it: ${JSON.stringify(selector)}`);
  if (endpoint.kind === "address") return false;
  const has = (labels: Readonly<Record<string, string>>, wanted: string) =>
    Object.entries(recordAt(selector, wanted)).every(([key, value]) => labels[key] === value);
  return has(endpoint.namespaceLabels, "namespaceLabels") && has(endpoint.labels, "podLabels");
}
