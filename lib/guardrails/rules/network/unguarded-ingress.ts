import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds } from "../../verdict";

const PREFIX = "alb.ingress.kubernetes.io/";
const FIREWALLS = ["wafv2-acl-arn", "wafv2-acl-name", "waf-acl-id"];

export const unguardedIngress = guardrail({
  id: "network/unguarded-ingress",
  title: "Every Ingress that a public load balancer of AWS serves has a web application firewall",
  severity: "medium",
  why: "Nothing else limits how often one address may ask, and an RPC that is asked too much is down for everyone.",
  fix: "give the annotation alb.ingress.kubernetes.io/wafv2-acl-arn the ARN of a web ACL with a rate-based rule",
  controls: { pci: ["6.4.1", "6.4.2"], nist: ["AC-4(21)"] },
  aliases: ["CKV2_AWS_28"],
  subject: "object",
  kinds: ["Ingress"],
  check: ({ annotations }) => {
    if (annotations[`${PREFIX}scheme`] !== "internet-facing") return undefined;
    const isGuarded = FIREWALLS.some((name) => (annotations[PREFIX + name] ?? "") !== "");
    return holds(isGuarded, () => fail(["metadata", "annotations"], `${PREFIX}${FIREWALLS[0]}`));
  },
  examples: () => {
    const ingress = (says: string, annotations: object) =>
      exampleObjects(says, {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: "it", namespace: "apps", annotations },
        spec: {},
      });
    const open = { "alb.ingress.kubernetes.io/scheme": "internet-facing" };
    return {
      pass: [
        ...["wafv2-acl-arn", "wafv2-acl-name", "waf-acl-id"].map((name) =>
          ingress(`one with ${name}`, { ...open, [`alb.ingress.kubernetes.io/${name}`]: "one" }),
        ),
        ingress("one whose firewall is named later", { ...open, [`${PREFIX}wafv2-acl-arn`]: "$" + "{var.acl}" }),
      ],
      fail: [
        ingress("one without", open),
        ingress("one with an empty name", { ...open, [`${PREFIX}wafv2-acl-arn`]: "" }),
      ],
      notApplicable: [
        ingress("one inside", { [`${PREFIX}scheme`]: "internal" }),
        ingress("one of another controller", { "nginx.ingress.kubernetes.io/limit-rps": "10" }),
      ],
    };
  },
});
