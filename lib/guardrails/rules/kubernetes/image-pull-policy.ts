import { REPOSITORY, splitImage } from "../../../images/image-name";
import { celMatches } from "../../admission/cel";
import { exampleContainer } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { MOVING_TAGS } from "../supply-chain/image-version";

/** The tag of an image that says none. */
const NEWEST = "latest";

/** Tags that are moved to newer images. */
const MOVING = new RegExp(`^(${MOVING_TAGS})$`);

/** Images without a digest whose tag moves, and those of them that Kubernetes asks for by itself. */
const NEWEST_IMAGE = taggedLike(`(:${NEWEST})?`);
const MOVES = taggedLike(`(:(${MOVING_TAGS}))?`);

// Always pulling a tag that never moves brings nothing new and makes a restart depend on the registry, so that this asks
// for less than CKV_K8S_15 and KSV-0013 do; another rule asks for tags that do not move.
export const imagePullPolicy = guardrail({
  id: "kubernetes/image-pull-policy",
  title: "A tag that moves is asked for at every start",
  severity: "low",
  why: "Nodes that pulled on different days run different programs under one name, and nobody sees which.",
  fix: "set imagePullPolicy to Always, or better name the image by a tag that does not move and by its digest",
  aliases: ["C-0075"],
  subject: "container",
  check: ({ spec, image }) => {
    const parts = image === undefined ? undefined : splitImage(image);
    // What is not known yet is no image's name.
    if (parts === undefined || parts.digest !== undefined) return undefined;
    const tag = parts.tag ?? NEWEST;
    if (!MOVING.test(tag)) return undefined;
    // Kubernetes asks by itself where the tag is latest or none, and for no other.
    return expectAt(spec, "imagePullPolicy").toBe("Always", tag === NEWEST ? "pass" : "fail");
  },
  admission: {
    over: "container",
    holds: `!has(container.image) || !${celMatches("container.image", MOVES)} || container.?imagePullPolicy.orValue(${celMatches("container.image", NEWEST_IMAGE)} ? "Always" : "") == "Always"`,
  },
  examples: () => ({
    pass: [
      exampleContainer("the newest image", { image: "registry.example.org/app:latest" }),
      exampleContainer("no tag", { image: "registry.example.org/app" }),
      exampleContainer("a tag that moves, always pulled", {
        image: "registry.example.org/app:main",
        imagePullPolicy: "Always",
      }),
    ],
    fail: [
      exampleContainer("the newest image of the day when a node pulled it", {
        image: "registry.example.org/app:latest",
        imagePullPolicy: "IfNotPresent",
      }),
      exampleContainer("no tag and no pull", { image: "registry.example.org/app", imagePullPolicy: "Never" }),
      exampleContainer("another tag that moves", { image: "registry.example.org/app:nightly" }),
    ],
    unknown: [
      exampleContainer("a policy from elsewhere", { image: "app:latest", imagePullPolicy: "$" + "{var.policy}" }),
    ],
    notApplicable: [
      exampleContainer("a tag that does not move", { imagePullPolicy: "IfNotPresent" }),
      exampleContainer("a digest", {
        image: `registry.example.org/app:latest@sha256:${"0".repeat(64)}`,
        imagePullPolicy: "IfNotPresent",
      }),
      exampleContainer("an image from elsewhere", { image: "$" + "{var.image}", imagePullPolicy: "Never" }),
      exampleContainer("no image", { image: undefined, imagePullPolicy: "Never" }),
      exampleContainer("a text that is no image", { image: "Not An Image", imagePullPolicy: "Never" }),
    ],
  }),
});

/** The name of an image without a digest, whose tag is like this. */
function taggedLike(tag: string): RegExp {
  return new RegExp(`${REPOSITORY.source.slice(0, -1)}${tag}$`);
}
