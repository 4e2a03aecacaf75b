import { asList, type JsonRecord, recordAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds, unknown } from "../../verdict";
import { isTlsPolicyOfToday, POLICY_BY_DEFAULT, POLICY_OF_TODAY } from "./tls-policies";

const PREFIX = "alb.ingress.kubernetes.io/";
const POLICY = `${PREFIX}ssl-policy`;

export const ingressTlsPolicy = guardrail({
  id: "encryption/ingress-tls-policy",
  title: "Every Ingress that a load balancer of AWS serves takes TLS 1.2 and later alone",
  severity: "medium",
  why: "Versions 1.0 and 1.1 have known flaws, and a load balancer that is not told otherwise takes both.",
  fix: `set the annotation ${POLICY} to "${POLICY_OF_TODAY}"; albTls sets one`,
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"], pci: ["4.2.1"], nist: ["SC-8"] },
  aliases: ["CKV_AWS_103", "AWS-0047"],
  subject: "object",
  kinds: ["Ingress"],
  check: ({ manifest, annotations }) => {
    const spec = recordAt(manifest, "spec");
    const isOfAws = [spec["ingressClassName"], annotations["kubernetes.io/ingress.class"]].includes("alb");
    const isTls = asList(spec["tls"]).length > 0 || `${PREFIX}certificate-arn` in annotations;
    if (!isOfAws || !isTls) return undefined;
    const policy = annotations[POLICY];
    if (policy?.includes(REFERENCE)) return unknown(["metadata", "annotations"]);
    return holds(isTlsPolicyOfToday(policy), () =>
      fail(["metadata", "annotations"], `${POLICY} with a policy of TLS 1.2`, policy),
    );
  },
  examples: () => {
    const ingress = (says: string, annotations: JsonRecord, spec: JsonRecord = { ingressClassName: "alb" }) =>
      exampleObjects(says, {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "it", namespace: "apps", annotations },
        spec,
      });
    const certificate = { "alb.ingress.kubernetes.io/certificate-arn": "arn" };
    const older = { "kubernetes.io/ingress.class": "alb" };
    return {
      pass: [ingress("a policy of today", { ...certificate, "alb.ingress.kubernetes.io/ssl-policy": POLICY_OF_TODAY })],
      fail: [
        ingress("nothing said", certificate),
        ingress("nothing said, by the older name of its class", { ...certificate, ...older }, {}),
        ingress("nothing said, with hosts", {}, { ingressClassName: "alb", tls: [{ hosts: ["rpc.example.org"] }] }),
        ingress("the default by name", { ...certificate, "alb.ingress.kubernetes.io/ssl-policy": POLICY_BY_DEFAULT }),
      ],
      unknown: [
        ingress("who decides later", { ...certificate, "alb.ingress.kubernetes.io/ssl-policy": "$" + "{var.policy}" }),
      ],
      notApplicable: [
        ingress("plain HTTP, which is another rule's business", {}),
        ingress("another controller", certificate, { ingressClassName: "nginx", tls: [{ hosts: ["a.example.org"] }] }),
      ],
    };
  },
});
