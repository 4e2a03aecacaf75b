import { isJsonRecord, type JsonRecord, textAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { unknown } from "../../verdict";
import { itemsAt } from "./lists";

/** Names of webhooks that keep rules: admission controllers, and what checks signatures of images. */
const KEEPS_RULES =
  /polic(y|ies)|security|kyverno|gatekeeper|sigstore|cosign|notary|ratify|\bopa\b|validate-image|verify/i;

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
    const webhooks = itemsAt(manifest, ["webhooks"]);
    if (webhooks === undefined) return unknown(["webhooks"]);
    return webhooks.flatMap((webhook, index) => {
      if (!isJsonRecord(webhook) || !keepsRules(kind, name, webhook)) return [];
      return expectAt(webhook, "failurePolicy", ["webhooks", index]).notToBe("Ignore", "pass") ?? [];
    });
  },
  examples: () => ({
    pass: [
      exampleObjects("a webhook that says nothing, which refuses", webhooks("Validating", {})),
      exampleObjects("a webhook that refuses", webhooks("Validating", { failurePolicy: "Fail" })),
      exampleObjects("a policy that refuses", policy("Fail")),
    ],
    fail: [
      exampleObjects("a webhook that lets pods in", webhooks("Validating", { failurePolicy: "Ignore" })),
      exampleObjects(
        "a webhook that lets everything in",
        webhooks("Validating", { failurePolicy: "Ignore", rules: [{ resources: ["*/*"] }] }),
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
  }),
});

/** One that can refuse pods, or whose name says what it is for. One that changes objects is a convenience otherwise. */
function keepsRules(kind: string, name: string, webhook: JsonRecord): boolean {
  if (KEEPS_RULES.test(name) || KEEPS_RULES.test(textAt(webhook, "name") ?? "")) return true;
  if (kind === "MutatingWebhookConfiguration") return false;
  return (itemsAt(webhook, ["rules"]) ?? []).some((rule) =>
    (itemsAt(rule, ["resources"]) ?? []).some(
      (resource) => resource === "*" || resource === "*/*" || resource === "pods",
    ),
  );
}

function webhooks(kind: "Validating" | "Mutating", webhook: JsonRecord) {
  const rules = [{ apiGroups: [""], resources: ["pods"] }];
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: `${kind}WebhookConfiguration`,
    metadata: { name: "it" },
    webhooks: [{ name: "it.example.org", rules, ...webhook }],
  };
}

function policy(failurePolicy: string) {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "it" },
    spec: { failurePolicy },
  };
}
