import { formatProblem } from "../../../../lib/core/errors";
import { recordAt } from "../../../../lib/core/json";
import { ImageLock } from "../../../../lib/images/image-lock";
import { Examination } from "../../../../lib/truth";
import { examineImages } from "../../../../lib/truth/images/examine-images";
import { MARKS, resourcesOf } from "../../../../lib/truth/synthesized-resource";

const LOCKED = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;
const LOCK = new ImageLock("images.lock.json", new Map([["ghcr.io/a/b:v1.0.0", { digest: LOCKED, platforms: {} }]]));

/** A stack with one resource of a type. */
function stackOf(type: string, config: object): Record<string, unknown> {
  return { resource: { [type]: { it: config } } };
}

const podOf = (...images: readonly unknown[]) =>
  stackOf("kubernetes_pod_v1", { spec: [{ container: images.map((image) => ({ image })) }] });

/** What the examiner of images says, and no other one. @param lock undefined: the app has none */
function examine(stack: Record<string, unknown>, lock: ImageLock | undefined): Examination {
  const examination = new Examination(lock === undefined ? {} : { imageLock: lock });
  for (const resource of resourcesOf(stack)) examineImages(resource, examination, recordAt(stack, "//", MARKS));
  return examination;
}

/** The images that were found, with the place each stands at. */
function found(stack: Record<string, unknown>): readonly string[] {
  const wanting = { ...stack, "//": { palisade: { wantsLockedImages: true } } };
  const { warnings, facts } = examine(wanting, undefined);
  expect(warnings).toHaveLength(facts.filter(({ kind, checked }) => kind === "image" && !checked).length);
  return warnings.map(({ where, what }) => `${where} = ${/^the image (\S+) has/.exec(what)?.[1]}`);
}

const messages = (examination: Examination) => examination.problems.map(formatProblem);

describe("an image with another digest than the lock", () => {
  const container = (image: string) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p" },
    spec: { containers: [{ image }] },
  });
  const contradiction = (where: string) =>
    [
      `${where}: the image ghcr.io/a/b:v1.0.0 has another digest here than in the lock`,
      `  got: "${OTHER}"`,
      `  allowed: ${LOCKED}`,
      "  do this: take the digest out, so that the lock gives it; if the lock is wrong: palisade images lock --update ghcr.io/a/b:v1.0.0",
      "  source: images.lock.json",
    ].join("\n");
  const image = `ghcr.io/a/b:v1.0.0@${OTHER}`;

  it("is refused in a container of a resource", () => {
    expect(messages(examine(podOf(image), LOCK))).toEqual([
      contradiction("kubernetes_pod_v1.it Pod spec.containers[0].image"),
    ]);
  });

  it("is refused in an object of a bundle", () => {
    const values = [JSON.stringify({ manifests: [container(image)] })];
    const stack = stackOf("helm_release", { chart: "./assets/manifest-chart/0A1", values });
    expect(messages(examine(stack, LOCK))).toContainEqual(
      contradiction("helm_release.it Pod p spec.containers[0].image"),
    );
  });

  it.each([
    ["digest", { digest: OTHER }],
    ["sha", { sha: "b".repeat(64) }],
  ])("is refused in a chart's values, given as %s", (_, digest) => {
    const values = [
      JSON.stringify({ x: { image: { registry: "ghcr.io", repository: "a/b", tag: "v1.0.0", ...digest } } }),
    ];
    expect(messages(examine(stackOf("helm_release", { chart: "c", values }), LOCK))).toEqual([
      contradiction("helm_release.it values.x.image"),
    ]);
  });

  it("is nothing without a lock, without an entry, and with the lock's own digest", () => {
    expect(examine(podOf(image), undefined).problems).toEqual([]);
    expect(examine(podOf(`ghcr.io/a/c:v1.0.0@${OTHER}`, `ghcr.io/a/b@${OTHER}`), LOCK).problems).toEqual([]);
    expect(examine(podOf(`ghcr.io/a/b:v1.0.0@${LOCKED}`), LOCK).problems).toEqual([]);
  });
});

describe("the images of a stack", () => {
  it("are facts: checked with a digest, unchecked without", () => {
    const { facts } = examine(podOf("ghcr.io/a/b:v1.0.0", `ghcr.io/a/c:v2@${OTHER}`, `ghcr.io/a/d@${OTHER}`), LOCK);
    expect(facts.filter(({ kind }) => kind === "image")).toEqual([
      { kind: "image", of: "ghcr.io/a/b", name: "v1.0.0", checked: false },
      { kind: "image", of: "ghcr.io/a/c", name: "v2", checked: true },
      { kind: "image", of: "ghcr.io/a/d", name: OTHER, checked: true },
    ]);
  });

  it("are found in init containers, in cron jobs, and in custom resources that hold pods", () => {
    const template = { spec: [{ init_container: [{ image: "i:1.0.0" }], container: { image: "c:1.0.0" } }] };
    const job = { spec: [{ job_template: [{ spec: [{ template: [template] }] }] }] };
    expect(found(stackOf("kubernetes_cron_job_v1", job))).toEqual([
      "kubernetes_cron_job_v1.it CronJob spec.jobTemplate.spec.template.spec.initContainers[0].image = i:1.0.0",
      "kubernetes_cron_job_v1.it CronJob spec.jobTemplate.spec.template.spec.containers[0].image = c:1.0.0",
    ]);
    const custom = {
      apiVersion: "example.org/v1",
      kind: "Prometheus",
      metadata: { name: "p" },
      spec: { image: "ghcr.io/p/p:v3.0.0", pods: [{ ephemeralContainers: [{ image: "e:1.0.0" }] }] },
    };
    expect(found(stackOf("kubernetes_manifest", { manifest: custom }))).toEqual([
      "kubernetes_manifest.it Prometheus p spec.image = ghcr.io/p/p:v3.0.0",
      "kubernetes_manifest.it Prometheus p spec.pods[0].ephemeralContainers[0].image = e:1.0.0",
    ]);
  });

  it("are those that Helm renders: a later text and a set block win", () => {
    const image = (tag: string) => JSON.stringify({ image: { repository: "quay.io/a/b", tag } });
    expect(found(stackOf("helm_release", { chart: "c", values: [image("v1"), image("v2")] }))).toEqual([
      "helm_release.it values.image = quay.io/a/b:v2",
    ]);
    const set = [{ name: "image.tag", value: "v3" }];
    expect(found(stackOf("helm_release", { chart: "c", values: [image("v1")], set }))).toEqual([
      "helm_release.it values.image = quay.io/a/b:v3",
    ]);
  });

  it("are found in values of any chart, as JSON and as YAML, where the registry is named", () => {
    const yaml = [
      "image: quay.io/a/text:v1",
      "sidecars: [{ initImage: { repository: quay.io/a/split, tag: v2 } }]",
      "other: { image: { registry: quay.io, repository: a/parts, tag: v3 } }",
      "default: { image: { repository: a/somewhere, tag: v4 } }",
      "bare: { image: { tag: v5 } }",
      "words: { image: a/somewhere:v6 }",
      'pulled: { imagePullPolicy: "quay.io/a/no:v7" }',
    ].join("\n");
    expect(found(stackOf("helm_release", { chart: "c", values: [yaml] }))).toEqual([
      "helm_release.it values.image = quay.io/a/text:v1",
      "helm_release.it values.sidecars[0].initImage = quay.io/a/split:v2",
      "helm_release.it values.other.image = quay.io/a/parts:v3",
    ]);
  });

  it("are passed over where Terraform alone knows them, or where the text is no image", () => {
    const reference = "$" + "{var.image}";
    const config = { data: { image: "quay.io/a/b:v1" } };
    for (const stack of [
      podOf(reference, `ghcr.io/a/b:${reference}`, "no image at all", null),
      stackOf("kubernetes_config_map_v1", config),
      stackOf("helm_release", { chart: "c", values: [reference, "image: {", 7, "- image"] }),
      stackOf("helm_release", { chart: "c", values: "image" }),
      stackOf("aws_instance", { container: [{ image: "a:v1" }] }),
    ]) {
      expect(examine(stack, LOCK).facts.filter(({ kind }) => kind === "image")).toEqual([]);
    }
  });
});

it("a container's image without a tag is the latest one, and another's is its chart's business", () => {
  expect(found(podOf("ghcr.io/a/untagged", `ghcr.io/a/b@${OTHER}`))).toEqual([
    "kubernetes_pod_v1.it Pod spec.containers[0].image = ghcr.io/a/untagged:latest",
  ]);
  const values = [JSON.stringify({ image: { repository: "ghcr.io/a/untagged" }, x: { image: "ghcr.io/a/untagged" } })];
  expect(found(stackOf("helm_release", { chart: "c", values }))).toEqual([]);
});

describe.each(["redis", "library/redis", "docker.io/redis", "index.docker.io/library/redis"])(
  "%s is redis, whatever the lock calls it",
  (written) => {
    it.each(["redis", "docker.io/library/redis"])("such as %s", (name) => {
      const lock = new ImageLock("images.lock.json", new Map([[`${name}:7.2.0`, { digest: LOCKED, platforms: {} }]]));
      const wanting = { ...podOf(`${written}:7.2.0`), "//": { palisade: { wantsLockedImages: true } } };
      expect(examine(wanting, lock).warnings).toMatchObject([
        { what: expect.stringContaining("though images.lock.json has one") },
      ]);
      expect(examine(podOf(`${written}:7.2.0@${OTHER}`), lock).problems).toMatchObject([{ allowed: LOCKED }]);
      expect(examine(podOf(`${written}:7.2.0@${LOCKED}`, `ghcr.io/${written}:7.2.0@${OTHER}`), lock).problems).toEqual(
        [],
      );
    });
  },
);

describe("a stack that wants locked images", () => {
  const wanting = (lock: ImageLock | undefined, ...images: readonly string[]) => {
    const stack = { ...podOf(...images), "//": { palisade: { wantsLockedImages: true } } };
    return examine(stack, lock).warnings.map(formatProblem);
  };

  it("warns about an image without an entry, and about one whose entry was not written", () => {
    expect(wanting(LOCK, "ghcr.io/a/c:v1.0.0", "ghcr.io/a/b:v1.0.0")).toEqual([
      [
        "kubernetes_pod_v1.it Pod spec.containers[0].image: the image ghcr.io/a/c:v1.0.0 has no digest, so what runs is whatever the tag stands for that day",
        "  allowed: an entry in images.lock.json",
        "  do this: run: palisade images lock",
      ].join("\n"),
      [
        "kubernetes_pod_v1.it Pod spec.containers[1].image: the image ghcr.io/a/b:v1.0.0 has no digest here, though images.lock.json has one",
        "  do this: write it with ImageRef.parse(…).locked(this), or with its digest",
      ].join("\n"),
    ]);
  });

  it("says nothing of images with a digest, and one that does not want them says nothing at all", () => {
    expect(wanting(LOCK, `ghcr.io/a/b:v1.0.0@${LOCKED}`)).toEqual([]);
    expect(examine(podOf("ghcr.io/a/c:v1.0.0"), LOCK).warnings).toEqual([]);
  });
});
