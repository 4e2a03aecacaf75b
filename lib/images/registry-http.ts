import { PalisadeError, type Problem } from "../core/errors";
import { recordAt, textAt } from "../core/json";
import { PALISADE_VERSION } from "../core/version";
import { isLoopback } from "./image-name";
import { badRedirect, notEncrypted, rateLimited, tooLarge, unreachable } from "./registry-problems";

/** How registries are spoken to. */
export interface RegistryHttpOptions {
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Milliseconds until one request counts as failed. @default - 30000 */
  readonly timeoutMilliseconds?: number;
  /** Waits, between attempts. @default - a timer */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** One request. */
export interface RegistryRequest {
  readonly url: string;
  readonly method: "GET" | "HEAD" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** Form fields. @default - none */
  readonly form?: URLSearchParams;
}

/** What came back, whatever its status. */
export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

const ATTEMPTS = 4;
const FIRST_WAIT_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 60_000;
const TIMEOUT_MILLISECONDS = 30_000;
const MOST_REDIRECTS = 5;
const TOO_MANY_REQUESTS = 429;
/** Source: OCI distribution specification 1.1, "Pushing manifests": registries should take manifests of 4 MiB. */
const LARGEST_BODY_BYTES = 4 * 1024 * 1024;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** HTTP as registries want it: with patience, with limits, and with credentials for nobody else. */
export class RegistryHttp {
  public constructor(private readonly options: RegistryHttpOptions) {}

  /**
   * Asks, again after 429, 5xx and broken connections.
   *
   * @throws PalisadeError when the address is not encrypted, or there is no answer in the end
   */
  public async ask(request: RegistryRequest): Promise<RegistryAnswer> {
    const { signal, wait = sleep } = this.options;
    let failure: Problem = unreachable(request.url, "nothing was tried", 0);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      signal.throwIfAborted();
      let pause = FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1);
      try {
        const answer = await this.follow(request);
        const { status } = answer;
        if (status !== TOO_MANY_REQUESTS && status < 500) return answer;
        const asked = retryAfterMilliseconds(answer.headers.get("retry-after"), Date.now());
        pause = asked ?? pause;
        failure =
          status === TOO_MANY_REQUESTS
            ? rateLimited(hostOf(request.url), secondsOf(asked))
            : down(request, status, attempt);
        if (pause > LONGEST_WAIT_MILLISECONDS) break;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof PalisadeError) throw error;
        failure = unreachable(request.url, reasonOf(error), attempt);
      }
      if (attempt < ATTEMPTS) await wait(pause, signal);
    }
    throw new PalisadeError([failure]);
  }

  private async follow(request: RegistryRequest): Promise<RegistryAnswer> {
    let url = new URL(request.url);
    let headers = request.headers;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      requireEncrypted(url, hop === 0 ? "the address of the registry" : "the address the registry redirects to");
      const answer = await this.once(url, { ...request, headers });
      const location = answer.headers.get("location");
      if (!REDIRECTS.includes(answer.status) || request.method === "POST") return answer;
      if (location === null || !URL.canParse(location, url.href)) break;
      const next = new URL(location, url);
      // Registries hand out addresses of a storage service that must not see what was meant for them.
      if (next.origin !== url.origin) headers = withoutAuthorization(headers);
      url = next;
    }
    throw new PalisadeError([badRedirect(url.href)]);
  }

  private async once(url: URL, { method, headers, form }: RegistryRequest): Promise<RegistryAnswer> {
    const { signal, timeoutMilliseconds = TIMEOUT_MILLISECONDS } = this.options;
    const response = await fetch(url.href, {
      method,
      headers: { "User-Agent": `cdktf-palisade/${PALISADE_VERSION}`, ...headers },
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
      ...(form === undefined ? {} : { body: form }),
    });
    return { status: response.status, headers: response.headers, body: await bodyOf(response, url) };
  }
}

async function bodyOf(response: Response, url: URL): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES) throw new PalisadeError([tooLarge(url.href, LARGEST_BODY_BYTES)]);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws PalisadeError when text would go to another machine in the clear */
export function requireEncrypted(url: URL, what: string): void {
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.host))) return;
  throw new PalisadeError([notEncrypted(what, url.href)]);
}

function withoutAuthorization(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization"));
}

/** Seconds or a date (source: RFC 9110, 10.2.3). Undefined when it is neither. */
export function retryAfterMilliseconds(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function secondsOf(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.ceil(milliseconds / 1000);
}

function down(request: RegistryRequest, status: number, attempts: number): Problem {
  return unreachable(request.url, `it answers ${status}`, attempts);
}

function hostOf(url: string): string {
  return new URL(url).host;
}

/** `fetch` says "fetch failed" and keeps the reason behind it. */
function reasonOf(error: unknown): string {
  if (textAt(error, "name") === "TimeoutError") return "no answer in time";
  const cause = recordAt(error, "cause");
  const reason = [textAt(cause, "message"), textAt(cause, "code"), textAt(error, "message")];
  return reason.find((text) => text !== undefined && text !== "") ?? String(error);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}
