import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImageLock } from "../../../lib/images/image-lock";
import { LOCKING_IMAGES } from "../../../lib/images/locking";
import { scriptedServer } from "../images/support/scripted-server";
import { digestOf, fileOf, ImageWorkshop, indexOf, OLD, podOf, whereOf, writeLock } from "./support/image-workshop";

jest.setTimeout(60_000);

let workshop: ImageWorkshop;
beforeAll(async () => {
  workshop = await ImageWorkshop.open();
});
afterAll(() => workshop.clear());

describe("palisade images lock", () => {
  it("locks images of containers, bundles and values of charts, each once", async () => {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "a" },
      spec: { containers: [{ image: workshop.node }] },
    };
    const release = (chart: string, values: object) => ({ name: "a", chart, values: [JSON.stringify(values)] });
    const app = workshop.appOf("all", {
      kubernetes_pod_v1: { pod: podOf(workshop.node) },
      helm_release: {
        bundle: release("./assets/manifest-chart/0A", { manifests: [pod] }),
        chart: release("chart", {
          image: { registry: workshop.registry.host, repository: "team/tool", tag: "v2.0.0" },
          other: { image: { repository: "no/registry", tag: "v1" } },
        }),
      },
    });
    const { code, stdout, stderr } = await workshop.lock(app);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [nodeDigest, toolDigest] = [
      digestOf(indexOf("team/node", ["linux/amd64", "linux/arm64"])),
      digestOf(indexOf("team/tool", ["linux/amd64", "windows/amd64"])),
    ];
    const pad = (text: string, width: number) => text.padEnd(width);
    expect(stdout.replace(/ +$/gm, "").split("\n")).toEqual([
      expect.stringMatching(/^image +digest +platforms +entry$/),
      expect.stringMatching(/^-+ +-+ +-+ +-+$/),
      `${workshop.node}  ${nodeDigest.slice(0, 19)}  ${pad("linux/amd64, linux/arm64", 24)}  added`,
      `${workshop.tool}  ${toolDigest.slice(0, 19)}  ${pad("linux/amd64", 24)}  added`,
      "",
      "2 images: 2 added; images.lock.json written",
      "",
    ]);
    expect(JSON.parse(readFileSync(fileOf(app), "utf8"))).toEqual({
      version: 1,
      images: {
        [workshop.node]: {
          digest: nodeDigest,
          platforms: {
            "linux/amd64": digestOf("team/node linux/amd64"),
            "linux/arm64": digestOf("team/node linux/arm64"),
          },
        },
        [workshop.tool]: { digest: toolDigest, platforms: { "linux/amd64": digestOf("team/tool linux/amd64") } },
      },
    });
    expect(workshop.leftBehind).toEqual([]);
  });

  it("keeps entries, drops those no stack uses, and asks for what is locked by HEAD", async () => {
    const app = workshop.appWith("kept", workshop.node, workshop.tool);
    await workshop.lock(app);
    workshop.appWith("kept", workshop.node);
    const before = workshop.registry.seen.length;
    const { stdout } = await workshop.lock(app);
    expect(stdout).toMatch(/^2 images: 1 kept, 1 removed; images\.lock\.json written$/m);
    expect(workshop.registry.seen.slice(before).map(({ method }) => method)).toEqual(["HEAD"]);
    expect(ImageLock.read(fileOf(app)).names).toEqual([workshop.node]);
  });

  it("refuses a lock file with another digest than the registry has, and --update takes the registry's word", async () => {
    const app = workshop.appWith("moved", workshop.node, workshop.tool);
    const written = writeLock(app, workshop.node, workshop.tool);
    const { code, stdout, stderr } = await workshop.lock(app);
    const message = (image: string, index: number, digest: string) => [
      `${image} (${whereOf(index)}): the tag of ${image} was pushed again: the registry has another image under it than the lock`,
      `  got: "${digest}"`,
      `  allowed: ${OLD}`,
      `  do this: find out who pushed it and why; if the new image is right: palisade images lock --update ${image}`,
      "",
    ];
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      [
        ...message(workshop.node, 0, digestOf(indexOf("team/node", ["linux/amd64", "linux/arm64"]))),
        ...message(workshop.tool, 1, digestOf(indexOf("team/tool", ["linux/amd64", "windows/amd64"]))),
      ].join("\n"),
    );
    expect(readFileSync(fileOf(app), "utf8")).toBe(written);
    expect((await workshop.lock(app, "--update", workshop.node)).code).toBe(1);
    const both = await workshop.lock(app, "--update", workshop.node, `${workshop.registry.host}/team/tool`);
    expect(both.stdout).toMatch(/^2 images: 2 updated; images\.lock\.json written$/m);
  });

  it("says everything that is wrong at once, and writes nothing", async () => {
    const app = workshop.appWith(
      "wrong",
      `${workshop.registry.host}/team/node:v1.0.1`,
      `${workshop.registry.host}/team/arm:v1.0.0`,
      workshop.node,
    );
    const { code, stderr } = await workshop.lock(app, "--update", `${workshop.registry.host}/team/nod`);
    expect(code).toBe(1);
    expect(stderr).toBe(
      [
        "images.lock.json: --update names an image that the app does not have",
        `  got: "${workshop.registry.host}/team/nod"`,
        `  allowed: ${workshop.registry.host}/team/node, ${workshop.registry.host}/team/arm, ${workshop.node}`,
        "  do this: give repository:tag or repository as the code writes it",
        "",
        `${workshop.registry.host}/team/arm:v1.0.0 (${whereOf(1)}): the image is not made for linux/amd64`,
        '  got: "linux/arm64"',
        "  allowed: an image for linux/amd64",
        "  do this: take an image that has it, or say with --platform which platforms the nodes have",
        "",
        `${workshop.registry.host}/team/node:v1.0.1 (${whereOf(0)}): the registry has no such tag in team/node`,
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
    const app = workshop.appWith("platforms", workshop.tool);
    await workshop.lock(app);
    const { code, stderr } = await workshop.lock(app, "--platform", "linux/amd64", "linux/arm64");
    expect(code).toBe(1);
    expect(stderr).toMatch(/the image is not made for linux\/arm64\n {2}got: "linux\/amd64"/);
    expect((await workshop.lock(app, "--platform", "arm64")).stderr).toBe(
      '--platform is not one\n  got: "arm64"\n  allowed: os/architecture, such as linux/arm64\n  do this: correct it\n',
    );
  });

  it("needs no entry for an image that the code gives by digest", async () => {
    const app = workshop.appWith("pinned", `${workshop.node}@${OLD}`, `${workshop.registry.host}/team/gone@${OLD}`);
    const { stdout } = await workshop.lock(app);
    expect(stdout).toBe("0 images; images.lock.json written\n");
  });

  it("reads the lock first, and names file and key of what is wrong with it", async () => {
    const app = workshop.appWith("broken", workshop.node);
    writeFileSync(fileOf(app), JSON.stringify({ version: 1, images: { [workshop.node]: { digest: "sha256:1" } } }));
    const { code, stderr } = await workshop.lock(app);
    expect(code).toBe(1);
    expect(stderr).toBe(
      [
        `images.lock.json: images.${workshop.node}.digest: this is not a digest`,
        '  got: "sha256:1"',
        "  allowed: sha256: and 64 lower-case hex digits",
        "  do this: remove the entry and run: palisade images lock",
        "",
      ].join("\n"),
    );
  });

  it("tells the app what it does, which then need not warn of images without a digest", async () => {
    const app = workshop.appWith("told", workshop.node);
    const command = 'printenv CDKTF_CONTEXT_JSON >&2 && cp -r built "$CDKTF_OUTDIR"';
    writeFileSync(join(app, "cdktf.json"), JSON.stringify({ app: command, context: { ours: 1 } }));
    const { code, stderr } = await workshop.lock(app);
    expect(code).toBe(0);
    expect(JSON.parse(stderr)).toMatchObject({ ours: 1, [LOCKING_IMAGES]: true });
  });

  it("stops at Ctrl-C while a registry is slow, and leaves nothing behind", async () => {
    const slow = await scriptedServer(() => ({ status: 503 }));
    const app = workshop.appWith("slow", `${slow.host}/a:v1.0.0`);
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
