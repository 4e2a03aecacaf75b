import { createHash } from "node:crypto";

/** Where images are pushed to, and as whom. */
export interface PushTarget {
  /** Host and port of the registry. */
  readonly host: string;
  /** Repository. */
  readonly name: string;
  /** Value of the header `Authorization`. @default - none */
  readonly authorization?: string;
}

/** What was pushed. */
export interface PushedImage {
  /** Digest of what the tag stands for. */
  readonly digest: string;
  /** Digest of the manifest by platform. */
  readonly platforms: Readonly<Record<string, string>>;
}

const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

const digestOf = (content: string) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

async function send(target: PushTarget, method: string, url: string, body: string, type: string): Promise<Response> {
  const { authorization } = target;
  const response = await fetch(url, {
    method,
    body,
    headers: { "Content-Type": type, ...(authorization === undefined ? {} : { Authorization: authorization }) },
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response;
}

async function pushBlob(target: PushTarget, content: string): Promise<{ digest: string; size: number }> {
  const digest = digestOf(content);
  const start = `http://${target.host}/v2/${target.name}/blobs/uploads/`;
  const { headers } = await send(target, "POST", start, "", "application/octet-stream");
  const place = new URL(headers.get("location") ?? "", start);
  place.searchParams.set("digest", digest);
  await send(target, "PUT", place.href, content, "application/octet-stream");
  return { digest, size: content.length };
}

/** Pushes a manifest under a tag, or under its digest. Gives the digest, after the registry has confirmed it. */
async function pushManifest(target: PushTarget, content: string, type: string, tag = digestOf(content)) {
  const url = `http://${target.host}/v2/${target.name}/manifests/${tag}`;
  const { headers } = await send(target, "PUT", url, content, type);
  expect(headers.get("docker-content-digest")).toBe(digestOf(content));
  return digestOf(content);
}

/** Pushes an image of one platform. @param note makes images differ */
export async function pushImage(
  target: PushTarget,
  platform: string,
  note: string,
  { tag, docker = false }: { readonly tag?: string; readonly docker?: boolean } = {},
): Promise<string> {
  const [os, architecture] = platform.split("/");
  const configuration = { os, architecture, config: { Labels: { note } }, rootfs: { type: "layers", diff_ids: [] } };
  const kind = docker ? "application/vnd.docker.container.image.v1+json" : "application/vnd.oci.image.config.v1+json";
  const mediaType = docker ? DOCKER_MANIFEST : OCI_MANIFEST;
  const config = { mediaType: kind, ...(await pushBlob(target, JSON.stringify(configuration))) };
  return pushManifest(target, JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] }), mediaType, tag);
}

/** Pushes an index with images for two platforms and an attestation, as BuildKit makes them. */
export async function pushMultiArchitecture(target: PushTarget, tag: string, note: string): Promise<PushedImage> {
  const amd64 = await pushImage(target, "linux/amd64", note);
  const arm64 = await pushImage(target, "linux/arm64", note);
  const attestation = await pushImage(target, "unknown/unknown", `${note}, attested`);
  const entry = (digest: string, platform: object) => ({ mediaType: OCI_MANIFEST, digest, size: 300, platform });
  const index = {
    schemaVersion: 2,
    mediaType: OCI_INDEX,
    manifests: [
      entry(amd64, { os: "linux", architecture: "amd64" }),
      entry(arm64, { os: "linux", architecture: "arm64", variant: "v8" }),
      entry(attestation, { os: "unknown", architecture: "unknown" }),
    ],
  };
  const digest = await pushManifest(target, JSON.stringify(index), OCI_INDEX, tag);
  return { digest, platforms: { "linux/amd64": amd64, "linux/arm64": arm64 } };
}
