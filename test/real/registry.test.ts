import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dockerCredentials } from "../../lib/images/docker-credentials";
import { ImageLock } from "../../lib/images/image-lock";
import { RegistryClient } from "../../lib/images/registry-client";
import { type Outcome, Workshop } from "../lib/cli/support/palisade";
import { LOOPBACK } from "./harness/free-ports";
import { pushImage, pushMultiArchitecture } from "./registry/pushed-image";
import { type Registry, startRegistry } from "./registry/registry-server";
import { ISSUER, SERVICE, startTokenServer, type TokenServer } from "./registry/token-server";
import { describeWithTool } from "./tools";

const USER = "reader";
const PASSWORD = "let me in";
/** bcrypt of the password, as htpasswd makes it. */
const HTPASSWD = `${USER}:$2y$05$abcdefghijklmnopqrstuu4h2R.N3/mVBA7Xh7aLzKSJDAsK61n52\n`;
const IDENTITY_TOKEN = "an identity token";
const BASIC = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString("base64")}`;

describeWithTool("registry", "palisade images lock and a real registry", (program, version) => {
  const scratch = mkdtempSync(join(tmpdir(), "palisade-registry-"));
  const workshop = new Workshop();
  const waits: number[] = [];
  const registries: Registry[] = [];
  let tokens: TokenServer;
  let open: string;
  let withPassword: string;
  let withTokens: string;

  const start = async (name: string, auth?: object) => {
    const registry = await startRegistry(program, join(scratch, name), auth);
    registries.push(registry);
    return registry.host;
  };

  /** A client as the command makes it, but for the waiting. @param auths of Docker's configuration */
  const clientFor = (auths: object = {}) => {
    const folder = mkdtempSync(join(scratch, "docker-"));
    writeFileSync(join(folder, "config.json"), JSON.stringify({ auths }));
    return new RegistryClient(
      { signal: new AbortController().signal, wait: async (milliseconds) => void waits.push(milliseconds) },
      dockerCredentials(join(folder, "config.json"), {}),
    );
  };

  /** An app whose only stack runs the images, and the command in its folder. */
  const lockWith = (name: string, images: readonly string[], ...args: string[]): Promise<Outcome> => {
    const app = workshop.folder(name);
    const container = images.map((image, index) => ({ name: `c${index}`, image }));
    const pod = { metadata: [{ name: "pod" }], spec: [{ container }] };
    mkdirSync(join(app, "built/stacks/one"), { recursive: true });
    writeFileSync(
      join(app, "built/stacks/one/cdk.tf.json"),
      JSON.stringify({ resource: { kubernetes_pod_v1: { pod } } }),
    );
    writeFileSync(join(app, "built/manifest.json"), JSON.stringify({ stacks: { one: {} } }));
    writeFileSync(join(app, "cdktf.json"), JSON.stringify({ app: 'cp -r built "$CDKTF_OUTDIR"' }));
    return workshop.run(["images", "lock", ...args], { directory: app, environment: { DOCKER_CONFIG: app } });
  };
  const lockFileOf = (name: string) => join(workshop.folder(name), "images.lock.json");

  beforeAll(async () => {
    tokens = await startTokenServer(USER, PASSWORD, IDENTITY_TOKEN);
    open = await start("open");
    writeFileSync(join(scratch, "htpasswd"), HTPASSWD);
    withPassword = await start("password", { htpasswd: { realm: "this test", path: join(scratch, "htpasswd") } });
    writeFileSync(join(scratch, "keys.json"), JSON.stringify(tokens.keySet));
    withTokens = await start("tokens", {
      token: { realm: tokens.realm, service: SERVICE, issuer: ISSUER, jwks: join(scratch, "keys.json") },
    });
  });

  afterAll(async () => {
    for (const { server } of registries) await server.stop();
    tokens?.close();
    workshop.clear();
    rmSync(scratch, { recursive: true, force: true });
  });

  test("a multi-architecture image gives the digest of its index, and those of its platforms without attestations", async () => {
    const pushed = await pushMultiArchitecture({ host: open, name: "team/node" }, "v1.2.3", "first");
    expect(await clientFor().resolve(`${open}/team/node`, "v1.2.3")).toEqual(pushed);
    expect(await clientFor().digestOf(`${open}/team/node`, "v1.2.3")).toBe(pushed.digest);
  });

  test.each([
    ["an OCI", false],
    ["a Docker", true],
  ])("%s manifest of one platform gives its digest, and the platform of its configuration", async (_, docker) => {
    const target = { host: open, name: "team/tool" };
    const digest = await pushImage(target, "linux/arm64", "alone", { tag: "v1.0.0", docker });
    expect(await clientFor().resolve(`${open}/team/tool`, "v1.0.0")).toEqual({
      digest,
      platforms: { "linux/arm64": digest },
    });
  });

  test("a missing tag is answered with the closest ones", async () => {
    const target = { host: open, name: "team/tags" };
    for (const tag of ["v1.2.3", "v1.2.4", "v2.0.0", "other"]) await pushImage(target, "linux/amd64", tag, { tag });
    await expect(clientFor().resolve(`${open}/team/tags`, "v1.2.5")).rejects.toThrow(
      [
        "the registry has no such tag in team/tags",
        '  got: "v1.2.5"',
        "  allowed: v1.2.3, v1.2.4, v2.0.0 (closest of 4)",
        "  do this: correct the tag",
        "  source: tags/list of the registry (OCI distribution specification 1.1)",
      ].join("\n"),
    );
  });

  test("a missing repository is told from a missing tag", async () => {
    await expect(clientFor().digestOf(`${open}/team/nothing`, "v1")).rejects.toThrow(
      `the registry ${open} has no such repository\n  got: "team/nothing"\n`,
    );
  });

  test("a registry with passwords takes those of Docker's configuration, and no stranger", async () => {
    const target = { host: withPassword, name: "private/node", authorization: BASIC };
    const pushed = await pushMultiArchitecture(target, "v1.0.0", "private");
    const auth = Buffer.from(`${USER}:${PASSWORD}`).toString("base64");
    const repository = `${withPassword}/private/node`;
    expect(await clientFor({ [withPassword]: { auth } }).resolve(repository, "v1.0.0")).toEqual(pushed);
    await expect(clientFor().resolve(repository, "v1.0.0")).rejects.toThrow(
      [
        `the registry ${withPassword} does not let us read private/node (it answers 401)`,
        '  got: "no credentials: we asked as a stranger"',
        "  allowed: credentials that may pull it; some registries answer so for a repository that is not there as well",
        `  do this: correct the image's name, or log in: docker login ${withPassword}`,
      ].join("\n"),
    );
    const wrong = Buffer.from(`${USER}:wrong`).toString("base64");
    await expect(clientFor({ [withPassword]: { auth: wrong } }).resolve(repository, "v1.0.0")).rejects.toThrow(
      /does not let us read private\/node \(it answers 401\)\n {2}got: "the credentials of Docker's configuration"/,
    );
  });

  describe("with a token service", () => {
    const push = (name: string) => {
      const authorization = `Bearer ${tokens.tokenFor(name, ["pull", "push"])}`;
      return pushMultiArchitecture({ host: withTokens, name, authorization }, "v1.0.0", name);
    };

    test("a stranger gets a token for what is public, once for all requests to a repository", async () => {
      const pushed = await push("public/node");
      const [client, before] = [clientFor(), tokens.requests.length];
      expect(await client.resolve(`${withTokens}/public/node`, "v1.0.0")).toEqual(pushed);
      expect(await client.digestOf(`${withTokens}/public/node`, "v1.0.0")).toBe(pushed.digest);
      expect(tokens.requests.slice(before)).toEqual([`GET ${SERVICE} repository:public/node:pull as a stranger`]);
    });

    test.each([
      ["a password", { auth: Buffer.from(`${USER}:${PASSWORD}`).toString("base64") }, `GET`, `${USER}:${PASSWORD}`],
      ["an identity token", { identitytoken: IDENTITY_TOKEN }, "POST", IDENTITY_TOKEN],
    ])("%s gives a token for what is private, which the registry takes", async (_, entry, method, asWhom) => {
      const pushed = await push("private/node");
      const client = clientFor({ [withTokens]: entry });
      expect(await client.resolve(`${withTokens}/private/node`, "v1.0.0")).toEqual(pushed);
      expect(tokens.requests.at(-1)).toBe(`${method} ${SERVICE} repository:private/node:pull as ${asWhom}`);
    });

    test("a stranger's token opens nothing private, and a wrong password gives none", async () => {
      await push("private/node");
      const repository = `${withTokens}/private/node`;
      await expect(clientFor().resolve(repository, "v1.0.0")).rejects.toThrow(
        /does not let us read private\/node \(it answers 401\)\n {2}got: "no credentials/,
      );
      const auth = Buffer.from(`${USER}:wrong`).toString("base64");
      await expect(clientFor({ [withTokens]: { auth } }).resolve(repository, "v1.0.0")).rejects.toThrow(
        [
          `the token service of ${withTokens} refuses the credentials of Docker's configuration (it answers 401)`,
          `  got: "${tokens.realm}"`,
          `  do this: log in again: docker login ${withTokens}`,
          "  source: CNCF Distribution documentation, Token Authentication Specification",
        ].join("\n"),
      );
    });
  });

  test("a rate limit is waited for as long as the registry says, and asked again", async () => {
    const pushed = await pushMultiArchitecture({ host: open, name: "team/limited" }, "v1.0.0", "limited");
    let refusals = 2;
    const proxy = createServer((request, response) => {
      if (refusals-- > 0) {
        response.writeHead(429, { "Retry-After": "7" }).end("toomanyrequests");
        return;
      }
      const accept = request.headers.accept ?? "*/*";
      fetch(`http://${open}${request.url}`, { headers: { Accept: accept } }).then(async (answer) => {
        const body = Buffer.from(await answer.arrayBuffer());
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, LOOPBACK, resolve));
    try {
      const address = proxy.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      waits.length = 0;
      expect(await clientFor().resolve(`${LOOPBACK}:${port}/team/limited`, "v1.0.0")).toEqual(pushed);
      expect(waits).toEqual([7000, 7000]);
    } finally {
      proxy.close();
    }
  });

  test(`the command locks, keeps, and refuses a tag that was pushed again (registry ${version})`, async () => {
    const image = `${open}/team/moved:v1.0.0`;
    const target = { host: open, name: "team/moved" };
    const first = await pushMultiArchitecture(target, "v1.0.0", "first");
    const added = await lockWith("moved", [image]);
    expect({ code: added.code, stderr: added.stderr }).toEqual({ code: 0, stderr: "" });
    expect(added.stdout).toMatch(/ linux\/amd64, linux\/arm64 +added\n/);
    expect(added.stdout).toMatch(/^1 image: 1 added; images\.lock\.json written$/m);
    expect(ImageLock.read(lockFileOf("moved")).entry(image)).toEqual(first);
    const written = readFileSync(lockFileOf("moved"), "utf8");

    const kept = await lockWith("moved", [image], "--check");
    expect(kept.stdout).toMatch(/^1 image: 1 kept; images\.lock\.json is up to date$/m);

    const second = await pushMultiArchitecture(target, "v1.0.0", "second");
    for (const options of [[], ["--check"]]) {
      const { code, stderr } = await lockWith("moved", [image], ...options);
      expect(code).toBe(1);
      expect(stderr).toBe(
        [
          `${image} (kubernetes_pod_v1.pod Pod pod spec.containers[0].image): the tag of ${image} was pushed again: the registry has another image under it than the lock`,
          `  got: "${second.digest}"`,
          `  allowed: ${first.digest}`,
          `  do this: find out who pushed it and why; if the new image is right: palisade images lock --update ${image}`,
          "",
        ].join("\n"),
      );
      expect(readFileSync(lockFileOf("moved"), "utf8")).toBe(written);
    }

    const updated = await lockWith("moved", [image], "--update", image);
    expect(updated.stdout).toMatch(/^1 image: 1 updated; images\.lock\.json written$/m);
    expect(ImageLock.read(lockFileOf("moved")).entry(image)).toEqual(second);
  });

  test("the command says everything that is wrong at once, and writes nothing", async () => {
    await pushImage({ host: open, name: "team/arm" }, "linux/arm64", "arm", { tag: "v1.0.0" });
    const images = [`${open}/team/arm:v1.0.0`, `${open}/team/arm:v1.0.1`, `${open}/team/none:v1.0.0`];
    const { code, stderr } = await lockWith("wrong", images);
    expect(code).toBe(1);
    expect(stderr).toMatch(/the image is not made for linux\/amd64\n {2}got: "linux\/arm64"/);
    expect(stderr).toMatch(/no such tag in team\/arm\n {2}got: "v1\.0\.1"\n {2}allowed: v1\.0\.0 \(closest of 1\)/);
    expect(stderr).toMatch(/has no such repository\n {2}got: "team\/none"/);
    expect(() => readFileSync(lockFileOf("wrong"))).toThrow(/ENOENT/);
    const armOnly = await lockWith("wrong", images.slice(0, 1), "--platform", "linux/arm64");
    expect(armOnly.stdout).toMatch(/^1 image: 1 added; images\.lock\.json written$/m);
  });
});
