import { BlockList, isIPv6 } from "node:net";
import { isJsonRecord, type JsonRecord, listAt, recordAt } from "../../../lib/core/json";
import type { Endpoint, PodEndpoint } from "./evaluate";

/** One port of one transport. */
interface OnePort {
  readonly number: number;
  readonly protocol: string;
}

/**
 * Whether policies let one connection through, straight from their manifests: the evaluator once more, as slow and as
 * plain as can be, to hold the other one against. Blocks are read by Node's own code.
 */
export function isOpenNaively(
  manifests: readonly JsonRecord[],
  source: Endpoint,
  target: Endpoint,
  port: OnePort,
  blocksHoldPods: boolean,
): boolean {
  function passes(guarded: Endpoint, other: Endpoint, direction: "Ingress" | "Egress"): boolean {
    if (guarded.kind === "address") return true;
    let closed = false;
    for (const manifest of manifests) {
      const spec = recordAt(manifest, "spec");
      const rules = listAt(spec, direction.toLowerCase());
      const namespace = recordAt(manifest, "metadata")["namespace"];
      const types = Array.isArray(spec["policyTypes"]) ? spec["policyTypes"] : undefined;
      const closes = types?.includes(direction) ?? (direction === "Ingress" || rules.length > 0);
      if (!closes || namespace !== guarded.namespace || !fits(spec["podSelector"], guarded.labels)) continue;
      closed = true;
      for (const rule of rules) {
        const peers = listAt(rule, direction === "Ingress" ? "from" : "to");
        const ports = listAt(rule, "ports");
        const isPeer = peers.length === 0 || peers.some((peer) => names(recordAt(peer), other, guarded));
        if (isPeer && (ports.length === 0 || ports.some((one) => holds(recordAt(one))))) return true;
      }
    }
    return !closed;
  }

  function names(peer: JsonRecord, other: Endpoint, guarded: PodEndpoint): boolean {
    if (isJsonRecord(peer["ipBlock"])) {
      if (other.kind === "pod" && !blocksHoldPods) return false;
      const list = (blocks: readonly unknown[]): boolean => blocks.some((block) => holdsAddress(String(block), other));
      return list([peer["ipBlock"]["cidr"]]) && !list(listAt(peer["ipBlock"], "except"));
    }
    if (other.kind === "address") return false;
    const there = isJsonRecord(peer["namespaceSelector"])
      ? fits(peer["namespaceSelector"], other.namespaceLabels)
      : other.namespace === guarded.namespace;
    return there && fits(peer["podSelector"], other.labels);
  }

  function holds({ port: given, endPort, protocol = "TCP" }: JsonRecord): boolean {
    if (protocol !== port.protocol) return false;
    if (given === undefined) return true;
    if (typeof given === "number") return port.number >= given && port.number <= Number(endPort ?? given);
    const named = target.kind === "pod" ? target.namedPorts : [];
    return named.some((one) => one.name === given && one.protocol === protocol && one.port === port.number);
  }

  return passes(source, target, "Egress") && passes(target, source, "Ingress");
}

function fits(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  for (const [key, value] of Object.entries(recordAt(selector, "matchLabels"))) if (labels[key] !== value) return false;
  for (const expression of listAt(selector, "matchExpressions")) {
    const { key, operator, values } = recordAt(expression);
    const value = labels[String(key)];
    const listed = Array.isArray(values) && values.includes(value);
    const isMet = { In: listed, NotIn: !listed, Exists: value !== undefined, DoesNotExist: value === undefined };
    if (!Object.entries(isMet).some(([name, met]) => name === operator && met)) return false;
  }
  return true;
}

function holdsAddress(cidr: string, { address }: Endpoint): boolean {
  const [network = "", length = ""] = cidr.split("/");
  const family = (text: string) => (isIPv6(text) ? "ipv6" : "ipv4");
  if (family(network) !== family(address)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(length), family(network));
  return list.check(address, family(address));
}
