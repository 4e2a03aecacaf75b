import type { KubernetesSchema, SchemaSet } from "../../catalogue/kubernetes/schema-set";
import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../core/json";
import { holdsReference, REFERENCE } from "../terraform-text";

/**
 * Arguments whose name is not the field's own, in the singular, or in other letters. By definition, then by argument;
 * null where the provider reads an argument that the object has no field for. Source: terraform-provider-kubernetes
 * v2.38.0, `structure*.go`, and its schema held against that of Kubernetes.
 */
const OTHER_NAMES: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  "storage.v1.StorageClass": { storage_provisioner: "provisioner" },
  "apps.v1.DaemonSetSpec": { strategy: "updateStrategy" },
  "autoscaling.v2.HorizontalPodAutoscalerSpec": { target_cpu_utilization_percentage: null },
  "core.v1.AzureDiskVolumeSource": { data_disk_uri: "diskURI" },
  "core.v1.AzureFileVolumeSource": { secret_namespace: null },
  "core.v1.GlusterfsVolumeSource": { endpoints_name: "endpoints" },
  "core.v1.GlusterfsPersistentVolumeSource": { endpoints_name: "endpoints" },
  "core.v1.LocalObjectReference": { namespace: null },
  "core.v1.RBDVolumeSource": RBD(),
  "core.v1.RBDPersistentVolumeSource": RBD(),
  "core.v1.Volume": { local: null },
  "core.v1.ServiceAccount": { default_secret_name: null },
  "core.v1.ObjectReference": { default_secret_name: null },
  "core.v1.Secret": {
    data_wo: "stringData",
    data_wo_revision: null,
    binary_data_wo: "data",
    binary_data_wo_revision: null,
  },
};

function RBD(): Readonly<Record<string, string>> {
  return { ceph_monitors: "monitors", rados_user: "user", rbd_image: "image", rbd_pool: "pool" };
}

/**
 * What the provider writes where an argument is left out, and an API server refuses to do without. By definition, then
 * by field. Source: terraform-provider-kubernetes v2.38.0, `Default` of each schema.
 */
const DEFAULTS: Readonly<Record<string, JsonRecord>> = {
  "batch.v1.PodFailurePolicyOnPodConditionsPattern": { status: "True" },
  "core.v1.SeccompProfile": { type: "Unconfined" },
  "core.v1.TopologySpreadConstraint": { maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" },
  "networking.v1.HTTPIngressPath": { pathType: "ImplementationSpecific" },
  "rbac.v1.Subject": { namespace: "default" },
};

/** Arguments of a resource that are Terraform's or the provider's own. */
const OWN_ARGUMENTS = new Set([
  "connection",
  "count",
  "depends_on",
  "for_each",
  "id",
  "lifecycle",
  "provider",
  "provisioner",
  "status",
  "target_state",
  "timeouts",
  "wait_for_completion",
  "wait_for_default_service_account",
  "wait_for_load_balancer",
  "wait_for_rollout",
  "wait_for_service_account_token",
  "wait_until_bound",
]);

/** Fields that hold the rights of a file: the provider reads them as octal digits. */
const OCTAL_FIELDS = new Set(["mode", "defaultMode"]);

/** The fields an object gets from the arguments of a resource, which are known text by now. */
export function objectFields(config: JsonRecord, definition: string, set: SchemaSet): JsonRecord {
  const own = Object.entries(config).filter(([name]) => !OWN_ARGUMENTS.has(name));
  const fields = convertRecord(Object.fromEntries(own), { $ref: definition }, set);
  return definition === "core.v1.Secret" ? secretFields(config, fields) : fields;
}

const SECRET_ARGUMENTS = ["data", "binary_data", "binary_data_wo"];

/** Text of a secret is encoded on its way; bytes come encoded already. */
function secretFields(config: JsonRecord, { binaryData, ...fields }: JsonRecord): JsonRecord {
  // Keys that are not known yet may be any.
  if (SECRET_ARGUMENTS.some((name) => isWholeReference(config[name]))) return { ...fields, data: REFERENCE };
  const text = Object.entries(recordAt(config, "data")).map(([key, value]) => [key, encoded(value)]);
  const data: JsonRecord = {
    ...recordAt(config, "binary_data_wo"),
    ...recordAt(config, "binary_data"),
    ...Object.fromEntries(text),
  };
  return Object.keys(data).length === 0 ? fields : { ...fields, data };
}

function encoded(value: unknown): unknown {
  return typeof value !== "string" || holdsReference(value) ? value : Buffer.from(value, "utf8").toString("base64");
}

function convertRecord(record: JsonRecord, schema: KubernetesSchema, set: SchemaSet): JsonRecord {
  const { name: definition, schema: resolved } = resolve(schema, set);
  const fields: JsonRecord = {};
  for (const [argument, value] of Object.entries(flattened(record))) {
    const name = fieldOf(argument, definition, resolved);
    if (name === undefined) continue;
    const field = convert(value, resolved.properties?.[name] ?? {}, set, name);
    if (field !== undefined) fields[name] = field;
  }
  const defaults = definition === undefined ? undefined : DEFAULTS[definition];
  const complete = { ...defaults, ...fields };
  return definition === "batch.v1.JobSpec" ? withRestartPolicy(complete) : complete;
}

/** Pods of jobs are not restarted, unless that is written; all others are. */
function withRestartPolicy(spec: JsonRecord): JsonRecord {
  const template = recordAt(spec, "template");
  const pod = template["spec"];
  return isJsonRecord(pod) ? { ...spec, template: { ...template, spec: { restartPolicy: "Never", ...pod } } } : spec;
}

/**
 * What a persistent volume lies on is a block of its own in Terraform, and among the other fields in Kubernetes. Blocks
 * may hold comments.
 */
function flattened({ persistent_volume_source: source, "//": _comment, ...record }: JsonRecord): JsonRecord {
  return source === undefined ? record : { ...record, ...recordAt(asList(source)[0]) };
}

/** Field of an argument: its own name or its plural, whatever the capitals (`cluster_ip` is `clusterIP`). */
function fieldOf(argument: string, definition: string | undefined, schema: KubernetesSchema): string | undefined {
  const others = definition === undefined ? undefined : OTHER_NAMES[definition];
  if (others !== undefined && Object.hasOwn(others, argument)) return others[argument] ?? undefined;
  const plain = argument.replaceAll("_", "").toLowerCase();
  const known = fieldsByPlainName(schema);
  const found =
    known.get(plain) ?? known.get(`${plain}s`) ?? known.get(`${plain}es`) ?? known.get(plain.replace(/y$/, "ies"));
  if (found !== undefined) return found;
  return argument.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const plainNames = new WeakMap<KubernetesSchema, ReadonlyMap<string, string>>();

/** The fields of a schema by their names in small letters; where two differ in nothing else, the first. */
function fieldsByPlainName(schema: KubernetesSchema): ReadonlyMap<string, string> {
  const known = plainNames.get(schema);
  if (known !== undefined) return known;
  const names = Object.keys(schema.properties ?? {}).reverse();
  const fields = new Map(names.map((name): [string, string] => [name.toLowerCase(), name]));
  plainNames.set(schema, fields);
  return fields;
}

/** Undefined for what the provider leaves out: null, empty text, a block that does not stand. */
function convert(value: unknown, schema: KubernetesSchema, set: SchemaSet, name: string): unknown {
  const { schema: resolved } = resolve(schema, set);
  if (value === null || value === undefined || value === "") return undefined;
  if (resolved.type === "array" && !isWholeReference(value)) {
    const items = asList(value).map((item) => convertItem(item, resolved.items ?? {}, set));
    return items.length === 0 ? undefined : items;
  }
  if (resolved.properties !== undefined) {
    const [block] = asList(value);
    if (Array.isArray(value) && value.length === 0) return undefined;
    if (block === null) return {};
    return isJsonRecord(block) ? convertRecord(block, schema, set) : block;
  }
  if (resolved.type === "object") return isJsonRecord(value) ? withoutNulls(value, resolved) : value;
  return scalar(value, resolved, name);
}

function convertItem(item: unknown, schema: KubernetesSchema, set: SchemaSet): unknown {
  const { schema: resolved } = resolve(schema, set);
  if (resolved.properties === undefined) return scalar(item, resolved, "");
  return item === null ? {} : isJsonRecord(item) ? convertRecord(item, schema, set) : item;
}

/** A map keeps its keys, and all its values are text. */
function withoutNulls(map: JsonRecord, schema: KubernetesSchema): JsonRecord {
  const members = Object.entries(map).filter(([, value]) => value !== null);
  return Object.fromEntries(members.map(([key, value]) => [key, scalar(value, schema.additionalProperties ?? {}, "")]));
}

/** Terraform turns numbers and truth values into each other's text; the provider turns digits into numbers. */
function scalar(value: unknown, schema: KubernetesSchema, name: string): unknown {
  if (typeof value === "string" && !holdsReference(value)) {
    if (schema.type === "integer" && OCTAL_FIELDS.has(name))
      return /^[0-7]+$/.test(value) ? Number.parseInt(value, 8) : value;
    if (schema.type === "integer" || schema.format === "int-or-string")
      return /^[+-]?\d+$/.test(value) ? Number(value) : value;
    if (schema.type === "number") return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
    if (schema.type === "boolean") return value === "true" ? true : value === "false" ? false : value;
  }
  const isText = schema.type === "string" || schema.format === "quantity";
  return isText && (typeof value === "number" || typeof value === "boolean") ? String(value) : value;
}

function isWholeReference(value: unknown): boolean {
  return typeof value === "string" && holdsReference(value);
}

function resolve(schema: KubernetesSchema, set: SchemaSet): { name: string | undefined; schema: KubernetesSchema } {
  if (schema.$ref === undefined) return { name: undefined, schema };
  return { name: schema.$ref, schema: set.definitions[schema.$ref] ?? {} };
}
