import { type SchemaSet, schemaSet, schemaSetOf } from "../../catalogue/kubernetes/schema-set";
import type { Problem } from "../../core/errors";
import { isJsonRecord, type JsonRecord } from "../../core/json";
import type { Examination } from "../examination";
import type { Examiner } from "../examiners";
import type { Fact } from "../fact";
import { holdsReference, REFERENCE } from "../terraform-text";
import { ObjectReport } from "./object-report";
import { type KubernetesObject, kubernetesObjectsOf } from "./objects";
import { OwnFields } from "./own-fields";
import { checkMetadata, RULES_OF_KIND } from "./rules";
import { ROOT, SchemaCheck } from "./schema-check";
import { unknownKindProblem } from "./unknown-kind";

/** Version of the Terraform provider whose resources are read as objects. */
const PROVIDER = "Kubernetes provider 2.38.0";

/** Looks at every Kubernetes object that a resource makes. */
export const examineKubernetes: Examiner = (resource, examination) => {
  const objects = kubernetesObjectsOf(resource);
  // Each object asks of the same ones, so that those left over are nobody's.
  const own = objects[0]?.own ?? OwnFields.of(resource);
  for (const object of objects) examineObject(object, examination);
  for (const field of own.idle) examination.refuse(idleOwnField(resource.path, field));
  if (objects.length === 0 && resource.mode === "resource" && resource.type.startsWith("kubernetes_")) {
    examination.unchecked({ kind: "Kubernetes field", of: PROVIDER, name: resource.type });
  }
};

function idleOwnField(where: string, field: string): Problem {
  return {
    what: "ownFields names a field that no object of the bundle holds, or that nothing is wrong with",
    got: field,
    allowed:
      "a kind and the path of a field that is refused, with [] for the items of a list: ExternalSecret spec.data[].novel",
    doThis: "correct it, or take it out of ownFields",
    where,
  };
}

/**
 * Looks at one Kubernetes object as an API server with strict field validation does: its fields, their types and
 * values, and the rules that stand in the server's code. Rules in CEL are not evaluated; they are facts not checked.
 */
export function examineObject(object: KubernetesObject, examination: Examination): void {
  const { apiVersion, kind } = object;
  const manifest = withoutNulls(object.manifest);
  const set = schemaSetOf(apiVersion);
  const known = set?.kinds[`${apiVersion} ${kind}`];
  const isCore = set === schemaSet("core");
  const facts = {
    kind: isCore ? ("Kubernetes field" as const) : ("custom resource field" as const),
    of: programOf(object, set, isCore),
    source: set?.source ?? "",
  };
  const report = new ObjectReport(object, examination, facts);
  if (holdsReference(`${apiVersion} ${kind}`)) {
    report.unchecked("*");
    return;
  }
  if (set === undefined || known === undefined) {
    const problem = unknownKindProblem(object, set);
    if (problem === undefined || report.isOwn(VERSION)) report.unchecked("*");
    else report.refuse("", { ...problem, doThis: `${problem.doThis}${kind === "" ? "" : report.ownHint(VERSION)}` });
    return;
  }
  checkFields(manifest, known.schema, set, report);
  checkMetadata(manifest, report.as(metadataFacts()));
  const rule = isCore && Object.hasOwn(RULES_OF_KIND, kind) ? RULES_OF_KIND[kind] : undefined;
  rule?.(manifest, report);
}

/** Every fact that the examined objects hold: what a real API server proves when it accepts them. */
export function factsOfObject(examination: Examination): readonly Fact[] {
  return examination.facts
    .filter(({ kind }) => kind === "Kubernetes field" || kind === "custom resource field")
    .map(({ kind, of, name }) => ({ kind, of, name }));
}

function checkFields(manifest: JsonRecord, definition: string, set: SchemaSet, report: ObjectReport): void {
  const { apiVersion, kind, metadata, status, ...fields } = manifest;
  new SchemaCheck(set, report).check(fields, { $ref: definition }, ROOT);
  const core = schemaSet("core");
  const metadataReport = report.as(metadataFacts());
  new SchemaCheck(core, metadataReport).check(metadata ?? {}, { $ref: "meta.v1.ObjectMeta" }, METADATA);
}

/** A field that is null is one left out: the API server drops it before it looks. */
function withoutNulls(record: JsonRecord): JsonRecord {
  const members = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(members.map(([name, value]) => [name, valueWithoutNulls(value)]));
}

function valueWithoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(valueWithoutNulls);
  return isJsonRecord(value) ? withoutNulls(value) : value;
}

/** How a user vouches for a version of a kind, which a cluster of another release may serve. */
const VERSION = "apiVersion";

const METADATA = { field: "metadata", fact: "metadata" };

/** Metadata is the same in every kind, and Kubernetes' own. */
function metadataFacts() {
  const core = schemaSet("core");
  return { kind: "Kubernetes field" as const, of: `${core.version} ObjectMeta`, source: core.source };
}

function programOf({ apiVersion, kind }: KubernetesObject, set: SchemaSet | undefined, isCore: boolean): string {
  if (set === undefined || holdsReference(`${apiVersion} ${kind}`)) {
    return `${kind} ${apiVersion} (not in the catalogue)`.replaceAll(REFERENCE, "…");
  }
  return isCore ? `${set.version} ${apiVersion} ${kind}` : `${kind} ${apiVersion} (${set.version})`;
}
