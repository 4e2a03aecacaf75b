import { ImageLock } from "../../../lib/images/image-lock";
import { type LockImagesOptions, lockImages } from "../../../lib/images/lock-images";

const OLD = `sha256:${"a".repeat(64)}`;
const NEW = `sha256:${"b".repeat(64)}`;
const platforms = { "linux/amd64": OLD };

const lockWith = (change: Partial<LockImagesOptions>, digest = OLD) =>
  lockImages({
    lock: new ImageLock("images.lock.json", new Map([["docker.io/library/redis:7.2.0", { digest: OLD, platforms }]])),
    wanted: [{ name: "redis:7.2.0", needsEntry: true, where: "test/redis" }],
    update: [],
    platforms: ["linux/amd64"],
    check: false,
    registries: { digestOf: async () => digest, resolve: async () => ({ digest, platforms }) },
    ...change,
  });

describe("an image that the lock has under another of its names", () => {
  it("is kept, and neither added nor removed", async () => {
    const { lock, reports } = await lockWith({});
    expect(reports.map(({ name, change }) => [name, change])).toEqual([["redis:7.2.0", "kept"]]);
    expect(lock.names).toEqual(["redis:7.2.0"]);
    expect((await lockWith({ check: true })).reports).toHaveLength(1);
  });

  it.each(["library/redis", "docker.io/redis:7.2.0"])("is updated by that name too: %s", async (name) => {
    const { lock } = await lockWith({ update: [name] }, NEW);
    expect(lock.entry("redis:7.2.0")?.digest).toBe(NEW);
  });
});
