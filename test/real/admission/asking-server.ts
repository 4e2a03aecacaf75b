import { type JsonRecord, listAt } from "../../../lib/core/json";
import {
  type AdmissionPolicy,
  admissionPoliciesOf,
  celOf,
  policyName,
} from "../../../lib/guardrails/admission/admission-policy";
import { actionsOf, celPolicySpec } from "../../../lib/guardrails/admission/builtin-policy";
import type { ControlPlane } from "../cluster/control-plane";
import { RefusedError } from "../cluster/kubernetes-client";
import { waitUntil } from "../cluster/wait-until";
import { ASKING } from "./asked-pods";

const API_VERSION = "admissionregistration.k8s.io/v1";

/** Group of a kind that is called as pods are and takes whatever it is given: nothing is filled in and nothing refused. */
export const EXAMPLES = "examples.palisade.dev";

/** Namespace in which everything is asked. */
export const NAMESPACE = "apps";

/** Name under which every policy refuses whatever it is asked of, so that one sees that it is in force. */
const PROBE = "probe";

/** Everything that the rules ask. */
export const POLICIES: readonly AdmissionPolicy[] = admissionPoliciesOf(ASKING);

const EXAMPLE_KIND: JsonRecord = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `pods.${EXAMPLES}` },
  spec: {
    group: EXAMPLES,
    scope: "Namespaced",
    names: { kind: "Pod", plural: "pods", singular: "pod", listKind: "PodList" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: { spec: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          },
        },
      },
    ],
  },
};

/**
 * The policies as Kubernetes' own. The server says all that was broken where it warns, and as much of it as fits into
 * headers of 4 KiB: names and messages are short here.
 */
function declared(policy: AdmissionPolicy, index: number): readonly JsonRecord[] {
  const name = shortName(index);
  const { matchConstraints, validations: _, ...spec } = celPolicySpec(policy, {});
  const rules = [
    { apiGroups: [EXAMPLES], apiVersions: ["v1"], resources: ["pods"], operations: ["CREATE", "UPDATE"] },
    ...listAt(matchConstraints, "resourceRules"),
  ];
  const validations = [{ expression: `object.metadata.name != '${PROBE}' && (${celOf(policy.check)})`, message: "no" }];
  return [
    {
      apiVersion: API_VERSION,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: { ...spec, matchConstraints: { resourceRules: rules }, validations },
    },
    {
      apiVersion: API_VERSION,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, validationActions: ["Warn"] },
    },
  ];
}

function shortName(index: number): string {
  return `p${index}`;
}

/** Every policy as a cluster would have it, that refuses whoever breaks it: none may be one that the server does not take. */
export function builtin(policy: AdmissionPolicy): JsonRecord {
  const metadata = { name: policyName(policy) };
  return { apiVersion: API_VERSION, kind: "ValidatingAdmissionPolicy", metadata, spec: celPolicySpec(policy, {}) };
}

/** What binds it. */
export function bound(policy: AdmissionPolicy): JsonRecord {
  const metadata = { name: policyName(policy) };
  const spec = { policyName: metadata.name, validationActions: actionsOf("block") };
  return { apiVersion: API_VERSION, kind: "ValidatingAdmissionPolicyBinding", metadata, spec };
}

/** Puts all policies into force. */
export async function declarePolicies({ client }: ControlPlane): Promise<void> {
  await client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
  for (const name of ["default", "it"]) {
    await client.apply({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace: NAMESPACE } });
  }
  await client.apply(EXAMPLE_KIND);
  for (const object of POLICIES.flatMap(declared)) await client.apply(object);
  await waitUntil("policies in force", 60, async () => {
    const probe = { ...example({ annotations: {}, spec: {} }), metadata: { name: PROBE, namespace: NAMESPACE } };
    const found: readonly string[] = await refusedBy({ client }, probe).catch((fault: unknown) => {
      if (fault instanceof RefusedError) return [];
      throw fault;
    });
    return POLICIES.map(({ id }) => id).filter((id) => !found.includes(id));
  });
}

/** A pod as nothing changes or refuses it. */
export function example({ annotations, spec }: { readonly annotations: JsonRecord; readonly spec: JsonRecord }) {
  return {
    apiVersion: `${EXAMPLES}/v1`,
    kind: "Pod",
    metadata: { name: "it", namespace: NAMESPACE, annotations },
    spec,
  };
}

/** Ids of the rules whose policies refuse an object. @throws Error when an expression could not be evaluated */
export async function refusedBy(
  { client }: Pick<ControlPlane, "client">,
  object: JsonRecord,
): Promise<readonly string[]> {
  const { warnings } = await client.apply(object, { dryRun: true });
  const found = warnings.flatMap((warning) => {
    const [, index, said] = /ValidatingAdmissionPolicy \\?'p(\d+)\\?' with binding [^:]*: (.*)$/.exec(warning) ?? [];
    if (index === undefined) return [];
    const id = POLICIES[Number(index)]?.id ?? "";
    if (said !== "no") throw new Error(`${id}: ${said}`);
    return [id];
  });
  return found.sort();
}
