import { createHash } from "node:crypto";
import { PalisadeError } from "../core/errors";
import { listAt, recordAt, textAt } from "../core/json";
import type { FindCredentials } from "./docker-credentials";
import type { LockedImage } from "./image-lock";
import { MANIFEST_TYPES, platformOf, readManifest } from "./image-manifest";
import { addressOf, DIGEST, type RegistryAddress } from "./image-name";
import { type RegistryAnswer, RegistryHttp, type RegistryHttpOptions } from "./registry-http";
import {
  digestMismatch,
  missingRepository,
  missingTag,
  notAllowed,
  notAnImage,
  unexpectedStatus,
} from "./registry-problems";
import { authorizationFor } from "./registry-token";

/** Pages of tags that are read to name the closest one. */
const MOST_TAG_PAGES = 10;
const TAGS_PER_PAGE = 1000;

/** Asks registries what tags stand for, by the OCI distribution API. */
export class RegistryClient {
  private readonly http: RegistryHttp;
  /** Tokens and passwords that worked, by registry and repository. */
  private readonly authorizations = new Map<string, string>();

  public constructor(
    options: RegistryHttpOptions,
    private readonly findCredentials: FindCredentials,
  ) {
    this.http = new RegistryHttp(options);
  }

  /**
   * The digest a tag stands for, by a request that registries do not count as a pull.
   *
   * @throws PalisadeError when the registry does not say
   */
  public async digestOf(repository: string, tag: string): Promise<string> {
    const address = addressOf(repository);
    const path = `/v2/${address.name}/manifests/${tag}`;
    const answer = await this.ask(address, path, "HEAD", MANIFEST_TYPES);
    if (answer.status === 404) throw await this.missing(address, tag);
    const digest = answer.headers.get("docker-content-digest");
    if (answer.status === 200 && digest !== null && DIGEST.test(digest)) return digest;
    return (await this.manifest(address, tag)).digest;
  }

  /**
   * What a tag stands for, with its platforms. Every text is compared with its digest.
   *
   * @throws PalisadeError when the registry does not say, or what it has is no image
   */
  public async resolve(repository: string, tag: string): Promise<LockedImage> {
    const address = addressOf(repository);
    const { digest, mediaType, body } = await this.manifest(address, tag);
    const manifest = readManifest(mediaType, jsonOf(body));
    if (manifest === undefined) {
      const type = textAt(jsonOf(body), "mediaType") ?? mediaType;
      throw new PalisadeError([notAnImage(type === "" ? "no media type" : type)]);
    }
    if (manifest.kind === "index") return { digest, platforms: manifest.platforms };
    const configuration = await this.blob(address, manifest.configurationDigest);
    const platform = platformOf(recordAt(configuration));
    if (platform === undefined)
      throw new PalisadeError([notAnImage("a manifest whose configuration names no platform")]);
    return { digest, platforms: { [platform]: digest } };
  }

  private async manifest(
    address: RegistryAddress,
    tag: string,
  ): Promise<{ readonly digest: string; readonly mediaType: string; readonly body: Buffer }> {
    const path = `/v2/${address.name}/manifests/${tag}`;
    const answer = await this.ask(address, path, "GET", MANIFEST_TYPES);
    if (answer.status === 404) throw await this.missing(address, tag);
    requireFound(address, path, answer);
    const digest = digestOfBody(answer.body);
    const said = answer.headers.get("docker-content-digest") ?? digest;
    if (said !== digest) throw new PalisadeError([digestMismatch("the manifest", said, digest)]);
    return { digest, mediaType: answer.headers.get("content-type") ?? "", body: answer.body };
  }

  private async blob(address: RegistryAddress, digest: string): Promise<unknown> {
    const path = `/v2/${address.name}/blobs/${digest}`;
    const answer = await this.ask(address, path, "GET", "*/*");
    requireFound(address, path, answer);
    const computed = digestOfBody(answer.body);
    if (computed !== digest) throw new PalisadeError([digestMismatch("the image's configuration", digest, computed)]);
    return jsonOf(answer.body);
  }

  /** Whether it is the tag or the repository that is missing. */
  private async missing(address: RegistryAddress, tag: string): Promise<PalisadeError> {
    const tags = await this.tags(address);
    return new PalisadeError([
      tags === undefined ? missingRepository(address.registry, address.name) : missingTag(address.name, tag, tags),
    ]);
  }

  private async tags(address: RegistryAddress): Promise<readonly string[] | undefined> {
    const tags: string[] = [];
    let path: string | undefined = `/v2/${address.name}/tags/list?n=${TAGS_PER_PAGE}`;
    for (let page = 0; page < MOST_TAG_PAGES && path !== undefined; page++) {
      const answer: RegistryAnswer = await this.ask(address, path, "GET", "application/json");
      if (answer.status !== 200) return page === 0 ? undefined : tags;
      tags.push(...listAt(jsonOf(answer.body), "tags").filter((name) => typeof name === "string"));
      path = nextPage(address, answer.headers.get("link"));
    }
    return tags;
  }

  /** Asks, and logs in when the registry wants it. */
  private async ask(
    address: RegistryAddress,
    path: string,
    method: "GET" | "HEAD",
    accept: string,
  ): Promise<RegistryAnswer> {
    const key = `${address.registry} ${address.name}`;
    const request = (authorization: string | undefined) =>
      this.http.ask({
        url: `${address.origin}${path}`,
        method,
        headers: { Accept: accept, ...(authorization === undefined ? {} : { Authorization: authorization }) },
      });
    const first = await request(this.authorizations.get(key));
    const challenge = first.headers.get("www-authenticate");
    if (first.status !== 401 || challenge === null) return requireAllowed(address, first, false);
    const credentials = await this.findCredentials(address.registry);
    const authorization = await authorizationFor(this.http, challenge, { ...address, credentials });
    if (authorization === undefined) return requireAllowed(address, first, false);
    this.authorizations.set(key, authorization);
    return requireAllowed(address, await request(authorization), credentials !== undefined);
  }
}

function requireAllowed(address: RegistryAddress, answer: RegistryAnswer, hasCredentials: boolean): RegistryAnswer {
  const { status } = answer;
  if (status !== 401 && status !== 403) return answer;
  throw new PalisadeError([notAllowed(address.registry, address.name, status, hasCredentials)]);
}

function requireFound(address: RegistryAddress, path: string, { status, body }: RegistryAnswer): void {
  if (status === 200) return;
  throw new PalisadeError([unexpectedStatus(`${address.origin}${path}`, status, body.toString("utf8"))]);
}

function digestOfBody(body: Buffer): string {
  return `sha256:${createHash("sha256").update(body).digest("hex")}`;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** The next page, where it is one of the same registry (source: OCI distribution specification 1.1, "Listing tags"). */
function nextPage(address: RegistryAddress, link: string | null): string | undefined {
  const [, target] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "") ?? [];
  if (target === undefined || !URL.canParse(target, address.origin)) return undefined;
  const url = new URL(target, address.origin);
  return url.origin === address.origin ? `${url.pathname}${url.search}` : undefined;
}
