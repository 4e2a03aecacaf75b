import { REFERENCE } from "../../../truth/terraform-text";
import { celMatches } from "../../admission/cel";
import { exampleContainer, exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { type FieldPath, fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { imageText, imageVersion, isMovingTag, MOVING_TAGS } from "./image-version";
import { releaseImages } from "./release-images";

/** Where the image stands. */
const IN_CONTAINER: FieldPath = ["image"];
const IN_RELEASE: FieldPath = ["values"];

/** An image whose tag is moved to newer images. */
const MOVING_AT_END = new RegExp(`:(${MOVING_TAGS})(-[^/:]*)?$`);

export const fixedImageTag = guardrail({
  id: "supply-chain/fixed-image-tag",
  title: "Every image says which version it is",
  severity: "medium",
  why: "Without a tag, or with one that moves, a restart brings in whatever was published last, good or not.",
  fix: "name a version, better with its digest; npx palisade images lock writes the digests down",
  controls: { soc2: ["CC6.8", "CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  aliases: ["CKV_K8S_14", "KSV-0013"],
  subject: "stack",
  check: (stack) => [
    ...stack.containers.flatMap(({ pod, at, image }) =>
      image === undefined ? [] : [on(pod.object, judge(image, [...at, ...IN_CONTAINER]))],
    ),
    ...stack.releases.flatMap((release) =>
      releaseImages(release).map((image) => on(release.resource, judge(imageText(image), IN_RELEASE))),
    ),
  ],
  admission: {
    over: "container",
    holds: `!has(container.image) || container.image.contains("@") || (container.image.matches(":[^/:]*$") && !${celMatches("container.image", MOVING_AT_END)})`,
  },
  examples: () => {
    const container = (image: string) => exampleContainer(image, { image });
    const digest = `@sha256:${"0".repeat(64)}`;
    return {
      pass: [
        container("registry.example.org/app:1.2.3"),
        container(`registry.example.org:5000/app${digest}`),
        container(`registry.example.org/app:latest${digest}`),
        container("$" + "{var.registry}/app:1.2.3"),
        exampleRelease("a chart's image", "app", "1.2.3", { image: { repository: "ghcr.io/o/app", tag: "1.2.3" } }),
        exampleRelease("a digest in values", "app", "1.2.3", {
          image: { repository: "ghcr.io/o/app", digest: `sha256:${"0".repeat(64)}` },
        }),
      ],
      fail: [
        container("registry.example.org/app"),
        container("registry.example.org:5000/app"),
        container("registry.example.org/app:latest"),
        container("registry.example.org/app:latest-distroless"),
        container("registry.example.org/app:stable"),
        container("$" + "{var.registry}/app:nightly"),
        exampleRelease("a chart's image", "app", "1.2.3", { image: { repository: "ghcr.io/o/app", tag: "latest" } }),
      ],
      unknown: [container("$" + "{var.image}"), container("registry.example.org/app:$" + "{var.tag}")],
      notApplicable: [exampleRelease("a chart without images", "app", "1.2.3", {})],
    };
  },
});

function judge(image: string, at: FieldPath): Judgement {
  const { tag, hasDigest } = imageVersion(image);
  if (hasDigest) return PASS;
  if (tag === REFERENCE) return unknown(at);
  return tag === undefined || isMovingTag(tag) ? fail(at, "a version or a digest", image) : PASS;
}
