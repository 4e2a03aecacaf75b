import { asList, type JsonRecord } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { PASS } from "../../verdict";

/** Annotations by which a load balancer has a certificate of its own. */
const OF_CONTROLLERS = ["/certificate-arn", "/pre-shared-cert", "/managed-certificates"];
const LISTENERS = "alb.ingress.kubernetes.io/listen-ports";
/** Traefik takes its default certificate where no other is named. */
const TRAEFIK = "traefik.ingress.kubernetes.io/router.tls";

export const ingressWithoutTls = guardrail({
  id: "network/ingress-without-tls",
  title: "Every Ingress speaks TLS",
  severity: "medium",
  why: "Keys of callers and answers of nodes travel in clear, for everyone on the way to read and change.",
  fix: "use Exposure.publicTls, or give spec.tls the hosts and a certificate",
  controls: {
    soc2: ["CC6.1", "CC6.6", "CC6.7"],
    iso27001: ["A.8.24"],
    pci: ["4.2.1"],
    nist: ["SC-8"],
  },
  aliases: ["C-0263"],
  subject: "object",
  kinds: ["Ingress"],
  check: ({ manifest, annotations }) => {
    const hasOwn = Object.keys(annotations).some((name) => OF_CONTROLLERS.some((end) => name.endsWith(end)));
    const isSaid = (annotations[LISTENERS] ?? "").includes("HTTPS") || annotations[TRAEFIK] === "true";
    if (hasOwn || isSaid) return PASS;
    return expectAt(manifest, "spec.tls").toSatisfy((tls) => asList(tls).length > 0, "hosts, and their certificate");
  },
  examples: () => {
    const ingress = (says: string, spec: JsonRecord, annotations: JsonRecord = {}) =>
      exampleObjects(says, {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "it", namespace: "apps", annotations },
        spec,
      });
    return {
      pass: [
        ingress("one with hosts", { tls: [{ hosts: ["rpc.example.org"], secretName: "rpc" }] }),
        ingress("a certificate of AWS", {}, { "alb.ingress.kubernetes.io/certificate-arn": "arn" }),
        ingress("a router of Traefik", {}, { "traefik.ingress.kubernetes.io/router.tls": "true" }),
        ingress("a certificate of Google", {}, { "ingress.gcp.kubernetes.io/pre-shared-cert": "rpc" }),
        ingress("a certificate that Google keeps", {}, { "networking.gke.io/managed-certificates": "rpc" }),
        ingress(
          "a certificate that is found by its host",
          {},
          { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS":443}]' },
        ),
      ],
      fail: [
        ingress("a router of Traefik without", {}, { "traefik.ingress.kubernetes.io/router.tls": "false" }),
        ingress("one without", { rules: [] }),
        ingress("one with an empty list", { tls: [] }),
        ingress("a load balancer of plain HTTP", {}, { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP":80}]' }),
      ],
      unknown: [ingress("hosts that are given later", { tls: "$" + "{var.tls}" })],
    };
  },
});
