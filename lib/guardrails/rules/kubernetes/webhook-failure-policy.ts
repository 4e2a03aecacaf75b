import { asText, isJsonRecord, type JsonRecord } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { unknown } from "../../verdict";
import { itemsAt } from "./lists";

/** Names of webhooks that keep rules: admission controllers, and what checks signatures of images. */
const KEEPS_RULES =
  /polic(y|ies)|security|kyverno|gatekeeper|sigstore|cosign|notary|ratify|\bopa\b|validate-image|verify/i;

const WEBHOOKS = ["webhooks"];

export const webhookFailurePolicy = guardrail({
  id: "kubernetes/webhook-failure-policy",
  title: "What admits pods refuses them when it is away",
  severity: "medium",
  why: "Whoever stops the webhook, or waits until it restarts, gets everything in that it would have refused.",
  fix: "set failurePolicy to Fail, and leave the webhook's own namespace out with a namespaceSelector",
  aliases: ["C-0036", "C-0039"],
  source: "Kubernetes documentation, Admission Webhook Good Practices",
  subject: "object",
  kinds: ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy"],
  check: ({ kind, name, manifest }) => {
    if (kind === "ValidatingAdmissionPolicy") return expectAt(manifest, "spec.failurePolicy").notToBe("Ignore", "pass");
    const webhooks = itemsAt(manifest, WEBHOOKS);
    if (webhooks === undefined) return unknown(WEBHOOKS);
    return webhooks.flatMap((webhook, index) => {
      if (!isJsonRecord(webhook) || !keepsRules(kind, name, webhook)) return [];
      return expectAt(webhook, "failurePolicy", [...WEBHOOKS, index]).notToBe("Ignore", "pass") ?? [];
    });
  },
  examples: () => {
    function webhooks(kind: "Validating" | "Mutating", webhook: JsonRecord) {
      const rules = [{ apiGroups: [""], resources: ["pods"] }];
      return {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: `${kind}WebhookConfiguration`,
        metadata: { name: "it" },
        webhooks: [{ name: "it.example.org", rules, ...webhook }],
      };
    }
    function policy(failurePolicy: string | undefined) {
      return {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicy",
        metadata: { name: "it" },
        spec: { failurePolicy },
      };
    }
    return {
      pass: [
        exampleObjects("a webhook that says nothing, which refuses", webhooks("Validating", {})),
        exampleObjects("a webhook that refuses", webhooks("Validating", { failurePolicy: "Fail" })),
        exampleObjects("a policy that refuses", policy("Fail")),
        exampleObjects("a policy that says nothing, which refuses", policy(undefined)),
      ],
      fail: [
        exampleObjects("a webhook that lets pods in", webhooks("Validating", { failurePolicy: "Ignore" })),
        exampleObjects(
          "a webhook that lets everything in",
          webhooks("Validating", { failurePolicy: "Ignore", rules: [{ resources: ["*/*"] }] }),
        ),
        exampleObjects(
          "a webhook that lets everything of a group in",
          webhooks("Validating", { failurePolicy: "Ignore", rules: [{ resources: ["*"] }] }),
        ),
        exampleObjects(
          "one that changes objects, and keeps rules by its name",
          webhooks("Mutating", { name: "mutate.kyverno.svc", failurePolicy: "Ignore" }),
        ),
        exampleObjects("a policy that lets everything in", policy("Ignore")),
      ],
      unknown: [
        exampleObjects("a choice from elsewhere", webhooks("Validating", { failurePolicy: "$" + "{var.policy}" })),
        exampleObjects("webhooks from elsewhere", {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "ValidatingWebhookConfiguration",
          metadata: { name: "it" },
          webhooks: "$" + "{var.webhooks}",
        }),
      ],
      notApplicable: [
        exampleObjects("one that adds sidecars", webhooks("Mutating", { failurePolicy: "Ignore" })),
        exampleObjects(
          "one that looks at its own objects",
          webhooks("Validating", { failurePolicy: "Ignore", rules: [{ resources: ["certificates"] }] }),
        ),
      ],
    };
  },
});

/** One that can refuse pods, or whose name says what it is for. One that changes objects is a convenience otherwise. */
function keepsRules(kind: string, name: string, webhook: JsonRecord): boolean {
  if (KEEPS_RULES.test(name) || KEEPS_RULES.test(asText(webhook["name"]))) return true;
  if (kind === "MutatingWebhookConfiguration") return false;
  return (itemsAt(webhook, ["rules"]) ?? []).some((rule) =>
    (itemsAt(rule, ["resources"]) ?? []).some(
      (resource) => resource === "*" || resource === "*/*" || resource === "pods",
    ),
  );
}
