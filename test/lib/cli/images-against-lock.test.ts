import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeWithTerraform } from "../../support/terraform-binary";
import { digestOf, fileOf, ImageWorkshop, OLD, podOf, whereOf, writeLock } from "./support/image-workshop";

jest.setTimeout(60_000);

let workshop: ImageWorkshop;
beforeAll(async () => {
  workshop = await ImageWorkshop.open();
});
afterAll(() => workshop.clear());

describe("palisade images lock --check", () => {
  it("passes when the lock is up to date, and writes nothing", async () => {
    const app = workshop.appWith("current", workshop.node);
    await workshop.lock(app);
    const written = readFileSync(fileOf(app), "utf8").replaceAll("\n", "\n\n");
    writeFileSync(fileOf(app), written);
    const { code, stdout } = await workshop.lock(app, "--check");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^1 image: 1 kept; images\.lock\.json is up to date$/m);
    expect(readFileSync(fileOf(app), "utf8")).toBe(written);
  });

  it("fails for entries that are missing, unused, or not what the registry has", async () => {
    const app = workshop.appWith("stale", workshop.node, workshop.tool);
    const unused = `${workshop.registry.host}/team/gone:v1.0.0`;
    const written = writeLock(app, workshop.node, unused);
    const { code, stderr } = await workshop.lock(app, "--check");
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${workshop.node} .*: the tag of ${workshop.node} was pushed again`, "m"));
    expect(stderr).toContain(
      `images.lock.json (${whereOf(1)}): the lock has no entry for ${workshop.tool}\n  do this: run: palisade images lock\n`,
    );
    expect(stderr).toContain(
      `images.lock.json: no stack of the app uses ${unused} any more\n  do this: run: palisade images lock\n`,
    );
    expect(readFileSync(fileOf(app), "utf8")).toBe(written);
  });

  it("does not go with --update", async () => {
    const { code, stderr } = await workshop.lock(
      workshop.appWith("both", workshop.node),
      "--check",
      "--update",
      workshop.node,
    );
    expect(code).toBe(1);
    expect(stderr).toBe("--check and --update exclude each other\n  do this: leave one of them out\n");
  });
});

describeWithTerraform("palisade rehearse", () => {
  it("refuses a digest that is not the lock's, in a stack that Palisade did not write", async () => {
    const app = workshop.appWith("rehearsed", `${workshop.node}@${digestOf("something else")}`);
    writeLock(app, workshop.node);
    const { code, stderr } = await workshop.run(["rehearse"], { directory: app });
    expect(code).toBe(1);
    expect(stderr).toContain(
      [
        `${whereOf(0)}: the image ${workshop.node} has another digest here than in the lock`,
        `  got: "${digestOf("something else")}"`,
        `  allowed: ${OLD}`,
        `  do this: take the digest out, so that the lock gives it; if the lock is wrong: palisade images lock --update ${workshop.node}`,
        "  source: images.lock.json",
      ].join("\n"),
    );
  });

  it("shows which images of production have no digest", async () => {
    const app = workshop.appWith("production", workshop.node);
    const file = join(app, "built/stacks/one/cdk.tf.json");
    const stack = {
      "//": { palisade: { wantsLockedImages: true } },
      resource: { kubernetes_pod_v1: { pod: podOf(workshop.node) } },
    };
    writeFileSync(file, JSON.stringify(stack));
    const { stderr } = await workshop.run(["rehearse"], { directory: app });
    expect(stderr).toContain(
      [
        `warning: ${whereOf(0)}: the image ${workshop.node} has no digest, so what runs is whatever the tag stands for that day`,
        "  allowed: an entry in images.lock.json",
        "  do this: run: palisade images lock",
      ].join("\n"),
    );
  });
});
