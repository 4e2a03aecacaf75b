import { asList, type JsonRecord, recordAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds, PASS, unknown } from "../../verdict";
import { groupOfIngress } from "../network/ingress-group";
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
  check: (ingress) => {
    const { manifest, annotations } = ingress;
    const spec = recordAt(manifest, "spec");
    const isOfAws = [spec["ingressClassName"], annotations["kubernetes.io/ingress.class"]].includes("alb");
    const isTls = asList(spec["tls"]).length > 0 || `${PREFIX}certificate-arn` in annotations;
    if (!isOfAws || !isTls) return undefined;
    const at = ["metadata", "annotations"];
    const policy = annotations[POLICY];
    if (policy?.includes(REFERENCE)) return unknown(at);
    const group = policy === undefined ? groupOfIngress(ingress) : undefined;
    if (group !== undefined) {
      // The one that says it is judged by itself.
      const isSaid = group.others.some((other) => POLICY in other.annotations);
      return isSaid ? PASS : unknown(at, "another Ingress of its group may name one");
    }
    return holds(isTlsPolicyOfToday(policy), () => fail(at, `${POLICY} with a policy of TLS 1.2`, policy));
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
    const grouped = { ...certificate, "alb.ingress.kubernetes.io/group.name": "a" };
    const member = (name: string, annotations: JsonRecord): JsonRecord => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name, namespace: "apps", annotations },
      spec: { ingressClassName: "alb" },
    });
    const says = { ...grouped, "alb.ingress.kubernetes.io/ssl-policy": POLICY_OF_TODAY };
    return {
      pass: [
        exampleObjects("a group of which one says it", member("one", grouped), member("two", says)),
        ingress("a policy of today", { ...certificate, "alb.ingress.kubernetes.io/ssl-policy": POLICY_OF_TODAY }),
      ],
      fail: [
        ingress("the default by name in a group", {
          ...grouped,
          "alb.ingress.kubernetes.io/ssl-policy": POLICY_BY_DEFAULT,
        }),
        ingress("nothing said", certificate),
        ingress("nothing said, by the older name of its class", { ...certificate, ...older }, {}),
        ingress("nothing said, with hosts", {}, { ingressClassName: "alb", tls: [{ hosts: ["rpc.example.org"] }] }),
        ingress("the default by name", { ...certificate, "alb.ingress.kubernetes.io/ssl-policy": POLICY_BY_DEFAULT }),
      ],
      unknown: [
        ingress("a member of a group that says nothing", grouped),
        ingress("who decides later", { ...certificate, "alb.ingress.kubernetes.io/ssl-policy": "$" + "{var.policy}" }),
      ],
      notApplicable: [
        ingress("plain HTTP, which is another rule's business", {}),
        ingress("another controller", certificate, { ingressClassName: "nginx", tls: [{ hosts: ["a.example.org"] }] }),
      ],
    };
  },
});
