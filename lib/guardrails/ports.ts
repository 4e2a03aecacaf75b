import { CLIENTS } from "../catalogue";

/** Ports from the first to the last, both included. */
export interface PortRange {
  /** First number. */
  readonly first: number;
  /** Last number. */
  readonly last: number;
}

/** Ports that are known to be of one thing. */
export interface KnownPorts extends PortRange {
  /** What listens there, for messages: `SSH`. */
  readonly of: string;
  /** Transport. @default - both */
  readonly protocol?: "tcp" | "udp";
}

/** Every port. */
export const ALL_PORTS: PortRange = { first: 0, last: 65_535 };

/** True for a range of every port; zero is no port that anything can be reached at. */
export function isEveryPort({ first, last }: PortRange): boolean {
  return first <= 1 && last >= ALL_PORTS.last;
}

/**
 * Known ports that lie in a range.
 *
 * @param protocol `tcp` or `udp`; anything else stands for both
 */
export function knownIn(range: PortRange, protocol: string, known: readonly KnownPorts[]): readonly KnownPorts[] {
  return known.filter(
    (each) => each.first <= range.last && range.first <= each.last && speaks(each.protocol, protocol),
  );
}

/** Whether a range holds nothing but ports for the peers of a chain. @param protocol as for `knownIn` */
export function isPeerRange({ first, last }: PortRange, protocol: string): boolean {
  let reached = first;
  for (const port of PEER_PORTS) {
    if (port.first <= reached && reached <= port.last && speaks(port.protocol, protocol)) reached = port.last + 1;
  }
  return reached > last;
}

/** Transport of a port of Kubernetes, which is TCP where nothing is said. */
export function transportOf(protocol: unknown): "tcp" | "udp" {
  return protocol === "UDP" ? "udp" : "tcp";
}

function speaks(known: string | undefined, protocol: string): boolean {
  return known === undefined || known === protocol || (protocol !== "tcp" && protocol !== "udp");
}

function tcp(port: number, of: string, last = port): KnownPorts {
  return { first: port, last, of, protocol: "tcp" };
}

function udp(port: number, of: string, last = port): KnownPorts {
  return { first: port, last, of, protocol: "udp" };
}

function both(port: number, of: string, last = port): KnownPorts {
  return { first: port, last, of };
}

/** Ports at which machines are administered. Source: IANA's register of service names and port numbers. */
export const ADMIN_PORTS: readonly KnownPorts[] = [
  tcp(22, "SSH"),
  tcp(23, "Telnet"),
  both(3389, "Remote Desktop"),
  tcp(5900, "VNC"),
  tcp(5985, "WinRM", 5986),
];

/**
 * Ports that give away a whole cluster, host or store of secrets. Sources: Kubernetes, "Ports and Protocols"; Docker,
 * "Protect the Docker daemon socket"; HashiCorp, Vault's listener.
 */
export const CONTROL_PORTS: readonly KnownPorts[] = [
  tcp(2375, "the Docker daemon", 2376),
  tcp(2379, "etcd", 2380),
  tcp(6443, "the Kubernetes API"),
  tcp(8200, "Vault", 8201),
  tcp(10_250, "the kubelet"),
  tcp(10_255, "the kubelet without authentication"),
  tcp(10_257, "the controller manager of Kubernetes"),
  tcp(10_259, "the scheduler of Kubernetes"),
];

/** Ports of databases, caches and queues. Source: IANA's register of service names and port numbers. */
export const DATABASE_PORTS: readonly KnownPorts[] = [
  tcp(1433, "SQL Server"),
  tcp(1521, "Oracle"),
  tcp(3306, "MySQL"),
  tcp(5432, "PostgreSQL"),
  tcp(5439, "Redshift"),
  tcp(6379, "Redis"),
  tcp(9042, "Cassandra"),
  tcp(9092, "Kafka"),
  tcp(9200, "OpenSearch"),
  tcp(9300, "OpenSearch"),
  both(11_211, "memcached"),
  tcp(27_017, "MongoDB", 27_019),
];

const INSIDE_USES: readonly string[] = ["rpc", "websocket", "beacon"];

/**
 * Ports of chain software that only the inside may reach. Sources: the clients of the catalogue; documentation of geth,
 * op-node, Nitro, Agave, CometBFT, AvalancheGo, Bitcoin Core, electrs, LND, Core Lightning, Prysm, Teku, Lodestar,
 * Charon and the Polkadot SDK.
 */
export const CHAIN_PORTS: readonly KnownPorts[] = [
  ...Object.values(CLIENTS).flatMap((client) =>
    client.ports.filter(({ use }) => INSIDE_USES.includes(use)).map(({ port }) => tcp(port, client.title)),
  ),
  tcp(8551, "the engine API"),
  tcp(8547, "the RPC of Nitro", 8548),
  tcp(9545, "the RPC of op-node"),
  tcp(5051, "the beacon API of Teku"),
  tcp(9596, "the beacon API of Lodestar"),
  tcp(5062, "the key manager API"),
  tcp(7500, "the key manager API of Prysm"),
  tcp(3600, "the validator API of Charon"),
  tcp(8899, "the RPC of Solana", 8900),
  tcp(26_657, "the RPC of CometBFT"),
  tcp(26_658, "the private validator port of CometBFT"),
  tcp(9650, "the API of AvalancheGo"),
  tcp(8332, "the RPC of Bitcoin"),
  tcp(18_332, "the RPC of Bitcoin's testnet3"),
  tcp(38_332, "the RPC of Bitcoin's signet"),
  tcp(48_332, "the RPC of Bitcoin's testnet4"),
  tcp(28_332, "the notifications of Bitcoin", 28_333),
  tcp(50_001, "Electrum"),
  tcp(10_009, "the gRPC of LND"),
  tcp(9736, "the gRPC of Core Lightning"),
  tcp(9944, "the RPC of the Polkadot SDK"),
];

/**
 * Ports that peers have to reach. From the least number up, so that neighbours make one range. Sources: the clients of
 * the catalogue, and the documentation named at `CHAIN_PORTS` with that of Prysm, Charon, Firedancer, NEAR, Sui, Aptos.
 */
export const PEER_PORTS: readonly KnownPorts[] = [
  ...Object.values(CLIENTS).flatMap((client) =>
    client.peerPorts.map(({ offset, protocol }) =>
      (protocol === "TCP" ? tcp : udp)(client.firstPeerPort + offset, client.title),
    ),
  ),
  tcp(3610, "Charon"),
  both(6180, "Aptos"),
  both(6182, "Aptos"),
  both(8000, "Solana", 8030),
  udp(8084, "Sui"),
  both(8333, "Bitcoin"),
  both(9000, "Ethereum's consensus"),
  udp(9001, "Ethereum's consensus"),
  udp(9007, "Firedancer"),
  udp(9200, "Ethereum's discovery"),
  both(9222, "the OP stack"),
  tcp(9651, "Avalanche"),
  tcp(9735, "Lightning"),
  udp(12_000, "Prysm"),
  both(13_000, "Prysm"),
  both(18_333, "Bitcoin's testnet3"),
  tcp(24_567, "NEAR"),
  tcp(26_656, "CometBFT"),
  both(30_303, "Ethereum's execution", 30_304),
  both(30_333, "the Polkadot SDK", 30_334),
  both(38_333, "Bitcoin's signet"),
  both(42_069, "Erigon"),
  both(48_333, "Bitcoin's testnet4"),
].sort((one, other) => one.first - other.first);

/** Ports of VPNs, which answer nobody without a key and keep other ports shut. Sources: WireGuard's documentation; IANA. */
const VPN_PORTS: readonly KnownPorts[] = [
  udp(500, "IPsec"),
  udp(1194, "OpenVPN"),
  udp(4500, "IPsec"),
  udp(51_820, "WireGuard"),
];

/** Whether one port is that of a VPN. */
export function isVpnPort({ first, last }: PortRange, protocol: string): boolean {
  return protocol === "udp" && first === last && knownIn({ first, last }, protocol, VPN_PORTS).length > 0;
}

const PEER_WORDS = /(?<![a-z0-9])((dev|lib)?p2p|peers?|gossip|discovery\d?|disc(v[45])?|quic)(?![a-z0-9])/i;

/** Whether the name of a port or the description of a rule says that it is for the peers of a chain. */
export function speaksOfPeers(text: string): boolean {
  return PEER_WORDS.test(text);
}
