/** A digest as registries give it, of the one algorithm that all of them know. */
export const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Source: OCI distribution specification 1.1, "Pulling manifests": the forms of a name and of a tag. */
export const REPOSITORY =
  /^([a-z0-9.-]+(:\d+)?\/)?[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** An image's text in its parts, without a verdict on them. */
export interface ImageText {
  /** Registry and repository as they are written, such as `sigp/lighthouse`. */
  readonly repository: string;
  /** Tag; undefined when there is none. */
  readonly tag: string | undefined;
  /** What stands behind the `@`; undefined when there is none. */
  readonly digest: string | undefined;
}

/** Splits the text of an image. Undefined when it is no such text. */
export function splitImage(text: string): ImageText | undefined {
  const [name = "", digest, ...more] = text.split("@");
  const colon = name.lastIndexOf(":");
  const hasTag = colon > name.lastIndexOf("/");
  const repository = hasTag ? name.slice(0, colon) : name;
  const tag = hasTag ? name.slice(colon + 1) : undefined;
  if (more.length > 0 || !REPOSITORY.test(repository) || (tag !== undefined && !TAG.test(tag))) return undefined;
  return { repository, tag, digest };
}

/** Splits `repository:tag`. Undefined when it is anything else. */
export function splitTag(name: string): { readonly repository: string; readonly tag: string } | undefined {
  const { repository, tag, digest } = splitImage(name) ?? {};
  return repository === undefined || tag === undefined || digest !== undefined ? undefined : { repository, tag };
}

/** Where the images of a repository are asked for. */
export interface RegistryAddress {
  /** Name of the registry as people know it and as credentials are kept under, such as `ghcr.io` or `docker.io`. */
  readonly registry: string;
  /** Address of its API, without a slash at the end. */
  readonly origin: string;
  /** Name of the repository there, such as `library/redis`. */
  readonly name: string;
}

const DOCKER_HUB = "docker.io";
/** Where Docker Hub's API answers (source: Docker documentation, "Pull usage and limits"). */
const DOCKER_HUB_ORIGIN = "https://registry-1.docker.io";

/**
 * Where to ask for a repository. The first part is a registry when it looks like a host, else the image is Docker
 * Hub's, where official images live in `library/` (source: distribution/reference, `normalize.go`).
 */
export function addressOf(repository: string): RegistryAddress {
  const slash = repository.indexOf("/");
  const first = repository.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === "localhost";
  const registry = isHost && first !== "index.docker.io" ? first : DOCKER_HUB;
  const path = isHost ? repository.slice(slash + 1) : repository;
  if (registry === DOCKER_HUB) {
    return { registry, origin: DOCKER_HUB_ORIGIN, name: path.includes("/") ? path : `library/${path}` };
  }
  return { registry, origin: `${isLoopback(registry) ? "http" : "https"}://${registry}`, name: path };
}

/**
 * One text for every way to write a repository, with a tag or without: `redis`, `library/redis` and
 * `index.docker.io/library/redis` are `docker.io/library/redis`.
 */
export function canonicalImage(name: string): string {
  const { repository, tag } = splitTag(name) ?? { repository: name, tag: undefined };
  const address = addressOf(repository);
  return `${address.registry}/${address.name}${tag === undefined ? "" : `:${tag}`}`;
}

/** Whether a repository names its registry. */
export function namesRegistry(repository: string): boolean {
  return /^([^/]*[.:][^/]*|localhost)\//.test(repository);
}

/** True for a name or an address of this machine, with or without a port. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, "");
  return name === "localhost" || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}
