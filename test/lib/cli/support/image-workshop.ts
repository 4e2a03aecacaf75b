import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImageLock } from "../../../../lib/images/image-lock";
import { type ScriptedServer, scriptedServer } from "../../images/support/scripted-server";
import { type Outcome, Workshop } from "./palisade";

const INDEX = "application/vnd.oci.image.index.v1+json";

/** A digest that the registry never had. */
export const OLD = `sha256:${"0".repeat(64)}`;

/** The digest of a text. */
export const digestOf = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** An index with one image per platform. */
export function indexOf(name: string, platforms: readonly string[]): string {
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

/** A registry that has these images. */
const imageRegistry = (): Promise<ScriptedServer> =>
  scriptedServer(({ path }) => {
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

/** A pod as Terraform has it. */
export const podOf = (...images: readonly string[]) => ({
  metadata: [{ name: "pod" }],
  spec: [{ container: images.map((image, index) => ({ name: `c${index}`, image })) }],
});

/** Where the image of a container of that pod stands. */
export const whereOf = (index: number) => `kubernetes_pod_v1.pod Pod pod spec.containers[${index}].image`;

/** The lock file of an app. */
export const fileOf = (app: string) => join(app, "images.lock.json");

/** Writes a lock with an old digest for these images. Gives its text. */
export function writeLock(app: string, ...images: readonly string[]): string {
  const platforms = { "linux/amd64": OLD };
  const entries = new Map(images.map((image) => [image, { digest: OLD, platforms }]));
  new ImageLock(fileOf(app), entries).write();
  return readFileSync(fileOf(app), "utf8");
}

/** A registry with a few images, and apps whose stacks use images. */
export class ImageWorkshop extends Workshop {
  private constructor(
    /** The registry, and what it was asked. */
    public readonly registry: ScriptedServer,
  ) {
    super();
  }

  /** Starts the registry. */
  public static async open(): Promise<ImageWorkshop> {
    return new ImageWorkshop(await imageRegistry());
  }

  /** An image for two kinds of Linux. */
  public get node(): string {
    return `${this.registry.host}/team/node:v1.0.0`;
  }

  /** An image for Linux and Windows. */
  public get tool(): string {
    return `${this.registry.host}/team/tool:v2.0.0`;
  }

  /** An app whose stack is written already. */
  public appOf(name: string, resource: object): string {
    const app = this.folder(name);
    mkdirSync(join(app, "built/stacks/one"), { recursive: true });
    writeFileSync(join(app, "built/stacks/one/cdk.tf.json"), JSON.stringify({ resource }));
    writeFileSync(join(app, "built/manifest.json"), JSON.stringify({ stacks: { one: {} } }));
    writeFileSync(join(app, "cdktf.json"), JSON.stringify({ app: 'cp -r built "$CDKTF_OUTDIR"' }));
    return app;
  }

  /** An app with one pod of these images. */
  public appWith(name: string, ...images: readonly string[]): string {
    return this.appOf(name, { kubernetes_pod_v1: { pod: podOf(...images) } });
  }

  /** Runs `palisade images lock` in an app. */
  public lock(app: string, ...args: readonly string[]): Promise<Outcome> {
    return this.run(["images", "lock", ...args], { directory: app, environment: { DOCKER_CONFIG: app } });
  }

  /** Ends what still runs, the registry too, and removes everything. */
  public override clear(): void {
    this.registry.close();
    super.clear();
  }
}
