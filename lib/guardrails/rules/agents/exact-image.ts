import { DIGEST, splitImage } from "../../../images/image-name";
import { holdsReference } from "../../../truth/terraform-text";
import { exampleBundle, exampleObjects, exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { agentDeployment, exampleAgent, isAgent, noAgent } from "./agents";

const EXACT = /^v?\d+\.\d+\.\d+([-+._].*)?$/;

export const exactImage = guardrail({
  id: "agents/exact-image",
  title: "Every agent runs one exact runtime",
  severity: "high",
  why: "A tag that moves changes what the agent is without a new version of it, and going back brings nothing back.",
  fix: "pin the image by an exact version, and by its digest in production: palisade images lock",
  source: "kagent v1alpha3, Harness (image by sha256); 0xHoneyJar/loa (no latest)",
  subject: "container",
  check: ({ pod, image }) => {
    if (!isAgent(pod)) return undefined;
    if (image === undefined || holdsReference(image)) return unknown(["image"]);
    const { tag = "", digest } = splitImage(image) ?? {};
    if (digest !== undefined) return DIGEST.test(digest) ? PASS : fail(["image"], "a digest of 64 digits", image);
    if (!EXACT.test(tag)) return fail(["image"], "an exact version, or a digest", image);
    const wantsDigest = pod.object.resource.stack.marks["wantsLockedImages"] === true;
    return wantsDigest ? unknown(["image"], "its digest is not locked, and the tag may move") : PASS;
  },
  examples: () => {
    const digest = `registry.example.org/agents/runtime@sha256:${"a".repeat(64)}`;
    const locked = (image: string) =>
      exampleStacks("a stack that wants digests", {
        a: {
          "//": { palisade: { wantsLockedImages: true } },
          resource: { helm_release: { it: exampleBundle(agentDeployment({ image })) } },
        },
      });
    return {
      pass: [
        exampleAgent("an exact version", { image: "registry.example.org/agents/runtime:1.4.0" }),
        exampleAgent("one with a word behind it", { image: "agents/runtime:v1.4.0-slim" }),
        exampleAgent("a digest", { image: digest }),
        locked(digest),
      ],
      fail: [
        exampleAgent("whatever is newest", { image: "agents/runtime:latest" }),
        exampleAgent("no word of it", { image: "agents/runtime" }),
        exampleAgent("half a version", { image: "agents/runtime:1.4" }),
        exampleAgent("half a digest", { image: "agents/runtime@sha256:abc" }),
      ],
      unknown: [
        exampleAgent("an image from elsewhere", { image: "$" + "{var.image}" }),
        exampleAgent("no image", { image: undefined }),
        locked("agents/runtime:1.4.0"),
      ],
      notApplicable: [exampleObjects("something that is no agent", noAgent(agentDeployment()))],
    };
  },
});
