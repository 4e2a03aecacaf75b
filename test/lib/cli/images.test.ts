import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImageLock } from "../../../lib/images/image-lock";
import { describeWithTerraform } from "../../support/terraform-binary";
import { type ScriptedServer, scriptedServer } from "../images/support/scripted-server";
import { type Outcome, Workshop } from "./support/palisade";

jest.setTimeout(60_000);

const INDEX = "application/vnd.oci.image.index.v1+json";
const OLD = `sha256:${"0".repeat(64)}`;
const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** An index with one image per platform. */
function indexOf(name: string, platforms: readonly string[]): string {
  const manifests = platforms.map((platform) => {
    const [os, architecture] = platform.split("/");
    return { digest: digestOf(`${name} ${platform}`), platform: { os, architecture } };
  });
  return JSON.stringify({ mediaType: INDEX, manifests });
}

/** What the registry has: `repository:tag` and the platforms. */
const IMAGES: Readonly<Record<string, readonly string[]>> = {
  "team/node:v1.0.0": ["linux/amd64", "linux/arm64"],
  "team/tool:v2.0.0": ["linux/amd64", "windows/amd64"],
  "team/arm:v1.0.0": ["linux/arm64"],
};

const workshop = new Workshop();
let registry: ScriptedServer;
beforeAll(async () => {
  registry = await scriptedServer(({ path }) => {
    const [, repository = "", , tag = ""] = /^\/v2\/(.+)\/(manifests|tags)\/(.+)$/.exec(path) ?? [];
    const platforms = IMAGES[`${repository}:${tag}`];
    const tags = Object.keys(IMAGES).filter((name) => name.startsWith(`${repository}:`));
    if (path.includes("/tags/list") && tags.length > 0) {
      return { status: 200, body: JSON.stringify({ tags: tags.map((name) => name.split(":")[1]) }) };
    }
    if (platforms === undefined) return { status: 404 };
    const body = indexOf(repository, platforms);
    return { status: 200, headers: { "Content-Type": INDEX, "Docker-Content-Digest": digestOf(body) }, body };
  });
});
afterAll(() => {
  registry.close();
  workshop.clear();
});

/** A pod as Terraform has it. */
const podOf = (...images: readonly string[]) => ({
  metadata: [{ name: "pod" }],
  spec: [{ container: images.map((image, index) => ({ name: `c${index}`, image })) }],
});

/** An app whose stack is written already. */
function appOf(name: string, resource: object): string {
  const app = workshop.folder(name);
  mkdirSync(join(app, "built/stacks/one"), { recursive: true });
  writeFileSync(join(app, "built/stacks/one/cdk.tf.json"), JSON.stringify({ resource }));
  writeFileSync(join(app, "built/manifest.json"), JSON.stringify({ stacks: { one: {} } }));
  writeFileSync(join(app, "cdktf.json"), JSON.stringify({ app: 'cp -r built "$CDKTF_OUTDIR"' }));
  return app;
}

const appWith = (name: string, ...images: readonly string[]) =>
  appOf(name, { kubernetes_pod_v1: { pod: podOf(...images) } });

const lock = (app: string, ...args: readonly string[]): Promise<Outcome> =>
  workshop.run(["images", "lock", ...args], { directory: app, environment: { DOCKER_CONFIG: app } });

const fileOf = (app: string) => join(app, "images.lock.json");
const node = () => `${registry.host}/team/node:v1.0.0`;
const tool = () => `${registry.host}/team/tool:v2.0.0`;
const WHERE = (index: number) => `kubernetes_pod_v1.pod Pod pod spec.containers[${index}].image`;

/** Writes a lock with an old digest for these images. */
function writeLock(app: string, ...images: readonly string[]): string {
  const platforms = { "linux/amd64": OLD };
  const entries = new Map(images.map((image) => [image, { digest: OLD, platforms }]));
  new ImageLock(fileOf(app), entries).write();
  return readFileSync(fileOf(app), "utf8");
}

describe("palisade images lock", () => {
  it("locks images of containers, bundles and values of charts, each once", async () => {
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { containers: [{ image: node() }] } };
    const release = (chart: string, values: object) => ({ name: "a", chart, values: [JSON.stringify(values)] });
    const app = appOf("all", {
      kubernetes_pod_v1: { pod: podOf(node()) },
      helm_release: {
        bundle: release("./assets/manifest-chart/0A", { manifests: [pod] }),
        chart: release("chart", {
          image: { registry: registry.host, repository: "team/tool", tag: "v2.0.0" },
          other: { image: { repository: "no/registry", tag: "v1" } },
        }),
      },
    });
    const { code, stdout, stderr } = await lock(app);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [nodeDigest, toolDigest] = [
      digestOf(indexOf("team/node", ["linux/amd64", "linux/arm64"])),
      digestOf(indexOf("team/tool", ["linux/amd64", "windows/amd64"])),
    ];
    const pad = (text: string, width: number) => text.padEnd(width);
    expect(stdout.replace(/ +$/gm, "").split("\n")).toEqual([
      expect.stringMatching(/^image +digest +platforms +entry$/),
      expect.stringMatching(/^-+ +-+ +-+ +-+$/),
      `${node()}  ${nodeDigest.slice(0, 19)}  ${pad("linux/amd64, linux/arm64", 24)}  added`,
      `${tool()}  ${toolDigest.slice(0, 19)}  ${pad("linux/amd64", 24)}  added`,
      "",
      "2 images: 2 added; images.lock.json written",
      "",
    ]);
    expect(JSON.parse(readFileSync(fileOf(app), "utf8"))).toEqual({
      version: 1,
      images: {
        [node()]: {
          digest: nodeDigest,
          platforms: {
            "linux/amd64": digestOf("team/node linux/amd64"),
            "linux/arm64": digestOf("team/node linux/arm64"),
          },
        },
        [tool()]: { digest: toolDigest, platforms: { "linux/amd64": digestOf("team/tool linux/amd64") } },
      },
    });
    expect(workshop.leftBehind).toEqual([]);
  });

  it("keeps entries, drops those no stack uses, and asks for what is locked by HEAD", async () => {
    const app = appWith("kept", node(), tool());
    await lock(app);
    appWith("kept", node());
    const before = registry.seen.length;
    const { stdout } = await lock(app);
    expect(stdout).toMatch(/^2 images: 1 kept, 1 removed; images\.lock\.json written$/m);
    expect(registry.seen.slice(before).map(({ method }) => method)).toEqual(["HEAD"]);
    expect(ImageLock.read(fileOf(app)).names).toEqual([node()]);
  });

  it("refuses a lock file with another digest than the registry has, and --update takes the registry's word", async () => {
    const app = appWith("moved", node(), tool());
    const written = writeLock(app, node(), tool());
    const { code, stdout, stderr } = await lock(app);
    const message = (image: string, index: number, digest: string) => [
      `${image} (${WHERE(index)}): the tag of ${image} was pushed again: the registry has another image under it than the lock`,
      `  got: "${digest}"`,
      `  allowed: ${OLD}`,
      `  do this: find out who pushed it and why; if the new image is right: palisade images lock --update ${image}`,
      "",
    ];
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      [
        ...message(node(), 0, digestOf(indexOf("team/node", ["linux/amd64", "linux/arm64"]))),
        ...message(tool(), 1, digestOf(indexOf("team/tool", ["linux/amd64", "windows/amd64"]))),
      ].join("\n"),
    );
    expect(readFileSync(fileOf(app), "utf8")).toBe(written);
    expect((await lock(app, "--update", node())).code).toBe(1);
    const both = await lock(app, "--update", node(), `${registry.host}/team/tool`);
    expect(both.stdout).toMatch(/^2 images: 2 updated; images\.lock\.json written$/m);
  });

  it("says everything that is wrong at once, and writes nothing", async () => {
    const app = appWith("wrong", `${registry.host}/team/node:v1.0.1`, `${registry.host}/team/arm:v1.0.0`, node());
    const { code, stderr } = await lock(app, "--update", `${registry.host}/team/nod`);
    expect(code).toBe(1);
    expect(stderr).toBe(
      [
        "images.lock.json: --update names an image that the app does not have",
        `  got: "${registry.host}/team/nod"`,
        `  allowed: ${registry.host}/team/node, ${registry.host}/team/arm, ${node()}`,
        "  do this: give repository:tag or repository as the code writes it",
        "",
        `${registry.host}/team/arm:v1.0.0 (${WHERE(1)}): the image is not made for linux/amd64`,
        '  got: "linux/arm64"',
        "  allowed: an image for linux/amd64",
        "  do this: take an image that has it, or say with --platform which platforms the nodes have",
        "",
        `${registry.host}/team/node:v1.0.1 (${WHERE(0)}): the registry has no such tag in team/node`,
        '  got: "v1.0.1"',
        "  allowed: v1.0.0 (closest of 1)",
        "  do this: correct the tag",
        "  source: tags/list of the registry (OCI distribution specification 1.1)",
        "",
      ].join("\n"),
    );
    expect(existsSync(fileOf(app))).toBe(false);
  });

  it("wants the platforms it is told, also of what is locked", async () => {
    const app = appWith("platforms", tool());
    await lock(app);
    const { code, stderr } = await lock(app, "--platform", "linux/amd64", "linux/arm64");
    expect(code).toBe(1);
    expect(stderr).toMatch(/the image is not made for linux\/arm64\n {2}got: "linux\/amd64"/);
    expect((await lock(app, "--platform", "arm64")).stderr).toBe(
      '--platform is not one\n  got: "arm64"\n  allowed: os/architecture, such as linux/arm64\n  do this: correct it\n',
    );
  });

  it("needs no entry for an image that the code gives by digest", async () => {
    const app = appWith("pinned", `${node()}@${OLD}`, `${registry.host}/team/gone@${OLD}`);
    const { stdout } = await lock(app);
    expect(stdout).toBe("0 images; images.lock.json written\n");
  });

  it("reads the lock first, and names file and key of what is wrong with it", async () => {
    const app = appWith("broken", node());
    writeFileSync(fileOf(app), JSON.stringify({ version: 1, images: { [node()]: { digest: "sha256:1" } } }));
    const { code, stderr } = await lock(app);
    expect(code).toBe(1);
    expect(stderr).toBe(
      [
        `images.lock.json: images.${node()}.digest: this is not a digest`,
        '  got: "sha256:1"',
        "  allowed: sha256: and 64 lower-case hex digits",
        "  do this: remove the entry and run: palisade images lock",
        "",
      ].join("\n"),
    );
  });

  it("stops at Ctrl-C while a registry is slow, and leaves nothing behind", async () => {
    const slow = await scriptedServer(() => ({ status: 503 }));
    const app = appWith("slow", `${slow.host}/a:v1.0.0`);
    const child = workshop.start(["images", "lock"], { directory: app, environment: { DOCKER_CONFIG: app } });
    while (slow.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const code = await new Promise((resolve) => child.once("close", resolve));
    slow.close();
    expect(code).toBe(130);
    expect(existsSync(fileOf(app))).toBe(false);
    expect(workshop.leftBehind).toEqual([]);
  });
});

describe("palisade images lock --check", () => {
  it("passes when the lock is up to date, and writes nothing", async () => {
    const app = appWith("current", node());
    await lock(app);
    const written = readFileSync(fileOf(app), "utf8").replaceAll("\n", "\n\n");
    writeFileSync(fileOf(app), written);
    const { code, stdout } = await lock(app, "--check");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 image: 1 kept; images\.lock\.json is up to date$/m);
    expect(readFileSync(fileOf(app), "utf8")).toBe(written);
  });

  it("fails for entries that are missing, unused, or not what the registry has", async () => {
    const app = appWith("stale", node(), tool());
    const unused = `${registry.host}/team/gone:v1.0.0`;
    const written = writeLock(app, node(), unused);
    const { code, stderr } = await lock(app, "--check");
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${node()} .*: the tag of ${node()} was pushed again`, "m"));
    expect(stderr).toContain(
      `images.lock.json (${WHERE(1)}): the lock has no entry for ${tool()}\n  do this: run: palisade images lock\n`,
    );
    expect(stderr).toContain(
      `images.lock.json: no stack of the app uses ${unused} any more\n  do this: run: palisade images lock\n`,
    );
    expect(readFileSync(fileOf(app), "utf8")).toBe(written);
  });

  it("does not go with --update", async () => {
    const { code, stderr } = await lock(appWith("both", node()), "--check", "--update", node());
    expect(code).toBe(1);
    expect(stderr).toBe("--check and --update exclude each other\n  do this: leave one of them out\n");
  });
});

describeWithTerraform("palisade rehearse", () => {
  it("refuses a digest that is not the lock's, in a stack that Palisade did not write", async () => {
    const app = appWith("rehearsed", `${node()}@${digestOf("something else")}`);
    writeLock(app, node());
    const { code, stderr } = await workshop.run(["rehearse"], { directory: app });
    expect(code).toBe(1);
    expect(stderr).toContain(
      [
        `${WHERE(0)}: the image ${node()} has another digest here than in the lock`,
        `  got: "${digestOf("something else")}"`,
        `  allowed: ${OLD}`,
        `  do this: take the digest out, so that the lock gives it; if the lock is wrong: palisade images lock --update ${node()}`,
        "  source: images.lock.json",
      ].join("\n"),
    );
  });

  it("shows which images of production have no digest", async () => {
    const app = appWith("production", node());
    const file = join(app, "built/stacks/one/cdk.tf.json");
    const stack = {
      "//": { palisade: { wantsLockedImages: true } },
      resource: { kubernetes_pod_v1: { pod: podOf(node()) } },
    };
    writeFileSync(file, JSON.stringify(stack));
    const { stderr } = await workshop.run(["rehearse"], { directory: app });
    expect(stderr).toContain(
      [
        `warning: ${WHERE(0)}: the image ${node()} has no digest, so what runs is whatever the tag stands for that day`,
        "  allowed: an entry in images.lock.json",
        "  do this: run: palisade images lock",
      ].join("\n"),
    );
  });
});
