import { PalisadeError } from "../core/errors";
import { isJsonRecord, textAt } from "../core/json";
import type { RegistryCredentials } from "./docker-credentials";
import { type RegistryHttp, requireEncrypted } from "./registry-http";
import { credentialsRefused, noToken, unknownChallenge } from "./registry-problems";

/** One way to log in that a registry offers in `WWW-Authenticate`. */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** Parameters by name in lower case. */
  readonly parameters: Readonly<Record<string, string>>;
}

const SCHEME = /(?:^|,)\s*([A-Za-z][\w-]*)(?:\s+(?=[\w-]+\s*=)|\s*(?=,|$))/g;
const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/** What a `WWW-Authenticate` header offers, in its order (source: RFC 9110, 11.6.1). */
export function challengesOf(header: string): readonly Challenge[] {
  const schemes = [...header.matchAll(SCHEME)];
  return schemes.map((match, index) => {
    const text = header.slice(match.index + match[0].length, schemes[index + 1]?.index ?? header.length);
    const parameters = [...text.matchAll(PARAMETER)].map(([, name = "", quoted, plain]): [string, string] => [
      name.toLowerCase(),
      plain ?? (quoted ?? "").replace(/\\(.)/g, "$1"),
    ]);
    return { scheme: (match[1] ?? "").toLowerCase(), parameters: Object.fromEntries(parameters) };
  });
}

/** Whom a registry is asked for. */
export interface LoginOptions {
  /** Registry, as people know it. */
  readonly registry: string;
  /** Repository that is to be pulled from. */
  readonly name: string;
  /** Undefined: as a stranger. */
  readonly credentials: RegistryCredentials | undefined;
}

/**
 * The `Authorization` that answers a registry's challenge. Undefined when it wants a password and there is none.
 *
 * @throws PalisadeError when the login is of an unknown kind, not encrypted, or refused
 */
export async function authorizationFor(
  http: RegistryHttp,
  header: string,
  options: LoginOptions,
): Promise<string | undefined> {
  const { registry, credentials } = options;
  const challenges = challengesOf(header);
  const bearer = challenges.find(({ scheme, parameters }) => scheme === "bearer" && parameters["realm"] !== undefined);
  if (bearer !== undefined) return `Bearer ${await tokenFor(http, bearer, options)}`;
  if (!challenges.some(({ scheme }) => scheme === "basic"))
    throw new PalisadeError([unknownChallenge(registry, header)]);
  return credentials?.kind === "password" ? basic(credentials) : undefined;
}

async function tokenFor(http: RegistryHttp, { parameters }: Challenge, options: LoginOptions): Promise<string> {
  const { registry, name, credentials } = options;
  const realm = parameters["realm"] ?? "";
  if (!URL.canParse(realm)) throw new PalisadeError([unknownChallenge(registry, `realm ${realm}`)]);
  const url = new URL(realm);
  requireEncrypted(url, `the token service of ${registry}`);
  const wanted = { service: parameters["service"], scope: parameters["scope"] ?? `repository:${name}:pull` };
  const fields = Object.entries(wanted).flatMap(([field, value]): [string, string][] =>
    value === undefined ? [] : [[field, value]],
  );
  const answer =
    credentials?.kind === "identityToken"
      ? await http.ask({
          url: url.href,
          method: "POST",
          headers: {},
          // Source: CNCF Distribution documentation, "Oauth2 Token Authentication".
          form: new URLSearchParams([
            ["grant_type", "refresh_token"],
            ["client_id", "cdktf-palisade"],
            ["refresh_token", credentials.token],
            ...fields,
          ]),
        })
      : await http.ask({
          url: withQuery(url, fields),
          method: "GET",
          headers: credentials === undefined ? {} : { Authorization: basic(credentials) },
        });
  const { status } = answer;
  if (status === 401 || status === 403) throw new PalisadeError([credentialsRefused(registry, url.href, status)]);
  const token = status === 200 ? tokenIn(answer.body) : undefined;
  if (token === undefined) throw new PalisadeError([noToken(registry, url.href, `an answer of status ${status}`)]);
  return token;
}

function withQuery(url: URL, fields: readonly (readonly [string, string])[]): string {
  const full = new URL(url);
  for (const [field, value] of fields) full.searchParams.append(field, value);
  return full.href;
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

function tokenIn(body: Buffer): string | undefined {
  try {
    const answer: unknown = JSON.parse(body.toString("utf8"));
    if (!isJsonRecord(answer)) return undefined;
    const token = textAt(answer, "token") ?? textAt(answer, "access_token");
    return token === "" ? undefined : token;
  } catch {
    return undefined;
  }
}
