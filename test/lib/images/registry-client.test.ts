import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { RegistryCredentials } from "../../../lib/images/docker-credentials";
import { RegistryClient } from "../../../lib/images/registry-client";
import { retryAfterMilliseconds } from "../../../lib/images/registry-http";
import { challengesOf } from "../../../lib/images/registry-token";
import { type Script, type ScriptedServer, scriptedServer } from "./support/scripted-server";

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const CHILD = `sha256:${"c".repeat(64)}`;
const BODY = JSON.stringify({
  mediaType: INDEX,
  manifests: [{ digest: CHILD, platform: { os: "linux", architecture: "amd64" } }],
});
const FOUND = { status: 200, headers: { "Content-Type": INDEX, "Docker-Content-Digest": digestOf(BODY) }, body: BODY };
const EXPECTED = { digest: digestOf(BODY), platforms: { "linux/amd64": CHILD } };

const servers: ScriptedServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await scriptedServer(script);
  servers.push(server);
  return server;
}

/** A client that does not wait, and notes for how long it would have. */
function client(credentials?: RegistryCredentials, timeoutMilliseconds = 5000) {
  const waits: number[] = [];
  const options = {
    signal: new AbortController().signal,
    timeoutMilliseconds,
    wait: async (milliseconds: number) => void waits.push(milliseconds),
  };
  return { waits, client: new RegistryClient(options, async () => credentials) };
}

/** Answers one after the other, the last for ever. */
function sequence(...answers: readonly (ReturnType<Script> | "cut")[]): Script {
  let next = 0;
  return () => {
    const answer = answers[Math.min(next++, answers.length - 1)];
    return answer === "cut" ? undefined : answer;
  };
}

describe("asking a registry", () => {
  test("asks for every form of a manifest, so that nothing is converted", async () => {
    const { host, seen } = await serve(() => FOUND);
    expect(await client().client.resolve(`${host}/a`, "v1")).toEqual(EXPECTED);
    expect(seen).toEqual([
      {
        method: "GET",
        path: "/v2/a/manifests/v1",
        authorization: undefined,
        accept: [
          INDEX,
          "application/vnd.docker.distribution.manifest.list.v2+json",
          MANIFEST,
          "application/vnd.docker.distribution.manifest.v2+json",
        ].join(", "),
        body: "",
      },
    ]);
  });

  test("asks for the digest alone by HEAD, and reads the manifest where that does not say it", async () => {
    const saying = await serve(() => FOUND);
    expect(await client().client.digestOf(`${saying.host}/a`, "v1")).toBe(digestOf(BODY));
    expect(saying.seen.map(({ method }) => method)).toEqual(["HEAD"]);
    const silent = await serve(() => ({ status: 200, headers: { "Content-Type": INDEX }, body: BODY }));
    expect(await client().client.digestOf(`${silent.host}/a`, "v1")).toBe(digestOf(BODY));
    expect(silent.seen.map(({ method }) => method)).toEqual(["HEAD", "GET"]);
  });

  test("refuses content that is not what its digest says", async () => {
    const { host } = await serve(() => ({ ...FOUND, body: `${BODY} ` }));
    await expect(client().client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      [
        "the manifest is not what its digest says: the content was changed on the way, or the registry is broken",
        `  got: "${digestOf(`${BODY} `)}"`,
        `  allowed: ${digestOf(BODY)}`,
        "  do this: do not use the image; find out what stands between you and the registry",
        "  source: OCI distribution specification 1.1",
      ].join("\n"),
    );
  });

  test("refuses a configuration that is not what the manifest says", async () => {
    const manifest = JSON.stringify({ mediaType: MANIFEST, config: { digest: CHILD } });
    const { host } = await serve(({ path }) => ({ status: 200, body: path.includes("/blobs/") ? "{}" : manifest }));
    await expect(client().client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      new RegExp(`^the image's configuration is not what its digest says(.|\\n)*got: "${digestOf("{}")}"`),
    );
  });

  test.each([
    ["a manifest of schema 1", '{"schemaVersion":1}', "application/vnd.docker.distribution.manifest.v1+prettyjws"],
    ["a page", "<html>", "text/html"],
  ])("refuses %s", async (_, body, type) => {
    const { host } = await serve(() => ({ status: 200, headers: { "Content-Type": type }, body }));
    await expect(client().client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      new RegExp(
        `^the tag names something that is not a container image.*\\n {2}got: "${type.replaceAll("+", "\\+")}"`,
      ),
    );
  });

  test("refuses an answer that is larger than any manifest", async () => {
    const { host } = await serve(() => ({ status: 200, body: "x".repeat(4 * 1024 * 1024 + 1) }));
    await expect(client().client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      /^the registry's answer is larger than a manifest may be\n(.|\n)*allowed: 4194304 bytes/,
    );
  });

  test("reads the tags of all pages, of the same registry only", async () => {
    const { host, seen } = await serve(({ path }, self) => {
      if (!path.includes("/tags/list")) return { status: 404 };
      if (path.includes("last="))
        return {
          status: 200,
          headers: { Link: '<http://other.example.org/v2/>; rel="next"' },
          body: '{"tags":["v9"]}',
        };
      return {
        status: 200,
        headers: { Link: `<http://${self}/v2/a/tags/list?last=v1&n=1000>; rel="next"` },
        body: '{"tags":["v1"]}',
      };
    });
    await expect(client().client.digestOf(`${host}/a`, "v8")).rejects.toThrow(/allowed: v1, v9 \(closest of 2\)/);
    expect(seen.map(({ path }) => path)).toEqual([
      "/v2/a/manifests/v8",
      "/v2/a/tags/list?n=1000",
      "/v2/a/tags/list?last=v1&n=1000",
    ]);
  });
});

describe("a registry in trouble", () => {
  test("is asked again after 5xx and broken connections, later each time", async () => {
    const { host } = await serve(sequence({ status: 503 }, "cut", { status: 500 }, FOUND));
    const { client: registry, waits } = client();
    expect(await registry.resolve(`${host}/a`, "v1")).toEqual(EXPECTED);
    expect(waits).toEqual([500, 1000, 2000]);
  });

  test("is given up after four attempts", async () => {
    const { host, seen } = await serve(() => ({ status: 502 }));
    await expect(client().client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      [
        "the registry does not answer, after 4 attempts",
        `  got: "${host}: it answers 502"`,
        "  do this: check the image's name and the network, or try again later",
      ].join("\n"),
    );
    expect(seen).toHaveLength(4);
  });

  test("that never answers is not waited for without end", async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const address = mute.address();
    const host = `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    await expect(client(undefined, 50).client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      /got: ".*: no answer in time"/,
    );
    mute.closeAllConnections();
    mute.close();
  });

  test("that wants a longer wait than a minute is not waited for", async () => {
    const { host, seen } = await serve(() => ({ status: 429, headers: { "Retry-After": "3600" } }));
    await expect(client().client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      [
        `the registry ${host} says that we ask too often (429)`,
        '  got: "wait 3600 s"',
        "  do this: run the command again in 3600 s; what Docker Hub counts as pulls is more for those who are logged in",
      ].join("\n"),
    );
    expect(seen).toHaveLength(1);
  });

  test("may say when to come back in seconds or by date", () => {
    const now = Date.parse("2026-11-21T15:00:00Z");
    expect(retryAfterMilliseconds("12", now)).toBe(12_000);
    expect(retryAfterMilliseconds("Sat, 21 Nov 2026 15:00:05 GMT", now)).toBe(5000);
    expect(retryAfterMilliseconds("Sat, 21 Nov 2026 14:00:00 GMT", now)).toBe(0);
    expect(retryAfterMilliseconds("soon", now)).toBeUndefined();
    expect(retryAfterMilliseconds(null, now)).toBeUndefined();
  });
});

describe("credentials", () => {
  const READER: RegistryCredentials = { kind: "password", user: "reader", password: "secret" };
  const BASIC = `Basic ${Buffer.from("reader:secret").toString("base64")}`;
  const CHALLENGE = { status: 401, headers: { "WWW-Authenticate": 'Basic realm="a"' } };

  test("do not go along with a redirect to another host, but to the same one", async () => {
    const storage = await serve(() => FOUND);
    const registry = await serve(({ authorization, path }) => {
      if (authorization === undefined) return CHALLENGE;
      if (path.startsWith("/v2/")) return { status: 307, headers: { Location: "/moved" } };
      return { status: 302, headers: { Location: `http://${storage.host}/signed` } };
    });
    expect(await client(READER).client.resolve(`${registry.host}/a`, "v1")).toEqual(EXPECTED);
    expect(registry.seen.map(({ path, authorization }) => [path, authorization])).toEqual([
      ["/v2/a/manifests/v1", undefined],
      ["/v2/a/manifests/v1", BASIC],
      ["/moved", BASIC],
    ]);
    expect(storage.seen.map(({ path, authorization }) => [path, authorization])).toEqual([["/signed", undefined]]);
  });

  test("and requests go to no other machine in the clear", async () => {
    const redirecting = await serve(() => ({ status: 307, headers: { Location: "http://storage.example.org/a" } }));
    await expect(client(READER).client.resolve(`${redirecting.host}/a`, "v1")).rejects.toThrow(
      [
        "the address the registry redirects to is not encrypted",
        '  got: "http://storage.example.org/a"',
        "  allowed: https, or http on this machine's loopback",
        "  do this: serve it over TLS: whoever sits between could hand us any digest, and take the credentials",
      ].join("\n"),
    );
    const challenging = await serve(() => ({
      status: 401,
      headers: { "WWW-Authenticate": 'Bearer realm="http://tokens.example.org/token"' },
    }));
    await expect(client(READER).client.resolve(`${challenging.host}/a`, "v1")).rejects.toThrow(
      /^the token service of .* is not encrypted\n {2}got: "http:\/\/tokens\.example\.org\/token"/,
    );
  });

  test("are of no use for a login that nobody knows", async () => {
    const { host } = await serve(() => ({ status: 401, headers: { "WWW-Authenticate": "Negotiate" } }));
    await expect(client(READER).client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      /wants a login that Palisade does not know\n {2}got: "Negotiate"\n {2}allowed: Bearer with a realm, or Basic/,
    );
  });

  test("a token service that gives no token is named", async () => {
    const { host } = await serve(({ path }, self) =>
      path.startsWith("/token")
        ? { status: 200, body: "{}" }
        : { status: 401, headers: { "WWW-Authenticate": `Bearer realm="http://${self}/token",service="s"` } },
    );
    await expect(client().client.resolve(`${host}/a`, "v1")).rejects.toThrow(
      /^the token service of .* gives no token\n {2}got: "an answer of status 200"/,
    );
  });

  test("a redirect without end is given up", async () => {
    const { host } = await serve(() => ({ status: 307, headers: { Location: "/again" } }));
    await expect(client().client.resolve(`${host}/a`, "v1")).rejects.toThrow(/^the registry redirects too often/);
  });
});

test.each([
  ['Basic realm="a"', [["basic", { realm: "a" }]]],
  ["Negotiate", [["negotiate", {}]]],
  [
    'Bearer realm="https://a.example.org/token",service="a, Basic b",scope="repository:a/b:pull,push"',
    [["bearer", { realm: "https://a.example.org/token", service: "a, Basic b", scope: "repository:a/b:pull,push" }]],
  ],
  [
    'Negotiate, Basic realm="say \\"a\\"", charset=UTF-8',
    [
      ["negotiate", {}],
      ["basic", { realm: 'say "a"', charset: "UTF-8" }],
    ],
  ],
])("the challenge %s is understood", (header, expected) => {
  expect(challengesOf(header).map(({ scheme, parameters }) => [scheme, parameters])).toEqual(expected);
});
