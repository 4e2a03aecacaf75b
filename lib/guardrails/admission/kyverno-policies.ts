import type { JsonRecord } from "../../core/json";
import { NameRules, physicalName } from "../../core/naming";
import type { Effect } from "../severity";
import { type AdmissionException, exceptedInCel, exceptionAnnotations } from "./admission-exception";
import { type AdmissionPolicy, policyName } from "./admission-policy";
import { actionsOf, celPolicySpec } from "./builtin-policy";
import { namespacesSelector } from "./namespaces";

const API_VERSION = "policies.kyverno.io/v1";
const POLICY = "ValidatingPolicy";

/** How long the API server waits for an answer. It refuses when none comes. */
const TIMEOUT_SECONDS = 10;

/** An object of Kyverno's. */
export interface KyvernoObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: JsonRecord;
  readonly [field: string]: unknown;
}

/**
 * A policy as Kyverno asks it. What is asked stands in it in full: Kyverno makes no policies of its own of it, neither for
 * what makes pods nor for the API server.
 *
 * @param exempt names of namespaces in which it is not asked
 */
export function kyvernoPolicy(policy: AdmissionPolicy, effect: Effect, exempt: readonly string[]): KyvernoObject {
  return {
    apiVersion: API_VERSION,
    kind: POLICY,
    metadata: { name: policyName(policy), annotations: policyAnnotations(policy) },
    spec: {
      ...celPolicySpec(policy, namespacesSelector(exempt)),
      validationActions: actionsOf(effect),
      autogen: { podControllers: { controllers: [] }, validatingAdmissionPolicy: { enabled: false } },
      evaluation: { admission: { enabled: true }, background: { enabled: true } },
      webhookConfiguration: { timeoutSeconds: TIMEOUT_SECONDS },
    },
  };
}

/**
 * An exception from one policy. It ends with the last day on which the suppression holds, also where nobody applies
 * anything any more.
 *
 * @param namespace the one in which Kyverno looks for exceptions
 */
export function kyvernoException({ suppression, pods }: AdmissionException, namespace: string): KyvernoObject {
  const labels = Object.values(pods.labels);
  return {
    apiVersion: API_VERSION,
    kind: "PolicyException",
    metadata: {
      name: physicalName([suppression.rule.replaceAll("/", "-"), pods.namespace, ...labels], NameRules.kubernetesLabel),
      namespace,
      annotations: exceptionAnnotations(suppression),
    },
    spec: {
      policyRefs: [{ kind: POLICY, name: policyName({ id: suppression.rule }) }],
      matchConditions: [{ name: "is-let-off", expression: exceptedInCel(pods) }],
      expiresAt: `${suppression.expires}T23:59:59Z`,
    },
  };
}

/** What lists of policies show. Source: Kyverno documentation, "Policy Annotations". */
function policyAnnotations({ title, severity, why, id }: AdmissionPolicy): Record<string, string> {
  return {
    "policies.kyverno.io/title": title,
    "policies.kyverno.io/severity": severity,
    "policies.kyverno.io/category": "Palisade",
    "policies.kyverno.io/description": why,
    "palisade.dev/rule": id,
  };
}
