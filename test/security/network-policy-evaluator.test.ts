import fc from "fast-check";
import type { JsonRecord } from "../../lib/core/json";
import { type Endpoint, type PodEndpoint, READINGS, reachedPorts, SELECTORS_ALONE } from "./reachability/evaluate";
import { isOpenNaively } from "./reachability/naive";
import { type NetworkPolicy, policyOf, rangesOf } from "./reachability/network-policy";
import { PortSpace, type Protocol } from "./reachability/port-space";

function pod(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  more: Partial<PodEndpoint> = {},
): PodEndpoint {
  return {
    kind: "pod",
    name: "it",
    namespace,
    namespaceLabels: { "kubernetes.io/metadata.name": namespace },
    labels,
    address: "10.1.0.1",
    namedPorts: [],
    ...more,
  };
}

function address(text: string): Endpoint {
  return { kind: "address", name: text, address: text };
}

function policy(namespace: string, spec: JsonRecord): NetworkPolicy {
  return policyOf({ metadata: { name: "it" }, spec }, namespace);
}

function isOpen(
  policies: readonly NetworkPolicy[],
  source: Endpoint,
  target: Endpoint,
  port: number,
  protocol: Protocol = "TCP",
  reading = SELECTORS_ALONE,
): boolean {
  const asked = { protocol, first: port, last: port };
  const space = new PortSpace([...policies.flatMap(rangesOf), asked]);
  return (reachedPorts(policies, source, target, space, reading) & space.range(asked)) !== 0n;
}

// Each case is one of the Kubernetes documentation, "Network Policies".
describe("the policy of the documentation's first example", () => {
  const frontend = { matchLabels: { role: "frontend" } };
  const example = policy("default", {
    podSelector: { matchLabels: { role: "db" } },
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        from: [
          { ipBlock: { cidr: "172.17.0.0/16", except: ["172.17.1.0/24"] } },
          { namespaceSelector: { matchLabels: { project: "myproject" } } },
          { podSelector: frontend },
        ],
        ports: [{ protocol: "TCP", port: 6379 }],
      },
    ],
    egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/24" } }], ports: [{ protocol: "TCP", port: 5978 }] }],
  });
  const db = pod("default", { role: "db" });
  const project = { namespaceLabels: { project: "myproject" } };

  test.each<[string, Endpoint, boolean]>([
    ["an address of the block", address("172.17.0.9"), true],
    ["the last address of the block", address("172.17.255.255"), true],
    ["the address before the block", address("172.16.255.255"), false],
    ["an address of the exception", address("172.17.1.7"), false],
    ["any pod of a namespace with the label", pod("other", {}, project), true],
    ["a pod of the same namespace with the label", pod("default", { role: "frontend" }), true],
    ["a pod of another namespace with that label", pod("other", { role: "frontend" }), false],
    ["another pod of the same namespace", pod("default", { role: "backend" }), false],
  ])("%s", (_, source, open) => {
    expect(isOpen([example], source, db, 6379)).toBe(open);
    expect(isOpen([example], source, db, 6380)).toBe(false);
    expect(isOpen([example], source, db, 6379, "UDP")).toBe(false);
  });

  test("what leaves goes to the block and the port alone", () => {
    expect(isOpen([example], db, address("10.0.0.4"), 5978)).toBe(true);
    expect(isOpen([example], db, address("10.0.0.4"), 5979)).toBe(false);
    expect(isOpen([example], db, address("10.0.1.4"), 5978)).toBe(false);
  });

  test("pods that no policy selects are open", () => {
    expect(isOpen([example], pod("other", {}), pod("default", { role: "web" }), 80)).toBe(true);
    expect(isOpen([example], pod("other", {}), pod("other", { role: "db" }), 80)).toBe(true);
  });
});

describe("selectors of peers", () => {
  const target = pod("default", {});
  const admin = { matchLabels: { role: "client" } };
  const users = { matchLabels: { user: "alice" } };
  const inNamespace = { namespaceLabels: { user: "alice" } };
  const rule = (from: JsonRecord[]): NetworkPolicy[] => [policy("default", { podSelector: {}, ingress: [{ from }] })];

  test("two in one peer narrow each other", () => {
    const policies = rule([{ namespaceSelector: users, podSelector: admin }]);
    expect(isOpen(policies, pod("a", { role: "client" }, inNamespace), target, 80)).toBe(true);
    expect(isOpen(policies, pod("a", {}, inNamespace), target, 80)).toBe(false);
    expect(isOpen(policies, pod("default", { role: "client" }), target, 80)).toBe(false);
  });

  test("two peers widen", () => {
    const policies = rule([{ namespaceSelector: users }, { podSelector: admin }]);
    expect(isOpen(policies, pod("a", {}, inNamespace), target, 80)).toBe(true);
    expect(isOpen(policies, pod("default", { role: "client" }), target, 80)).toBe(true);
    expect(isOpen(policies, pod("b", { role: "client" }), target, 80)).toBe(false);
  });

  test("an empty one for namespaces is every namespace, and no address", () => {
    const policies = rule([{ namespaceSelector: {} }]);
    expect(isOpen(policies, pod("b", {}), target, 80)).toBe(true);
    expect(isOpen(policies, address("10.1.0.1"), target, 80)).toBe(false);
  });

  test.each([
    ["In", ["frontend", "backend"], ["frontend"]],
    ["NotIn", ["frontend"], ["other", undefined]],
    ["Exists", [], ["frontend", "other"]],
    ["DoesNotExist", [], [undefined]],
  ])("%s", (operator, values, found) => {
    const policies = rule([{ namespaceSelector: { matchExpressions: [{ key: "team", operator, values }] } }]);
    const open = ["frontend", "other", undefined].filter((team) =>
      isOpen(policies, pod("b", {}, { namespaceLabels: team === undefined ? {} : { team } }), target, 80),
    );
    expect(open).toEqual(found);
  });

  test("a block holds a pod by its address where the network reads it so", () => {
    const policies = rule([{ ipBlock: { cidr: "10.1.0.0/24" } }]);
    const source = pod("b", {});
    expect(READINGS.map((reading) => isOpen(policies, source, target, 80, "TCP", reading))).toEqual([false, true]);
  });

  test("IPv6 and IPv4 blocks hold addresses of their own family", () => {
    const policies = rule([{ ipBlock: { cidr: "::/0", except: ["fc00::/7"] } }]);
    const sources = ["2001:db8::1", "fd00::1", "192.0.2.1"];
    expect(sources.map((source) => isOpen(policies, address(source), target, 80))).toEqual([true, false, false]);
  });
});

describe("directions", () => {
  const web = pod("default", {});
  const other = pod("other", {});

  test.each([
    ["deny all ingress", { policyTypes: ["Ingress"] }, false, true],
    ["allow all ingress", { policyTypes: ["Ingress"], ingress: [{}] }, true, true],
    ["deny all egress", { policyTypes: ["Egress"] }, true, false],
    ["allow all egress", { policyTypes: ["Egress"], egress: [{}] }, true, true],
    ["deny all", { policyTypes: ["Ingress", "Egress"] }, false, false],
    ["no types, no egress rule", {}, false, true],
    ["no types, an egress rule", { egress: [{ ports: [{ port: 1 }] }] }, false, false],
    ["no types, an empty list of egress rules", { egress: [] }, false, true],
  ])("%s", (_, spec, comesIn, leaves) => {
    const policies = [policy("default", { podSelector: {}, ...spec })];
    expect([isOpen(policies, other, web, 80), isOpen(policies, web, other, 80)]).toEqual([comesIn, leaves]);
  });

  test("both sides have to be open", () => {
    const leaves = policy("other", { podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: 80 }] }] });
    const comesIn = policy("default", { podSelector: {}, ingress: [{ ports: [{ port: 81 }] }] });
    expect(isOpen([leaves], other, web, 80)).toBe(true);
    expect(isOpen([comesIn], other, web, 81)).toBe(true);
    expect([80, 81].map((port) => isOpen([leaves, comesIn], other, web, port))).toEqual([false, false]);
  });

  test("policies add up, and none takes away", () => {
    const deny = policy("default", { podSelector: {}, policyTypes: ["Ingress"] });
    const allow = policy("default", { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] });
    expect(isOpen([deny, allow], other, web, 80)).toBe(true);
  });
});

describe("ports", () => {
  const source = pod("other", {});
  const target = pod("default", {}, { namedPorts: [{ name: "web", port: 8080, protocol: "TCP" }] });
  const open = (port: JsonRecord, number: number, protocol: Protocol = "TCP", to: Endpoint = target): boolean =>
    isOpen([policy("default", { podSelector: {}, ingress: [{ ports: [port] }] })], source, to, number, protocol);

  test("a range has both its ends", () => {
    const range = { port: 32_000, endPort: 32_768 };
    expect([31_999, 32_000, 32_768, 32_769].map((port) => open(range, port))).toEqual([false, true, true, false]);
  });

  test("a name is looked up in the pod that is reached, with its transport", () => {
    expect([8080, 80].map((port) => open({ port: "web" }, port))).toEqual([true, false]);
    expect(open({ port: "web", protocol: "UDP" }, 8080, "UDP")).toBe(false);
    expect(open({ port: "web" }, 8080, "TCP", pod("default", {}))).toBe(false);
  });

  test("a name in an egress rule is the target's too", () => {
    const egress = [
      policy("other", { podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: "web" }] }] }),
    ];
    expect(isOpen(egress, source, target, 8080)).toBe(true);
    expect(isOpen(egress, source, address("192.0.2.1"), 8080)).toBe(false);
  });

  test("without a number it is every port of the transport", () => {
    expect(open({ protocol: "UDP" }, 9, "UDP")).toBe(true);
    expect(open({ protocol: "UDP" }, 9, "TCP")).toBe(false);
  });
});

describe("random policies", () => {
  const labels = fc.constantFrom<Record<string, string>>({}, { a: "1" }, { a: "2" }, { a: "1", b: "1" });
  const selector = fc.oneof(
    labels.map((matchLabels) => ({ matchLabels })),
    fc
      .record({
        key: fc.constantFrom("a", "b"),
        operator: fc.constantFrom("In", "NotIn", "Exists", "DoesNotExist"),
      })
      .map(({ key, operator }) => ({
        matchExpressions: [{ key, operator, values: operator.endsWith("In") ? ["1"] : [] }],
      })),
  );
  const block = fc.constantFrom(
    { cidr: "10.1.0.0/24" },
    { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] },
    { cidr: "::/0", except: ["fc00::/7"] },
    { cidr: "192.0.2.1/32" },
  );
  const peer = fc.oneof(
    block.map((ipBlock) => ({ ipBlock })),
    fc.record({ podSelector: selector }),
    fc.record({ namespaceSelector: selector }),
    fc.record({ podSelector: selector, namespaceSelector: selector }),
  );
  const port = fc.oneof(
    fc.record({ protocol: fc.constantFrom("TCP", "UDP", "SCTP") }),
    fc.record({ port: fc.constantFrom(1, 80, 443, 65_535, "web") }, { requiredKeys: ["port"] }),
    fc.record({
      port: fc.constantFrom(80, 81),
      endPort: fc.constantFrom(81, 100),
      protocol: fc.constantFrom("TCP", "UDP"),
    }),
  );
  const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 });
  const rules = (side: string) => few(fc.record({ [side]: few(peer), ports: few(port) }, { requiredKeys: [] }));
  const namespace = fc.constantFrom("n1", "n2");
  const policies = fc.array(
    fc.record({
      namespace,
      spec: fc.record(
        {
          podSelector: selector,
          policyTypes: fc.subarray(["Ingress", "Egress"], { minLength: 1 }),
          ingress: rules("from"),
          egress: rules("to"),
        },
        { requiredKeys: ["podSelector"] },
      ),
    }),
    { maxLength: 4 },
  );
  const endpoint = fc.oneof(
    fc
      .record({ namespace, labels, namespaceLabels: labels, namedPort: fc.constantFrom(80, 443) })
      .map(({ namespace: name, labels: own, namespaceLabels, namedPort }) =>
        pod(name, own, { namespaceLabels, namedPorts: [{ name: "web", port: namedPort, protocol: "TCP" }] }),
      ),
    fc.constantFrom("10.1.0.7", "192.0.2.1", "203.0.113.9", "2001:db8::1", "fd00::1").map(address),
  );

  test("are read as one port at a time is, by the words of the API", () => {
    fc.assert(
      fc.property(
        policies,
        endpoint,
        endpoint,
        fc.constantFrom(1, 2, 80, 81, 82, 100, 101, 443, 65_535),
        fc.constantFrom<Protocol>("TCP", "UDP", "SCTP"),
        fc.constantFrom(...READINGS),
        (made, source, target, number, protocol, reading) => {
          const read = made.map((one) => policy(one.namespace, one.spec));
          const manifests = made.map((one) => ({ metadata: { namespace: one.namespace }, spec: one.spec }));
          expect(isOpen(read, source, target, number, protocol, reading)).toBe(
            isOpenNaively(manifests, source, target, { number, protocol }, reading.blocksHoldPods),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
});
