import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { Controller } from "../../../constructs/core/controller";
import { useImageLock, wantLockedImages } from "../../../constructs/core/image-lock";
import { ImageRef } from "../../../constructs/core/image-ref";
import { synthesize, synthesizeOrExplain } from "../../../constructs/core/synthesize";
import { addValidations } from "../../../constructs/core/validations";
import { Workload } from "../../../constructs/core/workload";
import { formatProblem } from "../../../lib/core/errors";
import { recordAt } from "../../../lib/core/json";
import { LOCKING_IMAGES } from "../../../lib/images/locking";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";

const LOCKED = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;
const IMAGE = "registry.example.org/web:1.2.3";

let folder = "";
const lockFile = () => join(folder, "images.lock.json");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "palisade-image-lock-"));
  const images = { [IMAGE]: { digest: LOCKED, platforms: { "linux/amd64": OTHER } } };
  writeFileSync(lockFile(), JSON.stringify({ version: 1, images }));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A stack with a workload that runs an image. */
function webStack(app: App, image: string, id = "shop"): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: `../../../${id}.tfstate` });
  new KubernetesProvider(stack, "kubernetes", { configPath: "kubeconfig" });
  addValidations(stack);
  new Workload(stack, "web", {
    cluster: plainCluster,
    namespace: appsNamespace,
    identity: { kind: "receiver", name: "web" },
    controller: Controller.deployment({ replicas: 1 }),
    containers: [{ ...webContainer, image: ImageRef.parse(image) }],
    initContainers: [{ ...webContainer, ports: [], name: "first", image: ImageRef.parse(image) }],
  });
  return stack;
}

const options = () => ({ outputDirectory: join(folder, "out"), imageLock: lockFile() });

function imagesWritten(): readonly unknown[] {
  const stack: unknown = JSON.parse(readFileSync(join(folder, "out/stacks/shop/cdk.tf.json"), "utf8"));
  const [deployment] = Object.values(recordAt(stack, "resource", "kubernetes_deployment_v1"));
  const { init_container: first, container } = recordAt(deployment, "spec", "template", "spec");
  return [first, container].map((list) => recordAt(Array.isArray(list) ? list[0] : undefined)["image"]);
}

/** What goes to standard error. */
function saidBy(run: () => void): string {
  const said: string[] = [];
  const write = jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  try {
    run();
  } finally {
    write.mockRestore();
  }
  return said.join("");
}

describe("an app with an image lock", () => {
  it("writes the digest behind the tag of every container", () => {
    synthesize(options(), (app) => webStack(app, IMAGE));
    expect(imagesWritten()).toEqual([`${IMAGE}@${LOCKED}`, `${IMAGE}@${LOCKED}`]);
  });

  it("leaves an image without an entry as it is, and an app without a lock all of them", () => {
    synthesize(options(), (app) => webStack(app, "registry.example.org/web:1.2.4"));
    expect(imagesWritten()).toEqual(Array(2).fill("registry.example.org/web:1.2.4"));
    synthesize({ outputDirectory: join(folder, "out") }, (app) => webStack(app, IMAGE));
    expect(imagesWritten()).toEqual([IMAGE, IMAGE]);
    synthesize({ ...options(), imageLock: join(folder, "none.json") }, (app) => webStack(app, IMAGE));
    expect(imagesWritten()).toEqual([IMAGE, IMAGE]);
  });

  it("refuses a digest of the code that is not the lock's, at every place, and writes nothing", () => {
    const message = (list: string) =>
      [
        `shop/web/deployment Deployment web spec.template.spec.${list}[0].image: the image ${IMAGE} has another digest here than in the lock`,
        `  got: "${OTHER}"`,
        `  allowed: ${LOCKED}`,
        `  do this: take the digest out, so that the lock gives it; if the lock is wrong: palisade images lock --update ${IMAGE}`,
        `  source: ${lockFile()}`,
      ].join("\n");
    expect(() => synthesize(options(), (app) => webStack(app, `${IMAGE}@${OTHER}`))).toThrow(
      [message("containers"), message("initContainers")].join("\n\n"),
    );
    expect(() => imagesWritten()).toThrow(/ENOENT/);
  });

  it("takes the same digest from the code", () => {
    synthesize(options(), (app) => webStack(app, `${IMAGE}@${LOCKED}`));
    expect(imagesWritten()).toEqual([`${IMAGE}@${LOCKED}`, `${IMAGE}@${LOCKED}`]);
  });

  it("may call app.synth() itself", () => {
    const app = new App({ outdir: join(folder, "out") });
    useImageLock(app, lockFile());
    webStack(app, IMAGE);
    app.synth();
    expect(imagesWritten()).toEqual([`${IMAGE}@${LOCKED}`, `${IMAGE}@${LOCKED}`]);
  });

  it("says what is wrong with the file instead of running, without a stack trace", () => {
    writeFileSync(lockFile(), "{");
    const before = process.exitCode;
    const said = saidBy(() => synthesizeOrExplain(options(), (app) => webStack(app, IMAGE)));
    expect(process.exitCode).toBe(1);
    process.exitCode = before;
    expect(said).toMatch(
      /images\.lock\.json: the lock cannot be read as JSON\n {2}got: ".*"\n {2}do this: mend it, or .*\n$/,
    );
  });
});

describe("a stack that wants locked images", () => {
  const build = (app: App) => {
    for (const id of ["shop", "depot"]) wantLockedImages(webStack(app, "registry.example.org/web:1.2.4", id));
    wantLockedImages(webStack(app, IMAGE, "locked"));
    webStack(app, "registry.example.org/web:1.2.4", "careless");
  };

  it("is warned about, and written", () => {
    const stacks = synthesize(options(), build);
    expect(stacks.map(({ name, warnings }) => [name, warnings.length])).toEqual([
      ["shop", 2],
      ["depot", 2],
      ["locked", 0],
      ["careless", 0],
    ]);
    expect(stacks[0]?.warnings.map(formatProblem)[0]).toMatch(/^shop\/web\/deployment Deployment web spec\.template/);
  });

  it("is not warned about by the command that locks them", () => {
    const stacks = synthesize(options(), (app) => {
      app.node.setContext(LOCKING_IMAGES, true);
      build(app);
    });
    expect(stacks.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it("has the same warning printed once, with the number of places", () => {
    const said = saidBy(() => synthesizeOrExplain(options(), build));
    expect(said).toBe(
      [
        "warning: shop/web/deployment Deployment web spec.template.spec.containers[0].image and 3 more: the image registry.example.org/web:1.2.4 has no digest, so what runs is whatever the tag stands for that day",
        `  allowed: an entry in ${lockFile()}`,
        "  do this: run: palisade images lock",
        "",
        "",
      ].join("\n"),
    );
    expect(process.exitCode).toBeUndefined();
  });
});
