import type { JsonRecord } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import { fail, PASS, unknown } from "../../verdict";
import { groupOfIngress } from "./ingress-group";

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
  check: (ingress) => {
    if (ingress.annotations[`${PREFIX}scheme`] !== "internet-facing") return undefined;
    const group = groupOfIngress(ingress);
    if (isGuarded(ingress) || group?.others.some(isGuarded) === true) return PASS;
    const at = ["metadata", "annotations"];
    return group === undefined
      ? fail(at, `${PREFIX}${FIREWALLS[0]}`)
      : unknown(at, "another Ingress of its group may name one");
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
        exampleObjects(
          "two of a group, one of them with a firewall",
          member("one", {}),
          member("two", { [ACL]: "one" }),
        ),
        ingress("one whose firewall is named later", { ...open, [`${PREFIX}wafv2-acl-arn`]: "$" + "{var.acl}" }),
      ],
      fail: [
        ingress("one without", open),
        exampleObjects("a firewall of another group", member("one", {}, ""), member("two", { [ACL]: "one" })),
        ingress("one with an empty name", { ...open, [`${PREFIX}wafv2-acl-arn`]: "" }),
      ],
      unknown: [
        exampleObjects("one of a group", member("one", {})),
        exampleObjects("two groups", member("one", {}), member("two", { [ACL]: "one" }, "b")),
      ],
      notApplicable: [
        ingress("one inside", { [`${PREFIX}scheme`]: "internal" }),
        ingress("one of another controller", { "nginx.ingress.kubernetes.io/limit-rps": "10" }),
      ],
    };
  },
});

function isGuarded({ annotations }: ObjectView): boolean {
  return FIREWALLS.some((name) => (annotations[PREFIX + name] ?? "") !== "");
}

const ACL = `${PREFIX}wafv2-acl-arn`;

/** A public Ingress of a group. @param group empty for none */
function member(name: string, annotations: JsonRecord, group = "a"): JsonRecord {
  const of = group === "" ? {} : { [`${PREFIX}group.name`]: group };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name,
      namespace: "apps",
      annotations: { [`${PREFIX}scheme`]: "internet-facing", ...of, ...annotations },
    },
    spec: {},
  };
}
