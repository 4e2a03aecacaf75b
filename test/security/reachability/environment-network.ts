import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../../lib/core/json";
import type { PodView } from "../../../lib/guardrails/subjects/pod-view";
import { podsOf } from "../../../lib/guardrails/subjects/pods";
import { readStack } from "../../../lib/guardrails/subjects/read-stack";
import { representatives } from "./addresses";
import { type AskedNetwork, askedOf, NOT_INTERNET } from "./asked";
import { CHART_NETWORKS, valuesOf } from "./chart-pods";
import type { AddressEndpoint, NamedPort, PodEndpoint } from "./evaluate";
import { WRONG_BLOCK, WRONG_NAMESPACE } from "./mutants";
import { blocksOf, type NetworkPolicy, policyOf, rangesOf } from "./network-policy";
import { PortSpace, PROTOCOLS } from "./port-space";

/** What a test knows of an environment beside its stacks. */
export interface EnvironmentFacts {
  /** First three numbers of the addresses that its pods get. */
  readonly podAddresses: string;
  /** Whether anything in it has an IPv6 address. */
  readonly hasIpv6: boolean;
  /** Port of its Vault. */
  readonly storePort: number;
}

/** A pod, and the construct that declares it. */
export interface EnvironmentPod extends PodEndpoint {
  /** Path of the construct; undefined for pods of charts and for strangers. */
  readonly path: string | undefined;
  /** Whether nobody declares it: it stands for whatever else may run in the cluster. */
  readonly isStranger: boolean;
}

/** One end of a connection in an environment. */
export type EnvironmentEndpoint = EnvironmentPod | AddressEndpoint;

/** Everything that reachability in an environment is decided from. */
export interface EnvironmentNetwork {
  readonly policies: readonly NetworkPolicy[];
  readonly endpoints: readonly EnvironmentEndpoint[];
  readonly asked: AskedNetwork;
  readonly space: PortSpace;
}

/** What EKS gives Services unless told otherwise; a stack learns it from the cluster only when it is applied. */
const SERVICE_ADDRESSES = "172.20.0.0/16";
const SERVICE_REFERENCE = /\$\{data\.aws_eks_cluster\.[\w-]+\.kubernetes_network_config\[0\]\.service_ipv4_cidr\}/g;
const NAMESPACE_REFERENCE = /\$\{kubernetes_namespace_v1\.([\w-]+)\.metadata\[0\]\.name\}/g;

/** Reads all stacks of an environment. @throws Error for a chart whose pods nobody wrote down here */
export function readNetwork(stacks: readonly JsonRecord[], facts: EnvironmentFacts): EnvironmentNetwork {
  const resolved = stacks.map(withoutReferences);
  const views = resolved.map((json) => readStack({ name: "stack", json }));
  const objects = views.flatMap((view) => view.objects);
  const releases = resolved.flatMap(chartReleases);
  const policies = [
    ...objects
      .filter(({ kind }) => kind === "NetworkPolicy")
      .map(({ manifest, namespace }) => policyOf(manifest, namespace ?? "")),
    ...releases.flatMap(({ chart, values, namespace }) => networkOf(chart).policies(values, namespace)),
  ];
  const asked = askedOf(resolved, facts.storePort);
  const pods = [
    ...objects.flatMap(podsOf).map(declaredPod),
    ...releases.flatMap(({ chart, namespace, name: release }) =>
      networkOf(chart)
        .pods(release)
        .map(({ name, labels, ports }) => pod(name, namespace, labels, ports)),
    ),
    pod("kube-dns", "kube-system", { "k8s-app": "kube-dns" }, [{ name: "dns", port: 53, protocol: "UDP" }]),
  ];
  const all = [...pods, ...strangers(pods, policies)].map((one, index) => ({
    ...one,
    address: `${facts.podAddresses}.${index + 1}`,
  }));
  return {
    policies,
    asked,
    endpoints: [...all, ...addresses(policies, asked, facts)],
    space: spaceOf(policies, asked, all),
  };
}

/** The stack with what is known of its references written into it: names of namespaces, and the addresses of Services. */
function withoutReferences(stack: JsonRecord): JsonRecord {
  const namespaces = recordAt(stack, "resource", "kubernetes_namespace_v1");
  const text = JSON.stringify(stack)
    .replace(NAMESPACE_REFERENCE, (_, id: string) => String(recordAt(namespaces, id, "metadata")["name"]))
    .replace(SERVICE_REFERENCE, SERVICE_ADDRESSES);
  const parsed: unknown = JSON.parse(text);
  return isJsonRecord(parsed) ? parsed : {};
}

function chartReleases(stack: JsonRecord) {
  return Object.values(recordAt(stack, "resource", "helm_release")).flatMap((release) => {
    if (!isJsonRecord(release)) return [];
    const chart = textAt(release, "chart") ?? "";
    if (chart.includes("manifest-chart")) return [];
    return [
      {
        chart: chart.split("/").at(-1) ?? "",
        name: textAt(release, "name") ?? "",
        namespace: textAt(release, "namespace") ?? "",
        values: valuesOf(release),
      },
    ];
  });
}

function networkOf(chart: string) {
  const network = CHART_NETWORKS[chart];
  if (network === undefined) throw new Error(`the pods of the chart ${chart} are not written down in chart-pods.ts`);
  return network;
}

function pod(
  name: string,
  namespace: string,
  labels: Readonly<Record<string, string>>,
  namedPorts: readonly NamedPort[] = [],
  more: { readonly path?: string | undefined; readonly isStranger?: boolean } = {},
): EnvironmentPod {
  const namespaceLabels = { "kubernetes.io/metadata.name": namespace };
  const { path, isStranger = false } = more;
  const full = `${namespace}/${name}`;
  return { kind: "pod", name: full, namespace, namespaceLabels, labels, namedPorts, path, isStranger, address: "" };
}

function declaredPod({ object, labels, annotations, containers }: PodView): EnvironmentPod {
  const ports = containers.flatMap(({ spec }) => listAt(spec, "ports").map((port) => namedPort(recordAt(port))));
  return pod(object.name, object.namespace ?? "", labels, ports, { path: annotations["palisade.dev/path"] });
}

function namedPort(port: JsonRecord): NamedPort {
  const protocol = PROTOCOLS.find((known) => known === port["protocol"]) ?? "TCP";
  return { name: textAt(port, "name") ?? "", port: Number(port["containerPort"]), protocol };
}

/**
 * Pods that nobody declared: one in every namespace, and one with the labels of every other pod in a namespace that
 * nobody declared either.
 */
function strangers(pods: readonly EnvironmentPod[], policies: readonly NetworkPolicy[]): readonly EnvironmentPod[] {
  const namespaces = [...new Set([...pods, ...policies].map(({ namespace }) => namespace)), WRONG_NAMESPACE];
  return [
    ...namespaces.map((namespace) => pod("stranger", namespace, {}, [], { isStranger: true })),
    ...pods.map(({ name, labels, namedPorts }) =>
      pod(`double of ${name}`, WRONG_NAMESPACE, labels, namedPorts, { isStranger: true }),
    ),
  ];
}

function addresses(
  policies: readonly NetworkPolicy[],
  asked: AskedNetwork,
  { hasIpv6 }: EnvironmentFacts,
): readonly AddressEndpoint[] {
  const blocks = [...policies.flatMap(blocksOf), ...asked.blocks, ...NOT_INTERNET, WRONG_BLOCK];
  const found = [...representatives(blocks, 4), ...(hasIpv6 ? representatives(blocks, 6) : [])];
  return found.map((address) => ({ kind: "address", name: address, address }));
}

function spaceOf(policies: readonly NetworkPolicy[], asked: AskedNetwork, pods: readonly PodEndpoint[]): PortSpace {
  const ofPods = pods.flatMap(({ namedPorts }) =>
    namedPorts.map(({ protocol, port }) => ({ protocol, first: port, last: port })),
  );
  const told = [...policies.flatMap(rangesOf), ...asked.ranges, ...ofPods];
  // The neighbours of each too: a policy may be off by one or two.
  const around = [0, 1, 2].flatMap((by) =>
    told.map((range) => ({ ...range, first: range.first - by, last: range.last + by })),
  );
  return new PortSpace(around);
}
