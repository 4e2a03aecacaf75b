import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../core/json";
import { type ImageText, namesRegistry, splitImage } from "../../images/image-name";
import { releaseValues } from "../charts/release-values";
import { type KubernetesObject, kubernetesObjectsOf } from "../kubernetes/objects";
import type { SynthesizedResource } from "../synthesized-resource";
import { holdsReference } from "../terraform-text";

/** One image that a resource names, in a text that is known before the apply. */
export interface NamedImage extends ImageText {
  /** Construct path and key, as messages name it. */
  readonly where: string;
}

/**
 * Every image that a resource names: those of containers in Kubernetes objects, `spec.image` of custom resources, and
 * those in a chart's values where registry, repository and tag are all said.
 */
export function namedImages(resource: SynthesizedResource): readonly NamedImage[] {
  const objects = kubernetesObjectsOf(resource);
  if (objects.length > 0) return objects.flatMap(imagesOfObject);
  return resource.mode === "resource" && resource.type === "helm_release" ? imagesOfValues(resource) : [];
}

const CONTAINER_LISTS = ["initContainers", "containers", "ephemeralContainers"];

function imagesOfObject({ manifest, where }: KubernetesObject): readonly NamedImage[] {
  const direct = imageIn(textAt(recordAt(manifest, "spec"), "image"), where("spec.image"));
  return [...direct, ...imagesOfContainers(manifest, "", where)];
}

/** Pods stand in workloads, and in custom resources wherever these like. */
function imagesOfContainers(value: unknown, path: string, where: (field: string) => string): readonly NamedImage[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => imagesOfContainers(item, `${path}[${index}]`, where));
  }
  if (!isJsonRecord(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const own = CONTAINER_LISTS.includes(name)
      ? listAt(value, name).flatMap((container, index) =>
          imageIn(withTag(textAt(container, "image")), where(`${here}[${index}].image`)),
        )
      : [];
    return [...own, ...imagesOfContainers(member, here, where)];
  });
}

function imagesOfValues({ config, path }: SynthesizedResource): readonly NamedImage[] {
  return imagesBelow(releaseValues(config, path).values, "", path);
}

function imagesBelow(value: unknown, path: string, resourcePath: string): readonly NamedImage[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => imagesBelow(item, `${path}[${index}]`, resourcePath));
  }
  if (!isJsonRecord(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const own = /image$/i.test(name) ? imageOfValue(member, `${resourcePath} values.${here}`) : [];
    return [...own, ...imagesBelow(member, here, resourcePath)];
  });
}

/** `image: "repository:tag"`, or an object whose registry is said: a chart's default for it stands in no value. */
function imageOfValue(value: unknown, where: string): readonly NamedImage[] {
  if (typeof value === "string") {
    const image = splitImage(value);
    return image !== undefined && namesRegistry(image.repository) ? imageIn(value, where) : [];
  }
  if (!isJsonRecord(value)) return [];
  const [registry, repository] = [textAt(value, "registry") ?? "", textAt(value, "repository") ?? ""];
  const whole = registry === "" ? repository : `${registry}/${repository}`;
  if (repository === "" || !namesRegistry(whole)) return [];
  return imageIn(`${whole}${suffix(value, "tag", ":")}${digestOf(value)}`, where);
}

function suffix(value: JsonRecord, name: string, mark: string): string {
  const text = textAt(value, name) ?? "";
  return text === "" ? "" : `${mark}${text}`;
}

/** Charts take it as `digest`, or as `sha` without its algorithm (source: grafana and kube-prometheus-stack charts). */
function digestOf(value: JsonRecord): string {
  const digest = suffix(value, "digest", "@");
  return digest === "" ? suffix(value, "sha", "@sha256:") : digest;
}

/** A container's image without a tag is the one that is called `latest` (source: Kubernetes documentation, "Images"). */
function withTag(text: string | undefined): string | undefined {
  const image = text === undefined || holdsReference(text) ? undefined : splitImage(text);
  return image !== undefined && image.tag === undefined && image.digest === undefined ? `${text}:latest` : text;
}

/** One image, when the text is known, and says which version it means. */
function imageIn(text: string | undefined, where: string): readonly NamedImage[] {
  if (text === undefined || holdsReference(text)) return [];
  const image = splitImage(text);
  if (image === undefined || (image.tag === undefined && image.digest === undefined)) return [];
  return [{ ...image, where }];
}
