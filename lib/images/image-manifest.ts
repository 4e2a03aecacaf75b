import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../core/json";
import { DIGEST } from "./image-name";

const INDEXES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const MANIFESTS = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** `Accept` of a request for a manifest: without it, registries convert what they have into older forms. */
export const MANIFEST_TYPES = [...INDEXES, ...MANIFESTS].join(", ");

/** An index names a manifest for each platform; a manifest names the configuration that says its platform. */
export type ImageManifest =
  | { readonly kind: "index"; readonly platforms: Readonly<Record<string, string>> }
  | { readonly kind: "single"; readonly configurationDigest: string };

/** Reads a manifest. Undefined when it is none of an image. @param mediaType of the answer; empty when it had none */
export function readManifest(mediaType: string, json: unknown): ImageManifest | undefined {
  if (!isJsonRecord(json)) return undefined;
  const [type = ""] = mediaType.split(";");
  const stated = textAt(json, "mediaType") ?? type.trim();
  if (INDEXES.includes(stated)) return readIndex(json);
  const configurationDigest = textAt(recordAt(json, "config"), "digest");
  if (!MANIFESTS.includes(stated) || configurationDigest === undefined || !DIGEST.test(configurationDigest)) {
    return undefined;
  }
  return { kind: "single", configurationDigest };
}

function readIndex(json: JsonRecord): ImageManifest | undefined {
  const platforms: Record<string, string> = {};
  for (const entry of listAt(json, "manifests")) {
    const [platform, digest] = [platformOf(recordAt(entry, "platform")), textAt(entry, "digest")];
    if (digest === undefined || !DIGEST.test(digest)) return undefined;
    // Where two fit, runtimes take the first.
    if (platform !== undefined) platforms[platform] ??= digest;
  }
  return { kind: "index", platforms };
}

/**
 * `linux/amd64`, `linux/arm/v7`. Undefined for what is no platform: attestations are listed as `unknown/unknown`
 * (source: BuildKit documentation, "Image attestation storage"). The variant `v8` of arm64 is the usual one and left out
 * (source: containerd/platforms, `normalizeArch`).
 */
export function platformOf(description: JsonRecord): string | undefined {
  const [os, architecture] = [textAt(description, "os"), textAt(description, "architecture")];
  if (os === undefined || architecture === undefined || os === "unknown" || os === "") return undefined;
  const variant = textAt(description, "variant") ?? "";
  const isUsual = variant === "" || (architecture === "arm64" && variant === "v8");
  return isUsual ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
