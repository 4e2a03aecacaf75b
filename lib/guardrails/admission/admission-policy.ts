import type { Rule } from "../rule";
import type { Severity } from "../severity";
import type { AdmissionCheck } from "./admission-check";
import { celText } from "./cel";

/** One thing an API server asks of pods, apart from the program that asks for it. */
export interface AdmissionPolicy {
  /** Rule that it comes from, or the id of what a team asks beside the rules: `kubernetes/host-path`. */
  readonly id: string;
  /** What holds when nobody is refused. */
  readonly title: string;
  /** How bad it is when it does not. */
  readonly severity: Severity;
  /** What happens to those who break it. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** What is asked. */
  readonly check: AdmissionCheck;
}

/** What the rules have to ask of an API server: those that can be told from a pod alone, each in its own words. */
export function admissionPoliciesOf(rules: readonly Rule[]): readonly AdmissionPolicy[] {
  return rules.flatMap(({ id, title, severity, why, fix, admission }) =>
    admission === undefined ? [] : [{ id, title, severity, why, fix, check: admission }],
  );
}

/** Name of the object that a policy becomes: `palisade-kubernetes-host-path`. */
export function policyName({ id }: Pick<AdmissionPolicy, "id">): string {
  return `palisade-${id.replaceAll("/", "-")}`;
}

/** Something in CEL that other expressions speak of as `variables.NAME`. */
export interface CelVariable {
  readonly name: string;
  readonly expression: string;
}

/** Where a pod stands in what makes it. */
const TEMPLATE = "(object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template : object.spec.template)";

/** What a pod says of itself, its labels among it, in what makes it too. */
export const POD_METADATA = `(object.kind == 'Pod' ? object.metadata : ${TEMPLATE}.?metadata.orValue({}))`;

/** Containers of each kind that a pod has, those beside its own only where there are any. */
function containersIn(lists: readonly string[]): string {
  return lists.map((list) => `variables.pod.?${list}.orValue([])`).join(" + ");
}

/** What the expressions of a check speak of. */
export function celVariables({ filledIn = false }: AdmissionCheck): readonly CelVariable[] {
  const lists = ["containers", "initContainers", ...(filledIn ? [] : ["ephemeralContainers"])];
  return [
    { name: "pod", expression: `object.kind == 'Pod' ? object.spec : ${TEMPLATE}.spec` },
    { name: "podMetadata", expression: POD_METADATA },
    { name: "containers", expression: containersIn(lists) },
  ];
}

/** The expression that is true where nobody is refused. */
export function celOf({ over, holds }: AdmissionCheck): string {
  return over === "pod" ? holds : `variables.containers.all(container, ${holds})`;
}

/** What somebody who is refused reads. */
function plainMessage({ id, title, fix }: AdmissionPolicy): string {
  return `${title} (${id}): ${fix}`;
}

/** What is asked, as an engine that takes CEL has it: where it is about a container, it says about which. */
export function validationOf(policy: AdmissionPolicy) {
  const { over, holds } = policy.check;
  const message = plainMessage(policy);
  const asked = { expression: celOf(policy.check), message };
  if (over === "pod") return asked;
  const refused = `variables.containers.filter(container, !(${holds})).map(container, string(container.name))`;
  return { ...asked, messageExpression: `"container " + ${refused}.join(", ") + ": " + ${celText(message)}` };
}

/** Kinds that are asked, by what they are called in addresses. */
export interface AskedResources {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly resources: readonly string[];
  readonly operations: readonly string[];
}

const OPERATIONS = ["CREATE", "UPDATE"];

/**
 * What is asked: pods, containers that are added to running pods, and what makes pods and is written by people, so that
 * whoever applies it is the one who is told. A ReplicaSet is made of a Deployment that was asked; one that somebody
 * writes by hand is asked through its pods.
 */
export function askedResources({ filledIn = false }: AdmissionCheck): readonly AskedResources[] {
  const asked = (apiGroup: string, ...resources: readonly string[]): AskedResources => ({
    apiGroups: [apiGroup],
    apiVersions: ["v1"],
    resources,
    operations: OPERATIONS,
  });
  if (filledIn) return [asked("", "pods")];
  return [
    asked("", "pods", "pods/ephemeralcontainers"),
    asked("apps", "daemonsets", "deployments", "statefulsets"),
    asked("batch", "cronjobs", "jobs"),
  ];
}

/** Kinds of the same, by the name of their group. */
export function askedKinds({ filledIn = false }: AdmissionCheck): readonly { apiGroups: string[]; kinds: string[] }[] {
  const pods = { apiGroups: [""], kinds: ["Pod"] };
  if (filledIn) return [pods];
  return [
    pods,
    { apiGroups: ["apps"], kinds: ["DaemonSet", "Deployment", "StatefulSet"] },
    { apiGroups: ["batch"], kinds: ["CronJob", "Job"] },
  ];
}

/**
 * When anybody is asked at all. What was there before a policy goes on: it can be labelled, scaled and ended, since a pod
 * that could not lose its finalizer would never go away. Whoever changes what it is made of is asked.
 */
export const ASKED_WHEN: readonly CelVariable[] = [
  { name: "is-there-to-stay", expression: "!has(object.metadata.deletionTimestamp)" },
  {
    name: "is-new-or-changed",
    // Where there is none Kubernetes and Gatekeeper say null, and Kyverno an object with nothing in it.
    expression: "oldObject == null || !has(oldObject.spec) || object.spec != oldObject.spec",
  },
];
