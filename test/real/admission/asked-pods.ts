import { isJsonRecord, type JsonRecord, listAt, recordAt } from "../../../lib/core/json";
import { GUARDRAILS, type Rule, type RuleExample } from "../../../lib/guardrails";
import { allowedRegistries } from "../../../lib/guardrails/admission/allowed-registries";
import { exampleObjects } from "../../../lib/guardrails/example";
import type { PodView } from "../../../lib/guardrails/subjects/pod-view";
import { readStack } from "../../../lib/guardrails/subjects/read-stack";
import { verdictOf } from "../../../lib/guardrails/verify-rule";
import { holdsReference } from "../../../lib/truth/terraform-text";

/** Rules that ask something of an API server too, and one of a team's own. */
export const ASKING: readonly Rule[] = [
  ...GUARDRAILS.filter(({ admission }) => admission !== undefined),
  allowedRegistries("registry.example.org", "registry.example.org:5000", "ghcr.io/acme", "docker.io/library"),
];

/** What a pod is made of. */
export interface AskedPod {
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: JsonRecord;
}

/** The pods of every example of the rules, those left out of which something is known at the apply alone. */
export function pods(): readonly AskedPod[] {
  const found = ASKING.flatMap((rule) => examplesOf(rule).flatMap(podsIn)).map(({ annotations, spec }) => ({
    annotations,
    // An example says `undefined` where it says nothing.
    spec: plain(spec),
  }));
  const known = found.filter((pod) => !holdsReference(JSON.stringify(pod)));
  return [...new Map(known.map((pod) => [JSON.stringify(pod), pod])).values()];
}

function examplesOf(rule: Rule): readonly RuleExample[] {
  const { pass, fail, unknown = [], notApplicable = [] } = rule.examples();
  return [...pass, ...fail, ...unknown, ...notApplicable];
}

function podsIn({ stacks }: RuleExample): readonly PodView[] {
  return Object.entries(stacks).flatMap(([name, json]) => readStack({ name, json }).pods);
}

/**
 * Two pods in one: everything that either of them says, the second's word where both speak. The containers of the second
 * stand in the place of the first's, so that what the pod says is said of others than before.
 */
export function merged(first: AskedPod, second: AskedPod): AskedPod {
  return { annotations: { ...first.annotations, ...second.annotations }, spec: mergedRecords(first.spec, second.spec) };
}

function mergedRecords(first: JsonRecord, second: JsonRecord): JsonRecord {
  const shared = Object.keys(second).filter((name) => isJsonRecord(first[name]) && isJsonRecord(second[name]));
  const inner = shared.map((name) => [name, mergedRecords(recordAt(first, name), recordAt(second, name))] as const);
  return { ...first, ...second, ...Object.fromEntries(inner) };
}

/** Pods that break a rule in the one way in which a server lets them. */
const ALLOWED_BREACHES: readonly AskedPod[] = [
  {
    annotations: {},
    spec: { hostUsers: false, containers: [{ name: "main", securityContext: { procMount: "Unmasked" } }] },
  },
  {
    annotations: {},
    spec: {
      os: { name: "windows" },
      hostNetwork: true,
      securityContext: { windowsOptions: { hostProcess: true, runAsUserName: "NT AUTHORITY\\SYSTEM" } },
    },
  },
];

/** The same pods, and a few more, each with what a server asks of any pod: a container, a name and an image. */
export function wholePods(): readonly AskedPod[] {
  return [...pods(), ...ALLOWED_BREACHES].map(({ annotations, spec }) => {
    const containers = listAt(spec, "containers").filter(isJsonRecord);
    const whole = (containers.length === 0 ? [{}] : containers).map((container, index) => ({
      name: `main-${index}`,
      image: "registry.example.org/app:1.2.3",
      ...container,
    }));
    return { annotations, spec: { ...spec, containers: whole } };
  });
}

/** Ids of the rules that refuse an object, by their checks over JSON. */
export function refusedInJson(manifest: JsonRecord): readonly string[] {
  const example = exampleObjects("a pod", manifest);
  return ASKING.filter((rule) => verdictOf(rule, example) === "fail")
    .map(({ id }) => id)
    .sort();
}

function plain(spec: JsonRecord): JsonRecord {
  const copy: unknown = JSON.parse(JSON.stringify(spec));
  return isJsonRecord(copy) ? copy : {};
}
