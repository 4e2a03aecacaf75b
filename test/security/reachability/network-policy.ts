import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../../lib/core/json";
import { type PortRange, PROTOCOLS, type Protocol } from "./port-space";

/** Labels to look for. An empty one finds everything. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, unknown>>;
  readonly matchExpressions: readonly LabelExpression[];
}

/** One condition on a label. */
export interface LabelExpression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly unknown[];
}

/** Somebody on the other side. */
export interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except: readonly string[] };
}

/** Ports by number, or by the name that the pod which is reached gives to one of them. */
export interface PolicyPort {
  readonly protocol: Protocol;
  /** Every port of the transport when there is none. */
  readonly port?: number | string;
  readonly endPort?: number;
}

/** One rule: no peers means everybody, no ports every port. */
export interface PolicyRule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

/** Which way traffic goes, seen from the pod that a policy holds for. */
export type Direction = "Ingress" | "Egress";

/** A NetworkPolicy of `networking.k8s.io/v1`. */
export interface NetworkPolicy {
  readonly name: string;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  /** Ways it closes. */
  readonly directions: readonly Direction[];
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
}

/** Finds everything. */
export const EVERYTHING: LabelSelector = { matchLabels: {}, matchExpressions: [] };

/**
 * A policy as the API server takes it.
 *
 * Source: Kubernetes API reference, `NetworkPolicySpec`: without `policyTypes` a policy closes what comes in, and what
 * leaves when it has a rule for it.
 */
export function policyOf(manifest: JsonRecord, namespace: string): NetworkPolicy {
  const spec = recordAt(manifest, "spec");
  const egress = listAt(spec, "egress");
  const said = listAt(spec, "policyTypes");
  const directions: Direction[] = said.length > 0 ? said.filter(isDirection) : ["Ingress"];
  if (said.length === 0 && egress.length > 0) directions.push("Egress");
  return {
    name: textAt(recordAt(manifest, "metadata"), "name") ?? "",
    namespace,
    podSelector: selectorOf(spec["podSelector"]),
    directions,
    ingress: listAt(spec, "ingress").map((rule) => ruleOf(recordAt(rule), "from")),
    egress: egress.map((rule) => ruleOf(recordAt(rule), "to")),
  };
}

/** Every range of ports that a policy tells from others; named ones stand in the pods. */
export function rangesOf({ ingress, egress }: NetworkPolicy): readonly PortRange[] {
  return [...ingress, ...egress].flatMap(({ ports }) =>
    ports.flatMap(({ protocol, port, endPort }) =>
      typeof port === "number" ? [{ protocol, first: port, last: endPort ?? port }] : [],
    ),
  );
}

/** Every block of addresses that a policy tells from others. */
export function blocksOf({ ingress, egress }: NetworkPolicy): readonly string[] {
  return [...ingress, ...egress].flatMap(({ peers }) =>
    peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr, ...ipBlock.except])),
  );
}

function isDirection(value: unknown): value is Direction {
  return value === "Ingress" || value === "Egress";
}

function ruleOf(rule: JsonRecord, side: "from" | "to"): PolicyRule {
  return {
    peers: listAt(rule, side).map((peer) => peerOf(recordAt(peer))),
    ports: listAt(rule, "ports").map((port) => portOf(recordAt(port))),
  };
}

function peerOf(peer: JsonRecord): PolicyPeer {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  return {
    ...(isJsonRecord(podSelector) ? { podSelector: selectorOf(podSelector) } : {}),
    ...(isJsonRecord(namespaceSelector) ? { namespaceSelector: selectorOf(namespaceSelector) } : {}),
    ...(isJsonRecord(ipBlock)
      ? { ipBlock: { cidr: textAt(ipBlock, "cidr") ?? "", except: listAt(ipBlock, "except").map(String) } }
      : {}),
  };
}

function portOf({ protocol, port, endPort }: JsonRecord): PolicyPort {
  return {
    protocol: PROTOCOLS.find((known) => known === protocol) ?? "TCP",
    ...(typeof port === "number" || typeof port === "string" ? { port } : {}),
    ...(typeof endPort === "number" ? { endPort } : {}),
  };
}

function selectorOf(selector: unknown): LabelSelector {
  return {
    matchLabels: recordAt(selector, "matchLabels"),
    matchExpressions: listAt(selector, "matchExpressions").map((expression) => ({
      key: textAt(expression, "key") ?? "",
      operator: textAt(expression, "operator") ?? "",
      values: listAt(expression, "values"),
    })),
  };
}
