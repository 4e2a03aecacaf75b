import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { reachOf } from "../../addresses";
import { exampleObjects } from "../../example";
import { CHAIN_PORTS, isPeerRange, knownIn, speaksOfPeers, transportOf } from "../../ports";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import { type FieldPath, fail, PASS, unknown } from "../../verdict";

const RANGES: FieldPath = ["spec", "loadBalancerSourceRanges"];
const AWS = "service.beta.kubernetes.io/aws-load-balancer-";
/** AWS' own controller, and Tailscale's operator, which publishes in a private network (their documentation). */
const PRIVATE_CLASSES = ["service.k8s.aws/nlb", "tailscale"];
/** What hands out addresses of the cluster's own network: MetalLB, Cilium, kube-vip. */
const OWN_ADDRESSES = /^(metallb\.(io|universe\.tf)|lbipam\.cilium\.io|io\.cilium|kube-vip\.io)\//;
const RANGES_ANNOTATION = "service.beta.kubernetes.io/load-balancer-source-ranges";

export const openService = guardrail({
  id: "network/open-service",
  title: "No Service is published to everyone, but ports for peers and the web",
  severity: "high",
  why: "A Service of the type LoadBalancer gets a public address, and whatever answers behind it is on the internet.",
  fix: "use Exposure.privateNetwork or Exposure.publicTls, or name loadBalancerSourceRanges of your own",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], nist: ["SC-7"], iso27001: ["A.8.20", "A.8.22"] },
  source: "Kubernetes, Service: load balancer source ranges; AWS Load Balancer Controller, annotations of a Service",
  subject: "object",
  kinds: ["Service"],
  check: ({ manifest, annotations }) => {
    const spec = recordAt(manifest, "spec");
    if (spec["type"] !== "LoadBalancer") return undefined;
    if (isInternal(spec, annotations)) return PASS;
    const open = asList(spec["ports"]).filter((port) => isJsonRecord(port) && !isPublicByDesign(port));
    if (open.length === 0) return PASS;
    const scheme = annotations[`${AWS}scheme`] ?? "";
    if (scheme.includes(REFERENCE)) return unknown(["metadata", "annotations"]);
    const reaches = rangesOf(spec, annotations).map(reachOf);
    if (reaches.length === 0 && hasOwnAddresses(annotations)) {
      return unknown(RANGES, "the addresses that the cluster hands out by itself may be private");
    }
    if (reaches.length === 0 || reaches.includes("everyone")) {
      return fail(RANGES, "address blocks of your own", spec["loadBalancerSourceRanges"]);
    }
    return reaches.includes("unknown") ? unknown(RANGES) : PASS;
  },
  examples: () => {
    const rpc = [{ name: "rpc", port: 8545 }];
    const service = (says: string, spec: JsonRecord, annotations: JsonRecord = {}) =>
      exampleObjects(says, {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "it", namespace: "apps", annotations },
        spec: { type: "LoadBalancer", ports: rpc, ...spec },
      });
    const classed = { loadBalancerClass: "service.k8s.aws/nlb" };
    return {
      pass: [
        service("one network", { loadBalancerSourceRanges: ["10.0.0.0/8"] }),
        service(
          "one network by annotation",
          {},
          { "service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8, 172.16.0.0/12" },
        ),
        service("an internal scheme", {}, { [`${AWS}scheme`]: "internal" }),
        service("an internal load balancer of the older kind", {}, { [`${AWS}internal`]: "true" }),
        service("an internal load balancer of Google", {}, { "networking.gke.io/load-balancer-type": "Internal" }),
        service("AWS' own controller, which makes it internal", classed),
        service("Tailscale, which publishes to its own network", { loadBalancerClass: "tailscale" }),
        service("the same by its type", {}, { [`${AWS}type`]: "external" }),
        service("ports of peers by their numbers", { ports: [{ port: 30_303, protocol: "UDP" }, { port: 26_656 }] }),
        service("a port of peers over UDP", { ports: [{ port: 9001, protocol: "UDP" }] }),
        service("a port that says it is for peers", { ports: [{ name: "el-p2p", port: 31_000 }] }),
        service("the web", { ports: [{ port: 80 }, { port: 443 }] }),
      ],
      fail: [
        service("RPC for everyone", {}),
        service("RPC beside the web", { ports: [{ port: 443 }, ...rpc] }),
        service("RPC under the name of peers", { ports: [{ name: "p2p", port: 8545 }] }),
        service("RPC under the number of the web", { ports: [{ port: 443, targetPort: 8545 }] }),
        service("a port of peers over the other transport", { ports: [{ port: 9001 }] }),
        service("everyone by name", { loadBalancerSourceRanges: ["10.0.0.0/8", "0.0.0.0/0"] }),
        service("nobody in the list, which is everyone", { loadBalancerSourceRanges: [] }),
        service("the engine under the name of peers", { ports: [{ name: "p2p", port: 8551 }] }),
        service(
          "everyone beside a network, by annotation",
          {},
          { "service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8,0.0.0.0/0" },
        ),
        service(
          "everyone by annotation",
          {},
          { "service.beta.kubernetes.io/load-balancer-source-ranges": "0.0.0.0/0" },
        ),
        service("AWS' own controller, told to publish", classed, { [`${AWS}scheme`]: "internet-facing" }),
        service("AWS' older controller", {}, { [`${AWS}type`]: "nlb" }),
        service(
          "everyone by name, at addresses of the cluster's own",
          { loadBalancerSourceRanges: ["0.0.0.0/0"] },
          { "metallb.io/address-pool": "public" },
        ),
        service("what says that it is not internal", {}, { [`${AWS}internal`]: "false" }),
      ],
      unknown: [
        service("an address that MetalLB hands out", {}, { "metallb.io/address-pool": "office" }),
        service("a network that is named later", { loadBalancerSourceRanges: ["$" + "{var.block}"] }),
        service("a scheme that is named later", {}, { [`${AWS}scheme`]: "$" + "{var.scheme}" }),
      ],
      notApplicable: [service("a Service inside", { type: "ClusterIP" })],
    };
  },
});

function isPublicByDesign({ name, port, targetPort, protocol }: JsonRecord): boolean {
  const [number, target] = [Number(port), Number(targetPort ?? port)];
  const transport = transportOf(protocol);
  const isPrivate = [number, target].some((each) => knownIn(rangeOf(each), transport, CHAIN_PORTS).length > 0);
  if (isPrivate) return false;
  return [80, 443].includes(number) || isPeerRange(rangeOf(number), transport) || speaksOfPeers(String(name));
}

function rangeOf(port: number): { readonly first: number; readonly last: number } {
  return { first: port, last: port };
}

/** AWS' own controller makes it internal unless told otherwise; others publish unless an annotation says internal. */
function isInternal(spec: JsonRecord, annotations: ObjectView["annotations"]): boolean {
  const scheme = annotations[`${AWS}scheme`];
  if (scheme !== undefined) return scheme === "internal";
  if (PRIVATE_CLASSES.includes(String(spec["loadBalancerClass"])) || annotations[`${AWS}type`] === "external")
    return true;
  return Object.entries(annotations).some(
    ([name, value]) => (name.endsWith("-internal") && value === "true") || value.toLowerCase() === "internal",
  );
}

function hasOwnAddresses(annotations: ObjectView["annotations"]): boolean {
  return Object.keys(annotations).some((name) => OWN_ADDRESSES.test(name));
}

function rangesOf(spec: JsonRecord, annotations: ObjectView["annotations"]): readonly unknown[] {
  const said = annotations[RANGES_ANNOTATION];
  if (said !== undefined) return said.split(",").map((block) => block.trim());
  return asList(spec["loadBalancerSourceRanges"]);
}
