import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";

/** One file of lib/catalogue/kubernetes. */
export interface SchemaSetData {
  readonly version: string;
  readonly source: string;
  readonly kinds: JsonRecord;
  readonly definitions: JsonRecord;
  readonly served?: JsonRecord;
}

/** Kinds that stacks create, by group and version. Kinds that only controllers write are left out. */
const CORE_KINDS = new Set(
  [
    "v1 Namespace ServiceAccount ConfigMap Secret Service PersistentVolumeClaim PersistentVolume Pod ReplicationController",
    "v1 ResourceQuota LimitRange Endpoints",
    "apps/v1 Deployment StatefulSet DaemonSet",
    "batch/v1 Job CronJob",
    "policy/v1 PodDisruptionBudget",
    "networking.k8s.io/v1 NetworkPolicy Ingress IngressClass",
    "rbac.authorization.k8s.io/v1 Role RoleBinding ClusterRole ClusterRoleBinding",
    "storage.k8s.io/v1 StorageClass CSIDriver",
    "scheduling.k8s.io/v1 PriorityClass",
    "node.k8s.io/v1 RuntimeClass",
    "autoscaling/v1 HorizontalPodAutoscaler",
    "autoscaling/v2 HorizontalPodAutoscaler",
    "discovery.k8s.io/v1 EndpointSlice",
    "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration ValidatingWebhookConfiguration",
    "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
    "apiregistration.k8s.io/v1 APIService",
  ].flatMap((line) => {
    const [apiVersion = "", ...kinds] = line.split(" ");
    return kinds.map((kind) => `${apiVersion} ${kind}`);
  }),
);

/** Anything is accepted here: what stands below is the concern of others. */
const OPAQUE = { "x-kubernetes-preserve-unknown-fields": true };

/** Fields that an API server counts as required, and does without. Held against a real one. */
const NOT_ENFORCED: Readonly<Record<string, readonly string[]>> = {
  "core.v1.HTTPHeader": ["value"],
  "core.v1.ISCSIPersistentVolumeSource": ["lun"],
  "core.v1.ISCSIVolumeSource": ["lun"],
  "core.v1.Sysctl": ["value"],
  "scheduling.v1.PriorityClass": ["value"],
};

const SCALARS: Readonly<Record<string, JsonRecord>> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { format: "quantity" },
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { format: "int-or-string" },
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": { type: "string", format: "date-time" },
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": { type: "string", format: "date-time" },
  "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": OPAQUE,
  "io.k8s.apimachinery.pkg.runtime.RawExtension": OPAQUE,
};

const KEPT = [
  "type",
  "format",
  "enum",
  "required",
  "pattern",
  "minimum",
  "maximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "nullable",
  "default",
  "x-kubernetes-int-or-string",
  "x-kubernetes-preserve-unknown-fields",
  "x-kubernetes-list-map-keys",
];

/** The kinds of an API server from its own documents, and the definitions they need, each once. */
export function compactCoreSchemas(version: string, documents: readonly JsonRecord[]): SchemaSetData {
  const schemas: JsonRecord = {};
  const namespaced = new Set<string>();
  const served: Record<string, readonly string[]> = {};
  for (const document of documents) {
    Object.assign(schemas, recordAt(document, "components", "schemas"));
    for (const [path, item] of Object.entries(recordAt(document, "paths"))) {
      const kind = recordAt(item, "post", "x-kubernetes-group-version-kind");
      const key = kindKey(kind);
      // A path of its own, not a part of another object such as its scale or its tokens.
      if (key === " " || /\{name\}\//.test(path)) continue;
      if (path.includes("/namespaces/{namespace}/")) namespaced.add(key);
      const [apiVersion = "", name = ""] = key.split(" ");
      served[apiVersion] = [...new Set([...(served[apiVersion] ?? []), name])].sort();
    }
  }
  const kinds: JsonRecord = {};
  const definitions: JsonRecord = {};
  for (const [name, schema] of Object.entries(schemas)) {
    for (const kind of listAt(schema, "x-kubernetes-group-version-kind").map((entry) => kindKey(entry))) {
      if (!CORE_KINDS.has(kind)) continue;
      kinds[kind] = { namespaced: namespaced.has(kind), schema: shortName(name) };
      include(name, schemas, definitions);
    }
  }
  return {
    version: `Kubernetes ${version.split(".").slice(0, 2).join(".")}`,
    source: `/openapi/v3 of kube-apiserver ${version}`,
    served: sorted(served),
    kinds: sorted(kinds),
    definitions: sorted(definitions),
  };
}

function include(name: string, schemas: JsonRecord, definitions: JsonRecord): void {
  const short = shortName(name);
  if (definitions[short] !== undefined) return;
  definitions[short] = {};
  const schema = compactCore(schemas[name], (other) => include(other, schemas, definitions));
  const required = listAt(schema, "required").filter((field) => !NOT_ENFORCED[short]?.some((other) => other === field));
  definitions[short] = required.length === 0 ? withoutRequired(schema) : { ...schema, required };
}

function withoutRequired({ required, ...schema }: JsonRecord): JsonRecord {
  return schema;
}

function compactCore(schema: unknown, needs: (name: string) => void): JsonRecord {
  const reference = textAt(schema, "$ref") ?? listAt(schema, "allOf").map((part) => textAt(part, "$ref"))[0];
  if (reference !== undefined) {
    const name = reference.replace("#/components/schemas/", "");
    const scalar = SCALARS[name];
    if (scalar !== undefined) return scalar;
    needs(name);
    // An object that is not a pointer in the server's own code is there, empty, when nobody writes it.
    return { $ref: shortName(name), ...(isJsonRecord(recordAt(schema)["default"]) ? { default: {} } : {}) };
  }
  const compacted: JsonRecord = {};
  for (const keyword of KEPT) {
    const value = recordAt(schema)[keyword];
    if (value !== undefined && keyword !== "default" && keyword !== "x-kubernetes-list-map-keys")
      compacted[keyword] = value;
  }
  const properties = recordAt(schema, "properties");
  const items = recordAt(schema)["items"];
  const members = recordAt(schema)["additionalProperties"];
  if (Object.keys(properties).length > 0) {
    compacted["properties"] = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        isWrittenByServer(name, property) ? OPAQUE : compactCore(property, needs),
      ]),
    );
  }
  if (items !== undefined) compacted["items"] = compactCore(items, needs);
  if (isJsonRecord(members)) compacted["additionalProperties"] = compactCore(members, needs);
  if (Object.keys(compacted).length === 0) return OPAQUE;
  return compacted;
}

/** What nobody declares, since the server and its controllers write it. */
function isWrittenByServer(name: string, property: unknown): boolean {
  return name === "managedFields" || (name === "status" && recordAt(property)["type"] === undefined);
}

/** The custom resources of one chart; what stands in them twice becomes a definition. */
export function compactCustomSchemas(version: string, resources: readonly JsonRecord[]): SchemaSetData {
  const kinds: JsonRecord = {};
  const schemas = new Map<string, JsonRecord>();
  for (const resource of resources) {
    for (const [served, schema] of Object.entries(recordAt(resource, "versions"))) {
      const kind = String(resource["kind"]);
      const name = `${kind}.${served}`;
      kinds[`${String(resource["group"])}/${served} ${kind}`] = {
        namespaced: resource["scope"] === "Namespaced",
        schema: name,
      };
      const { apiVersion, kind: kindProperty, metadata, status, ...properties } = recordAt(schema, "properties");
      // Metadata has a schema of its own, and what names the kind is no field of it.
      const required = listAt(schema, "required").filter((field) => Object.hasOwn(properties, String(field)));
      const { required: _, ...rest } = recordAt(schema);
      const isRequired = required.length > 0 ? { required } : {};
      schemas.set(name, { ...isRequired, ...compactCustom({ ...rest, ...isRequired, properties }) });
    }
  }
  const sources = [...new Set(resources.map((resource) => String(resource["source"])))];
  return { version, source: sources.join(", "), kinds: sorted(kinds), definitions: shareDefinitions(schemas) };
}

/** A choice that says nothing but which field is there, or that one is not. */
function isChoiceOfFields(choice: unknown): boolean {
  const keywords = Object.keys(recordAt(choice));
  const excluded = listAt(recordAt(choice, "not"), "anyOf");
  return keywords.join() === "required" || (keywords.join() === "not" && excluded.every(isChoiceOfFields));
}

function compactCustom(schema: unknown): JsonRecord {
  const choices = listAt(schema, "oneOf");
  for (const keyword of ["oneOf", "allOf", "not"]) {
    if (keyword === "oneOf" && choices.every(isChoiceOfFields)) continue;
    if (recordAt(schema)[keyword] !== undefined) throw new Error(`${keyword} is not read by lib/truth/kubernetes yet`);
  }
  const compacted: JsonRecord = {};
  for (const keyword of KEPT) {
    const value = recordAt(schema)[keyword];
    if (value !== undefined) compacted[keyword] = value;
  }
  // Whether keys may stand twice matters, the order in which they are merged does not.
  if (recordAt(schema)["x-kubernetes-list-type"] === "set") compacted["x-kubernetes-list-type"] = "set";
  if (recordAt(schema)["x-kubernetes-list-type"] !== "map") delete compacted["x-kubernetes-list-map-keys"];
  const rules = listAt(schema, "x-kubernetes-validations").map(
    (rule) => textAt(rule, "message") ?? textAt(rule, "rule"),
  );
  const fields = choices.map((choice) => listAt(choice, "required").join(" with "));
  // An optional field of a protocol buffer reads as a choice between it and nothing, which every object makes.
  if (fields.length > 0 && !fields.includes("")) rules.push(`exactly one of ${fields.join(", ")}`);
  if (rules.length > 0) compacted["x-kubernetes-validations"] = rules;
  const properties = recordAt(schema, "properties");
  const items = recordAt(schema)["items"];
  const members = recordAt(schema)["additionalProperties"];
  if (Object.keys(properties).length > 0) {
    compacted["properties"] = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, compactCustom(property)]),
    );
  }
  if (items !== undefined) compacted["items"] = compactCustom(items);
  if (isJsonRecord(members)) compacted["additionalProperties"] = compactCustom(members);
  return compacted;
}

const SHARED_FROM_CHARACTERS = 160;

/** Makes a definition of every object that stands more than once, named for the place where it stands first. */
function shareDefinitions(schemas: ReadonlyMap<string, JsonRecord>): JsonRecord {
  const seen = new Map<string, { count: number; name: string }>();
  const count = (schema: JsonRecord, name: string) => {
    const text = JSON.stringify(schema);
    if (text.length >= SHARED_FROM_CHARACTERS && schema["properties"] !== undefined) {
      const known = seen.get(text);
      seen.set(text, { count: (known?.count ?? 0) + 1, name: known?.name ?? name });
      if (known !== undefined) return;
    }
    eachChild(schema, (child, key) => count(child, key === "" ? name : `${name}.${key}`));
  };
  for (const [name, schema] of schemas) count(schema, name);
  const definitions: JsonRecord = {};
  const rewrite = (schema: JsonRecord, isRoot: boolean): JsonRecord => {
    const shared = seen.get(JSON.stringify(schema));
    if (!isRoot && shared !== undefined && shared.count > 1) {
      definitions[shared.name] ??= rewrite(schema, true);
      return { $ref: shared.name };
    }
    const rewritten: JsonRecord = { ...schema };
    if (isJsonRecord(schema["items"])) rewritten["items"] = rewrite(schema["items"], false);
    if (isJsonRecord(schema["additionalProperties"])) {
      rewritten["additionalProperties"] = rewrite(schema["additionalProperties"], false);
    }
    if (isJsonRecord(schema["properties"])) {
      rewritten["properties"] = Object.fromEntries(
        Object.entries(schema["properties"]).map(([key, property]) => [key, rewrite(recordAt(property), false)]),
      );
    }
    return rewritten;
  };
  for (const [name, schema] of schemas) definitions[name] = rewrite(schema, true);
  return sorted(definitions);
}

function eachChild(schema: JsonRecord, visit: (child: JsonRecord, key: string) => void): void {
  if (isJsonRecord(schema["items"])) visit(schema["items"], "");
  if (isJsonRecord(schema["additionalProperties"])) visit(schema["additionalProperties"], "");
  for (const [key, property] of Object.entries(recordAt(schema, "properties"))) visit(recordAt(property), key);
}

function kindKey(kind: unknown): string {
  const group = textAt(kind, "group") ?? "";
  const version = textAt(kind, "version") ?? "";
  return `${group === "" ? version : `${group}/${version}`} ${textAt(kind, "kind") ?? ""}`;
}

/** `core.v1.Container` for `io.k8s.api.core.v1.Container`. */
function shortName(name: string): string {
  return name.split(".").slice(-3).join(".");
}

function sorted(record: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
