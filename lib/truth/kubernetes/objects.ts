import { schemaSetOf } from "../../catalogue/kubernetes/schema-set";
import { asList, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import type { SynthesizedResource } from "../synthesized-resource";
import { knownData, knownText, REFERENCE } from "../terraform-text";
import { OwnFields } from "./own-fields";
import { kindOfTerraformType } from "./terraform-kinds";
import { objectFields } from "./terraform-object";

/** One Kubernetes object that a resource makes, as the API server gets it. */
export interface KubernetesObject {
  /** Group and version, such as `apps/v1`. */
  readonly apiVersion: string;
  /** Kind, such as `Deployment`. */
  readonly kind: string;
  /** Name; what is not known yet stands in it as `REFERENCE`. */
  readonly name: string;
  /**
   * Namespace it goes to: its own, or that of the release, or Terraform's `default`. Undefined for kinds that live in
   * none; what is not known yet stands in it as `REFERENCE`.
   */
  readonly namespace: string | undefined;
  /** The object itself. Text is not escaped any more, and what is not known before the apply is `REFERENCE`. */
  readonly manifest: JsonRecord;
  /** Construct path of the resource. */
  readonly path: string;
  /** Whether it stands in a bundle or is a Terraform resource of its own. */
  readonly origin: "bundle" | "resource";
  /** Fields of it that the catalogue does not know and the user vouches for. */
  readonly own: OwnFields;
  /** How a message names a field of it: `prod-rpc/rpc/deployment Deployment rpc spec.replicas`. */
  readonly where: (field: string) => string;
}

/** Name of the chart that hands Palisade's manifests through, as it stands in the chart's path. */
const MANIFEST_CHART = /(^|\/)manifest-chart(\/|$)/;

/** Several examiners look at the same objects of one resource. */
const known = new WeakMap<SynthesizedResource, readonly KubernetesObject[]>();

/** Every Kubernetes object that a resource makes; none for what is no Kubernetes object, or not known as one. */
export function kubernetesObjectsOf(resource: SynthesizedResource): readonly KubernetesObject[] {
  const objects = known.get(resource) ?? readObjects(resource);
  known.set(resource, objects);
  return objects;
}

/** Whether a release is of the chart that hands Palisade's manifests through, which are looked at as what they are. */
export function isManifestBundle(config: JsonRecord): boolean {
  return MANIFEST_CHART.test(textAt(config, "chart") ?? "");
}

function readObjects(resource: SynthesizedResource): readonly KubernetesObject[] {
  if (resource.mode === "data") return [];
  const own = OwnFields.of(resource);
  if (resource.type === "helm_release") return bundledObjects(resource, own);
  if (resource.type === "kubernetes_manifest") return manifestObject(resource, own);
  const kind = kindOfTerraformType(resource.type);
  return kind === undefined ? [] : terraformObject(resource, kind, own);
}

function bundledObjects(resource: SynthesizedResource, own: OwnFields): readonly KubernetesObject[] {
  if (!isManifestBundle(resource.config)) return [];
  const namespace = knownText(textAt(resource.config, "namespace") ?? "default");
  return asList(resource.config["values"]).flatMap((text) =>
    listAt(parsed(text), "manifests").flatMap((manifest) => objectOf(resource, manifest, "bundle", namespace, own)),
  );
}

function manifestObject(resource: SynthesizedResource, own: OwnFields): readonly KubernetesObject[] {
  return objectOf(resource, knownData(resource.config["manifest"]), "resource", "default", own);
}

function terraformObject(resource: SynthesizedResource, kindName: string, own: OwnFields): readonly KubernetesObject[] {
  const [apiVersion = "", kind = ""] = kindName.split(" ");
  const config = knownData(resource.config);
  if (!isJsonRecord(config) || holdsDynamicBlock(config)) return [];
  const set = schemaSetOf(apiVersion);
  const known = set?.kinds[kindName];
  const fields =
    set === undefined || known === undefined
      ? { metadata: recordAt(asList(config["metadata"])[0]) }
      : objectFields(config, known.schema, set);
  return objectOf(resource, { apiVersion, kind, ...fields }, "resource", "default", own);
}

function objectOf(
  resource: SynthesizedResource,
  manifest: unknown,
  origin: "bundle" | "resource",
  releaseNamespace: string,
  own: OwnFields,
): readonly KubernetesObject[] {
  if (!isJsonRecord(manifest)) return [];
  const apiVersion = textAt(manifest, "apiVersion") ?? "";
  const kind = textAt(manifest, "kind") ?? "";
  const metadata = recordAt(manifest, "metadata");
  const name = textAt(metadata, "name") ?? textAt(metadata, "generateName") ?? "";
  const shownName = name.replaceAll(REFERENCE, "…");
  const head = [resource.path, kind, shownName].filter((part) => part !== "").join(" ");
  const known = schemaSetOf(apiVersion)?.kinds[`${apiVersion} ${kind}`];
  const namespace = textAt(metadata, "namespace") ?? releaseNamespace;
  return [
    {
      apiVersion,
      kind,
      name,
      namespace: known?.namespaced === false ? undefined : namespace,
      manifest,
      path: resource.path,
      origin,
      own,
      where: (field) => (field === "" ? head : `${head} ${field}`),
    },
  ];
}

/** The text of a bundle is JSON, apart from references that stand for a number or a truth value. */
function parsed(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  const known = knownText(text);
  for (const attempt of [known, known.replace(/(?<=[:[,]\s*)\uE000(?=\s*[,\]}])/g, '"\uE000"')]) {
    try {
      return JSON.parse(attempt);
    } catch {}
  }
  return undefined;
}

/** Blocks that are made at plan time stand for a number of blocks nobody knows yet. A label may go by that name too. */
function holdsDynamicBlock(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsDynamicBlock);
  if (!isJsonRecord(value)) return false;
  return Object.entries(value).some(
    ([name, member]) => (name === "dynamic" && typeof member === "object") || holdsDynamicBlock(member),
  );
}
