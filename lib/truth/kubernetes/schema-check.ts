import type { KubernetesSchema, SchemaSet } from "../../catalogue/kubernetes/schema-set";
import { closestNames } from "../../core/closest-names";
import { isJsonRecord, type JsonRecord } from "../../core/json";
import { holdsReference } from "../terraform-text";
import type { ObjectReport } from "./object-report";
import { checkScalar, isIntOrString, range, wrongType } from "./scalar-check";

/** A place in an object: as a message names it, and as a fact does, with `[]` for every item of a list. */
export interface Place {
  /** `spec.template.spec.containers[0].image`. */
  readonly field: string;
  /** `spec.template.spec.containers[].image`. */
  readonly fact: string;
}

/**
 * Fields that a schema of Kubernetes' own asks for and its server does without, by definition: it takes 0 or an empty
 * list for them, or fills them in. Source: kube-apiserver 1.34.2, asked for each such field without it.
 */
const DISPENSABLE: Readonly<Record<string, readonly string[]>> = {
  "batch.v1.PodFailurePolicy": ["rules"],
  "batch.v1.PodFailurePolicyOnPodConditionsPattern": ["status"],
  "core.v1.LimitRangeSpec": ["limits"],
  "core.v1.SleepAction": ["seconds"],
  "discovery.v1.EndpointSlice": ["endpoints"],
  "rbac.v1.RoleRef": ["apiGroup"],
  "storage.v1.TokenRequest": ["audience"],
};

/** Where an object begins. */
export const ROOT: Place = { field: "", fact: "" };

/** Checks values against the schemas of one set, the way an API server with strict field validation does. */
export class SchemaCheck {
  private readonly set: SchemaSet;
  private readonly report: ObjectReport;

  public constructor(set: SchemaSet, report: ObjectReport) {
    this.set = set;
    this.report = report;
  }

  /** Checks a value and everything in it. What is not known before the apply is not judged. */
  public check(value: unknown, schema: KubernetesSchema, place: Place): void {
    const resolved = this.resolve(schema);
    for (const rule of resolved["x-kubernetes-validations"] ?? []) {
      this.report.unchecked(`${place.fact === "" ? "" : `${place.fact}: `}${rule}`);
    }
    if (typeof value === "string" && holdsReference(value)) {
      this.report.checked(place.fact);
      return;
    }
    if (resolved.type === "array") {
      this.checkList(value, resolved, place);
      return;
    }
    if (resolved.type === "object" || resolved.properties !== undefined) {
      this.checkObject(value, resolved, place, schema.$ref);
      return;
    }
    this.report.checked(place.fact);
    if (isIntOrString(resolved) || resolved.type !== undefined || resolved.format !== undefined) {
      checkScalar(value, resolved, place.field, this.report);
    }
  }

  private checkList(value: unknown, schema: KubernetesSchema, place: Place): void {
    const items = schema.items ?? {};
    if (!Array.isArray(value)) {
      this.wrong(value, schema, place);
      return;
    }
    if (value.length === 0 || this.isScalar(items)) this.report.checked(place.fact);
    this.checkCount(value.length, "items", schema.minItems, schema.maxItems, place);
    this.checkTwins(value, schema, place);
    for (const [index, item] of value.entries()) {
      const inside = { field: `${place.field}[${index}]`, fact: `${place.fact}[]` };
      if (item === null) {
        this.checkNull(items, inside);
        continue;
      }
      if (!this.isScalar(items)) this.check(item, items, inside);
      else if (typeof item !== "string" || !holdsReference(item)) {
        checkScalar(item, this.resolve(items), inside.field, this.report);
      }
    }
  }

  /** In a list of the server's own kinds null is an object without fields; in others it is an item of another type. */
  private checkNull(items: KubernetesSchema, place: Place): void {
    const resolved = this.resolve(items);
    if (this.report.factKind === "custom resource field") {
      const takesAnything = resolved.type === undefined && !isIntOrString(resolved);
      if (resolved.nullable !== true && !takesAnything) this.wrong(null, resolved, place);
    } else if (resolved.properties !== undefined) this.check({}, items, place);
  }

  private checkObject(value: unknown, schema: KubernetesSchema, place: Place, definition = ""): void {
    if (!isJsonRecord(value)) {
      this.wrong(value, schema, place);
      return;
    }
    if (schema.properties === undefined) {
      this.checkMap(value, schema, place);
      return;
    }
    if (Object.keys(value).length === 0 && place.fact !== "") this.report.checked(place.fact);
    for (const [name, member] of Object.entries(value)) this.checkMember(name, member, schema, place);
    for (const name of schema.required ?? []) {
      if (Object.hasOwn(DISPENSABLE, definition) && DISPENSABLE[definition]?.includes(name)) continue;
      if (value[name] === undefined || this.isLeftOut(value[name])) this.checkMissing(name, schema, place);
    }
    this.checkCount(Object.keys(value).length, "fields", schema.minProperties, schema.maxProperties, place);
  }

  private checkMember(name: string, value: unknown, schema: KubernetesSchema, place: Place): void {
    const inside = below(place, name);
    const property = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
    if (property !== undefined) {
      this.check(value, property, inside);
      return;
    }
    if (schema["x-kubernetes-preserve-unknown-fields"] === true || holdsReference(name)) return;
    if (schema.additionalProperties !== undefined) {
      this.check(value, schema.additionalProperties, inside);
      return;
    }
    this.report.checked(inside.fact);
    const closest = closestNames(name, Object.keys(schema.properties ?? {}));
    this.report.refuse(inside.field, {
      what: `${this.report.of} has no such field`,
      got: name,
      ...(closest.length === 0 ? {} : { allowed: `closest fields: ${closest.join(", ")}` }),
      doThis: `write a field of this version: an API server refuses this one, or drops it without a word${this.report.ownHint(inside.fact)}`,
    });
  }

  /** In the server's own kinds empty text is a field left out. */
  private isLeftOut(value: unknown): boolean {
    return value === "" && this.report.factKind === "Kubernetes field";
  }

  /** A field that the server fills in is not missing. */
  private checkMissing(name: string, schema: KubernetesSchema, place: Place): void {
    const property = schema.properties?.[name];
    if (property?.default !== undefined) return;
    this.report.refuse(below(place, name).field, {
      what: `${this.report.of} needs this field, and it is not there`,
      doThis: "write it",
    });
  }

  /** A map with free keys: one fact for all of them, unless its values have fields of their own. */
  private checkMap(value: JsonRecord, schema: KubernetesSchema, place: Place): void {
    const members = schema.additionalProperties;
    const isOpaque = schema["x-kubernetes-preserve-unknown-fields"] === true;
    if (members === undefined && !isOpaque && Object.keys(value).length > 0) {
      for (const name of Object.keys(value)) this.checkMember(name, value[name], { ...schema, properties: {} }, place);
      return;
    }
    this.report.checked(place.fact);
    this.checkCount(Object.keys(value).length, "keys", schema.minProperties, schema.maxProperties, place);
    if (members === undefined) return;
    for (const [key, member] of Object.entries(value)) {
      const inside = { field: keyed(place.field, key), fact: `${place.fact}.*` };
      if (!this.isScalar(members)) this.check(member, members, inside);
      else if (typeof member !== "string" || !holdsReference(member)) {
        checkScalar(member, this.resolve(members), inside.field, this.report);
      }
    }
  }

  private checkCount(
    count: number,
    unit: string,
    least: number | undefined,
    most: number | undefined,
    place: Place,
  ): void {
    if (count >= (least ?? 0) && count <= (most ?? Number.POSITIVE_INFINITY)) return;
    this.report.refuse(place.field, {
      what: `${this.report.of} takes another number of ${unit} here`,
      got: count,
      allowed: range(unit, least, most),
      doThis: count < (least ?? 0) ? "add what is missing" : "take some out",
    });
  }

  private checkTwins(items: readonly unknown[], schema: KubernetesSchema, place: Place): void {
    const keys = schema["x-kubernetes-list-map-keys"];
    if (keys === undefined && schema["x-kubernetes-list-type"] !== "set") return;
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const isRecord = isJsonRecord(item);
      const key = JSON.stringify(keys === undefined ? item : keys.map((name) => (isRecord ? item[name] : undefined)));
      if (seen.has(key) && !holdsReference(key)) {
        this.report.refuse(`${place.field}[${index}]`, {
          what: `${this.report.of} takes each item of this list once`,
          got: item,
          allowed: keys === undefined ? "different items" : `items that differ in ${keys.join(", ")}`,
          doThis: "take one of the two out",
        });
      }
      seen.add(key);
    }
  }

  private wrong(value: unknown, schema: KubernetesSchema, place: Place): void {
    this.report.checked(place.fact);
    this.report.refuse(place.field, wrongType(value, schema, this.report.of));
  }

  private isScalar(schema: KubernetesSchema): boolean {
    const { type, properties } = this.resolve(schema);
    return properties === undefined && type !== "object" && type !== "array";
  }

  private resolve(schema: KubernetesSchema): KubernetesSchema {
    return schema.$ref === undefined ? schema : (this.set.definitions[schema.$ref] ?? {});
  }
}

function below(place: Place, name: string): Place {
  return { field: dotted(place.field, name), fact: dotted(place.fact, name) };
}

function dotted(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function keyed(path: string, key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? dotted(path, key) : `${path}["${key}"]`;
}
