import {
  ADMIN_PORTS,
  CHAIN_PORTS,
  CONTROL_PORTS,
  DATABASE_PORTS,
  isEveryPort,
  isPeerRange,
  isVpnPort,
  knownIn,
  PEER_PORTS,
  speaksOfPeers,
  transportOf,
} from "../../../lib/guardrails/ports";

const only = (port: number) => ({ first: port, last: port });

describe("ports that are known", () => {
  it("are found at both ends of a range, and not beside it", () => {
    const ssh = ADMIN_PORTS.filter(({ of }) => of === "SSH");
    const inRange = (first: number, last: number) => knownIn({ first, last }, "tcp", ssh).length;
    expect([inRange(22, 22), inRange(1, 22), inRange(22, 99), inRange(1, 21), inRange(23, 99)]).toEqual([
      1, 1, 1, 0, 0,
    ]);
  });

  it("are those of their transport, and of both where a rule names none", () => {
    const found = (protocol: string) => knownIn(only(5432), protocol, DATABASE_PORTS).map(({ of }) => of);
    expect([found("tcp"), found("udp"), found("all")]).toEqual([["PostgreSQL"], [], ["PostgreSQL"]]);
    expect(knownIn(only(3389), "udp", ADMIN_PORTS)).toHaveLength(1);
  });

  it("of peers are private to nobody: no number is both, over one transport", () => {
    const others = [...ADMIN_PORTS, ...CONTROL_PORTS, ...DATABASE_PORTS, ...CHAIN_PORTS];
    const clashes = PEER_PORTS.flatMap((peer) =>
      knownIn(peer, peer.protocol ?? "all", others).map(({ of }) => `${peer.of} ${peer.first} and ${of}`),
    );
    expect(clashes).toEqual([]);
  });

  it("hold the clients of the catalogue, both sides", () => {
    expect(knownIn(only(8545), "tcp", CHAIN_PORTS).map(({ of }) => of)).toContain("Geth");
    expect(isPeerRange({ first: 30_900, last: 30_901 }, "udp")).toBe(true);
  });
});

describe("a range for peers", () => {
  it.each([
    [8000, 8030, "tcp", true],
    [8000, 8031, "tcp", false],
    [7999, 8030, "tcp", false],
    [9000, 9001, "udp", true],
    [9000, 9001, "tcp", false],
    [30_303, 30_304, "all", true],
    [30_303, 30_333, "udp", false],
    [26_656, 26_657, "tcp", false],
  ])("from %d to %d over %s: %j", (first, last, protocol, expected) => {
    expect(isPeerRange({ first, last }, protocol)).toBe(expected);
  });
});

test.each([
  ["el-p2p", true],
  ["el-discovery5", true],
  ["cl-quic", true],
  ["P2P ports of chain software, open to peers", true],
  ["discv4", true],
  ["geth_p2p", true],
  ["libp2p over TCP", true],
  ["devp2p", true],
  ["for the VPC peering", false],
  ["speers", false],
  ["", false],
])("%j speaks of peers: %j", (text, expected) => {
  expect(speaksOfPeers(text)).toBe(expected);
});

test("every port is every port with and without zero", () => {
  const ranges = [
    [0, 65_535],
    [1, 65_535],
    [2, 65_535],
    [0, 65_534],
  ] as const;
  expect(ranges.map(([first, last]) => isEveryPort({ first, last }))).toEqual([true, true, false, false]);
});

test("Kubernetes speaks TCP where nothing is said", () => {
  expect([transportOf("UDP"), transportOf("TCP"), transportOf(undefined)]).toEqual(["udp", "tcp", "tcp"]);
});

test.each([
  [51_820, 51_820, "udp", true],
  [500, 500, "udp", true],
  [51_820, 51_820, "tcp", false],
  [500, 4500, "udp", false],
  [51_821, 51_821, "udp", false],
])("the ports %d to %d over %s are those of a VPN: %j", (first, last, protocol, expected) => {
  expect(isVpnPort({ first, last }, protocol)).toBe(expected);
});
