import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { LOOPBACK } from "../harness/free-ports";

/** Whom the registry trusts. */
export const ISSUER = "the token service of this test";
/** What the registry calls itself. */
export const SERVICE = "the registry of this test";

/** A token service for CNCF Distribution's registry. It gives tokens to those who know the password, and to strangers
 * for repositories below `public/`. */
export interface TokenServer {
  /** Address that the registry names as its realm. */
  readonly realm: string;
  /** Public keys, for the registry's setting `jwks`. */
  readonly keySet: object;
  /** Every request so far: how it was asked, for what, and as whom. */
  readonly requests: readonly string[];
  /** A token for anything, to fill the registry with. */
  readonly tokenFor: (name: string, actions: readonly string[]) => string;
  readonly close: () => void;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Starts the service. @param user and password that open every repository @param identityToken that does so too */
export async function startTokenServer(user: string, password: string, identityToken: string): Promise<TokenServer> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const exported = publicKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify(exported)).digest("base64url");

  const tokenFor = (name: string, actions: readonly string[]) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: ISSUER,
      sub: user,
      aud: SERVICE,
      iat: now,
      nbf: now - 10,
      exp: now + 300,
      jti: randomUUID(),
      access: [{ type: "repository", name, actions }],
    };
    const content = `${base64({ typ: "JWT", alg: "ES256", kid })}.${base64(claims)}`;
    const signature = sign("sha256", Buffer.from(content), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `${content}.${signature.toString("base64url")}`;
  };

  const requests: string[] = [];
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object }> => {
    const isForm = request.method === "POST";
    const query = new URL(request.url ?? "", "http://localhost").searchParams;
    const fields = isForm ? new URLSearchParams(await text(request)) : query;
    const [type, name = "", actions = ""] = (fields.get("scope") ?? "").split(":");
    const [, given = ""] = (request.headers.authorization ?? "").split("Basic ");
    const asWhom = isForm ? (fields.get("refresh_token") ?? "") : Buffer.from(given, "base64").toString();
    requests.push(`${request.method} ${fields.get("service")} ${fields.get("scope")} as ${asWhom || "a stranger"}`);
    const isKnown = asWhom === `${user}:${password}` || (isForm && asWhom === identityToken);
    if (asWhom !== "" && !isKnown) return { status: 401, body: { details: "wrong password" } };
    const granted = isKnown || name.startsWith("public/") ? actions.split(",") : [];
    const token = tokenFor(name, type === "repository" ? granted : []);
    return { status: 200, body: isForm ? { access_token: token } : { token, expires_in: 300 } };
  };
  const server = createServer((request, response) => {
    answer(request).then(({ status, body }) => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    realm: `http://${LOOPBACK}:${port}/token`,
    keySet: { keys: [{ ...exported, kid, use: "sig", alg: "ES256" }] },
    requests,
    tokenFor,
    close: () => server.close(),
  };
}
