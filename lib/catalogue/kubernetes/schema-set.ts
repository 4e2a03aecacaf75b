import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One schema, in the words of OpenAPI and of structural schemas. Without a type it accepts anything. */
export interface KubernetesSchema {
  /** Name of a definition of the same set that stands here. */
  readonly $ref?: string;
  /** Type of the value. */
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  /** How text or numbers are read further: `int-or-string`, `quantity`, `byte`, `date-time`, `int32`, `int64`. */
  readonly format?: string;
  /** Fields of an object. */
  readonly properties?: Readonly<Record<string, KubernetesSchema>>;
  /** Fields that have to be there. */
  readonly required?: readonly string[];
  /** Schema of each value of a map with free keys. */
  readonly additionalProperties?: KubernetesSchema;
  /** Schema of each item of a list. */
  readonly items?: KubernetesSchema;
  /** Values that are accepted. */
  readonly enum?: readonly unknown[];
  /** Regular expression in the syntax of RE2. */
  readonly pattern?: string;
  /** Least number. */
  readonly minimum?: number;
  /** Greatest number. */
  readonly maximum?: number;
  /** Least number of characters. */
  readonly minLength?: number;
  /** Greatest number of characters. */
  readonly maxLength?: number;
  /** Least number of items. */
  readonly minItems?: number;
  /** Greatest number of items. */
  readonly maxItems?: number;
  /** Least number of keys. */
  readonly minProperties?: number;
  /** Greatest number of keys. */
  readonly maxProperties?: number;
  /** Whether null is a value here. */
  readonly nullable?: boolean;
  /** What the API server fills in where the field is left out. */
  readonly default?: unknown;
  /** Whether a whole number and a text are both accepted. */
  readonly "x-kubernetes-int-or-string"?: boolean;
  /** Whether fields that the schema does not name are kept. */
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  /** `set` where no item may stand twice. */
  readonly "x-kubernetes-list-type"?: "set" | "map";
  /** Fields that together may not stand twice in a list. */
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  /** Rules in CEL, by their messages: only an API server evaluates them. */
  readonly "x-kubernetes-validations"?: readonly string[];
}

/** What is known of one kind. */
export interface KubernetesKind {
  /** Whether its objects live in a namespace. */
  readonly namespaced: boolean;
  /** Name of its definition. */
  readonly schema: string;
}

/** The kinds that come from one program at one version. */
export interface SchemaSet {
  /** Program and version: `Kubernetes 1.34`, `external-secrets 2.9.0`. */
  readonly version: string;
  /** Where the schemas were read. */
  readonly source: string;
  /** Every kind that an API server has of itself, by group and version. @default - the kinds below are all there are */
  readonly served?: Readonly<Record<string, readonly string[]>>;
  /** By group, version and kind: `apps/v1 Deployment`. */
  readonly kinds: Readonly<Record<string, KubernetesKind>>;
  /** The schemas, by names that `$ref` uses. */
  readonly definitions: Readonly<Record<string, KubernetesSchema>>;
}

/** Names of the sets; each is a file beside this one. */
export const SCHEMA_SETS = [
  "core",
  "aws-load-balancer-controller",
  "cert-manager",
  "external-secrets",
  "istio",
  "karpenter",
  "kyverno",
  "linkerd",
  "prometheus-operator",
  "tetragon",
  "vault-secrets-operator",
] as const;

/** Name of one set. */
export type SchemaSetName = (typeof SCHEMA_SETS)[number];

/** Which set has the kinds of a group; every group without a dot and every `k8s.io` is Kubernetes' own. */
const SET_OF_GROUP: Readonly<Record<string, SchemaSetName>> = {
  "cert-manager.io": "cert-manager",
  "cilium.io": "tetragon",
  "elbv2.k8s.aws": "aws-load-balancer-controller",
  "external-secrets.io": "external-secrets",
  "karpenter.k8s.aws": "karpenter",
  "karpenter.sh": "karpenter",
  "policies.kyverno.io": "kyverno",
  "monitoring.coreos.com": "prometheus-operator",
  "policy.linkerd.io": "linkerd",
  "secrets.hashicorp.com": "vault-secrets-operator",
  "security.istio.io": "istio",
};

const read = new Map<SchemaSetName, SchemaSet>();

/** One set, read from its file when it is first asked for. */
export function schemaSet(name: SchemaSetName): SchemaSet {
  const known = read.get(name);
  if (known !== undefined) return known;
  const set: SchemaSet = JSON.parse(readFileSync(join(__dirname, `${name}.json`), "utf8"));
  read.set(name, set);
  return set;
}

/** The set that knows objects of a group and version, whether or not it knows the kind. Undefined where none does. */
export function schemaSetOf(apiVersion: string): SchemaSet | undefined {
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const name = Object.hasOwn(SET_OF_GROUP, group) ? SET_OF_GROUP[group] : undefined;
  if (name !== undefined) return schemaSet(name);
  return group.includes(".") && !group.endsWith(".k8s.io") ? undefined : schemaSet("core");
}
